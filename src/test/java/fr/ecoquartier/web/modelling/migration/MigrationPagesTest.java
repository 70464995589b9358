package fr.ecoquartier.web.modelling.migration;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.migration.ItemFilter;
import fr.ecoquartier.modelling.migration.Migration;
import fr.ecoquartier.modelling.migration.MigrationWorker;
import fr.ecoquartier.modelling.migration.Migrations;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.workflow.migration.Probes;
import fr.ecoquartier.workflow.migration.Probes.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** An administrator goes from the versions to the report; nobody else gets in. */
@IntegrationTest
class MigrationPagesTest {

    private static final Person ADMIN =
            new Person("page.admin", "Camille Durand", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final String REASON = "La nouvelle version ajoute une consultation.";

    @Autowired
    private MockMvc web;

    @Autowired
    private Migrations migrations;

    @Autowired
    private MigrationWorker worker;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private Probes probes;
    private String key;
    private String root;

    @BeforeEach
    void twoVersions() {
        probes = new Probes(repository);
        key = Probes.key();
        root = "/modeles/processus/" + key + "/migration";
        probes.deploy(key, Task.of("ask", "Demander l’avis").timer("P10D"), Task.of("answer", "Répondre"));
        start("ESSAI-1");
        start("ESSAI-2");
        probes.deploy(
                key,
                Task.of("ask", "Demander l’avis").timer("P10D"),
                Task.of("consult", "Consulter l’architecte"),
                Task.of("answer", "Répondre"));
    }

    private void start(String reference) {
        runtime.createProcessInstanceByKey(key)
                .businessKey(reference)
                .setVariable("regionCode", "82")
                .execute();
    }

    @AfterEach
    void takeAway() {
        jdbc.sql("delete from ecoquartier.model_migration where process_key = ?")
                .param(key)
                .update();
        probes.clean();
    }

    @Test
    void fromTheVersionsToTheReport() throws Exception {
        web.perform(get(root).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("Version 1 (2\u00a0instances)")));
        web.perform(get(root + "/correspondance?depuis=1&vers=2").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("Rappel dû (sur « Demander l’avis »)")))
                .andExpect(content().string(Matchers.containsString("Consulter l’architecte")));
        web.perform(get(root + "/diagramme/2").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("id=\"consult\"")));

        Migration prepared = simulate();

        String page = "" + root + "/" + prepared.id();
        web.perform(get(page).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("ESSAI-1")))
                .andExpect(content().string(Matchers.containsString("Peut passer")));
        web.perform(submit(page + "/depart", ADMIN).param("motif", REASON).param("portee", "choix"))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("Aucune instance n’est choisie")))
                .andExpect(content().string(Matchers.containsString(REASON)));
        web.perform(submit(page + "/depart", ADMIN).param("motif", REASON)).andExpect(status().is3xxRedirection());
        web.perform(get(page + "/avancement").header("HX-Request", "true").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("Mettre en pause")));
        worker.work(prepared.id());

        web.perform(get(page).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("Passée à la version 2.")))
                .andExpect(content().string(Matchers.containsString("Lancée pour 2 instances.")));
        String csv = web.perform(get(page + "/instances.csv").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains("ESSAI-1", "Passée", "Rhône-Alpes");
        web.perform(get(page + "/instances.xlsx").with(as(ADMIN))).andExpect(status().isOk());
        web.perform(get("/modeles/migrations").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("/migration/" + prepared.id())));
        web.perform(get(root).with(as(ADMIN)))
                .andExpect(content().string(Matchers.containsString("/migration/" + prepared.id())));
    }

    @Test
    void whatTheEngineRefusesIsSaidOnTheElementAndTheChoiceIsKept() throws Exception {
        web.perform(mapping("verifier").param("vers.askReminder", "answer").param("vers.answer", "nowhere"))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("ne sont pas des éléments de même nature")))
                .andExpect(content().string(Matchers.containsString("« nowhere » n’existe pas")))
                .andExpect(content().string(Matchers.containsString("id=\"erreur-answer\"")));
        web.perform(mapping("verifier"))
                .andExpect(content().string(Matchers.containsString("Le moteur accepte cette correspondance.")));
        web.perform(get(root + "/correspondance?depuis=1&vers=9").with(as(ADMIN)))
                .andExpect(status().isNotFound());
        web.perform(get(root + "/correspondance?depuis=1&vers=1").with(as(ADMIN)))
                .andExpect(status().is3xxRedirection());
        web.perform(get("/modeles/processus/unknown/migration").with(as(ADMIN))).andExpect(status().isNotFound());
        web.perform(get(root + "/999999999").with(as(ADMIN))).andExpect(status().isNotFound());
    }

    @Test
    void whatWasNotChosenIsToldAsSuchAndMayFollowLater() throws Exception {
        Migration prepared = simulate();
        String first =
                migrations.items(prepared.id(), ItemFilter.all(), 0, 1).get(0).instanceId();
        String page = root + "/" + prepared.id();
        web.perform(submit(page + "/depart", ADMIN)
                        .param("motif", REASON)
                        .param("portee", "choix")
                        .param("instance", first))
                .andExpect(status().is3xxRedirection());
        worker.work(prepared.id());

        web.perform(get(page).with(as(ADMIN)))
                .andExpect(content().string(Matchers.containsString("Non choisie")))
                .andExpect(content().string(Matchers.containsString("instance est restée, intacte, à la version 1.")));
        web.perform(get(root + "/correspondance?depuis=1&vers=2&migration=" + prepared.id())
                        .with(as(ADMIN)))
                .andExpect(status().isOk());
        web.perform(get(root + "?de=1&vers=2").with(as(ADMIN))).andExpect(status().isOk());
    }

    @Test
    void onlyAdministratorsMigrate() throws Exception {
        Migration prepared = simulate();
        String page = root + "/" + prepared.id();
        for (Person person : List.of(Cast.MANAGER, Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.GRENOBLE)) {
            for (String address : List.of(
                    root,
                    root + "/correspondance?depuis=1&vers=2",
                    root + "/diagramme/1",
                    page,
                    page + "/avancement",
                    page + "/instances.csv",
                    page + "/instances.xlsx",
                    "/modeles/migrations")) {
                web.perform(get(address).with(as(person))).andExpect(status().isForbidden());
            }
            for (String action : List.of("/depart", "/pause", "/reprise", "/arret")) {
                web.perform(submit(page + action, person).param("motif", REASON))
                        .andExpect(status().isForbidden());
            }
            web.perform(submit(root + "/correspondance", person)
                            .param("depuis", "1")
                            .param("vers", "2"))
                    .andExpect(status().isForbidden());
        }
        web.perform(get(root)).andExpect(status().is3xxRedirection());
        assertThat(migrations.find(prepared.id()).orElseThrow().started()).isFalse();
    }

    private Migration simulate() throws Exception {
        web.perform(mapping("simuler")).andExpect(status().is3xxRedirection());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !migrations.history(key, 1).isEmpty());
        return migrations.history(key, 1).get(0);
    }

    private MockHttpServletRequestBuilder mapping(String action) {
        return submit(root + "/correspondance", ADMIN)
                .param("depuis", "1")
                .param("vers", "2")
                .param("action", action)
                .param("vers.ask", "ask");
    }

    private static MockHttpServletRequestBuilder submit(String address, Person person) {
        return post(address).with(as(person)).with(csrf());
    }
}
