package fr.ecoquartier.web.modelling.replay;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.modelling.replay.PathReplays;
import fr.ecoquartier.web.Cast;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** An administrator replays the ways of finished dossiers through a draft; nobody else gets in. */
@IntegrationTest
class PathReplayPagesTest {

    private static final Person ADMIN =
            new Person("replay.admin", "Camille Durand", Set.of(Role.ADMIN), Set.of(), Set.of());

    @Autowired
    private MockMvc web;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private PathReplays replays;

    @Autowired
    private Releases releases;

    @Autowired
    private ModelCatalogue catalogue;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private String key;
    private String deployment;
    private ModelDraft draft;
    private String page;

    @BeforeEach
    void threeDossiersWentTwoWays() {
        key = "replayed" + UUID.randomUUID().toString().substring(0, 8);
        deployment = repository
                .createDeployment()
                .addString(key + ".bpmn", model("${answer == 'yes'}"))
                .deploy()
                .getId();
        start("REPLAY-1", "yes");
        start("REPLAY-2", "yes");
        start("=REPLAY-3", "no");
        draft = drafts.create(
                ModelKind.PROCESS,
                key,
                "bpmn/" + key + ".bpmn",
                "Essai de relecture",
                1,
                model("${answer == 'no'}"),
                new Author(ADMIN.id(), ADMIN.name()));
        page = "/modeles/brouillons/" + draft.id() + "/relecture";
    }

    @AfterEach
    void takeAway() {
        jdbc.sql("delete from ecoquartier.path_replay where process_key = ?")
                .param(key)
                .update();
        drafts.discard(draft.id(), "Fin de l’essai", new Author(ADMIN.id(), ADMIN.name()));
        repository.deleteDeployment(deployment, true);
    }

    private void start(String reference, String answer) {
        runtime.createProcessInstanceByKey(key)
                .businessKey(reference)
                .setVariable("regionCode", "82")
                .setVariable("answer", answer)
                .execute();
    }

    @Test
    void aDraftIsReplayedAndWhoWouldHaveGoneElsewhereIsSeen() throws Exception {
        web.perform(get(page).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Aucune relecture n’a encore été faite")));

        web.perform(post(page).param("dossiers", "100").with(as(ADMIN)).with(csrf()))
                .andExpect(redirectedUrlPattern("/traitements/*"));
        await().until(() -> replays.ofDraft(draft.id()).isPresent());

        web.perform(get(page).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("3\u00a0dossiers seraient allés ailleurs")))
                .andExpect(content().string(containsString("REPLAY-1")))
                .andExpect(content().string(containsString("Réponse favorable\u00a0?")));
        String csv = web.perform(get(page + "/parcours.csv?processus=" + key).with(as(ADMIN)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains("Autre branche", "REPLAY-2").contains("'=REPLAY-3");
        for (String side : new String[] {"avant", "apres"}) {
            web.perform(get(page + "/diagramme/" + side + "?processus=" + key).with(as(ADMIN)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("id=\"question\"")));
        }
    }

    @Test
    void theProcessesOfAReleaseAreReplayed() throws Exception {
        Author author = new Author(ADMIN.id(), ADMIN.name());
        String contract = Files.readString(Path.of("bpmn/label/contract.bpmn"))
                .replace("name=\"Décider du contrat\"", "name=\"Prendre la décision\"");
        int latest = catalogue.versions(ModelKind.PROCESS, "contract").get(0).version();
        ModelDraft changed = drafts.create(
                ModelKind.PROCESS, "contract", "bpmn/label/contract.bpmn", "Relecture", latest, contract, author);
        Release release = releases.request(List.of(changed.id()), "Pour la relecture.", author);
        try {
            String address = "/modeles/livraisons/" + release.id() + "/relecture";
            web.perform(post(address).param("dossiers", "20").with(as(ADMIN)).with(csrf()))
                    .andExpect(redirectedUrlPattern("/traitements/*"));
            await().until(() -> replays.ofRelease(release.id()).stream()
                    .anyMatch(found -> found.report().process().equals("contract")));
            web.perform(get(address).with(as(ADMIN)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Contrat\u00a0: les objectifs sont fixés")));
        } finally {
            jdbc.sql("delete from ecoquartier.path_replay where release_id = ?")
                    .param(release.id())
                    .update();
            releases.withdraw(release.id(), release.revision(), "Fin de l’essai", author);
            drafts.discard(changed.id(), "Fin de l’essai", author);
        }
    }

    @Test
    void aNumberThatIsNoneIsSaidAtItsPlaceAndKept() throws Exception {
        for (String typed : new String[] {"beaucoup", "0", "1001", "-3", ""}) {
            web.perform(post(page).param("dossiers", typed).with(as(ADMIN)).with(csrf()))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Donnez un nombre entier de dossiers")))
                    .andExpect(content().string(containsString("value=\"" + typed + "\"")));
        }
    }

    @Test
    void aDraftThatIsNoProcessHasNoWays() throws Exception {
        ModelDraft form = drafts.create(
                ModelKind.FORM,
                "relecture-" + key.substring(8),
                "forms/relecture.form",
                "Formulaire",
                null,
                "{}",
                new Author(ADMIN.id(), ADMIN.name()));
        web.perform(get("/modeles/brouillons/" + form.id() + "/relecture").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("il n’y a pas de parcours à relire")))
                .andExpect(content().string(not(containsString("name=\"dossiers\""))));
        drafts.discard(form.id(), "Fin de l’essai", new Author(ADMIN.id(), ADMIN.name()));
    }

    @Test
    void onlyAdministratorsSeeWaysAndWhatDoesNotExistIsSaidSo() throws Exception {
        for (Person person :
                List.of(Cast.MANAGER, Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
            int got = web.perform(get(page).with(as(person)))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            assertThat(got).as(person.id()).isEqualTo(403);
        }
        web.perform(get("/modeles/livraisons/999999/relecture").with(as(ADMIN))).andExpect(status().isNotFound());
        web.perform(get(page + "/parcours.csv?processus=rien").with(as(ADMIN))).andExpect(status().isNotFound());
        assertThat(Optional.ofNullable(
                        web.perform(get(page)).andReturn().getResponse().getRedirectedUrl()))
                .isPresent();
    }

    private String model(String condition) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <bpmn:process id="%s" name="Essai" isExecutable="true" camunda:historyTimeToLive="P30D">
                    <bpmn:startEvent id="asked" name="Demandé" />
                    <bpmn:exclusiveGateway id="question" name="Réponse favorable ?" default="toNo" />
                    <bpmn:endEvent id="yes" name="Oui" />
                    <bpmn:endEvent id="no" name="Non" />
                    <bpmn:sequenceFlow id="toQuestion" sourceRef="asked" targetRef="question" />
                    <bpmn:sequenceFlow id="toYes" name="Oui" sourceRef="question" targetRef="yes">
                      <bpmn:conditionExpression>%s</bpmn:conditionExpression>
                    </bpmn:sequenceFlow>
                    <bpmn:sequenceFlow id="toNo" name="Non" sourceRef="question" targetRef="no" />
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(key, condition);
    }
}
