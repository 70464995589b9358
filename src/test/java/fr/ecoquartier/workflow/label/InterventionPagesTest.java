package fr.ecoquartier.workflow.label;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.oversight.intervention.Interventions;
import fr.ecoquartier.oversight.intervention.ProcessState.Running;
import fr.ecoquartier.web.Cast;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of interventions: who reaches which, nothing typed is lost, and nothing happens before it is confirmed. */
@IntegrationTest
class InterventionPagesTest extends Stories {

    private static final Person ADMIN =
            new Person("page.admin", "Agent Administrateur", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final String REASON = "La demande a été instruite par erreur.";

    @Autowired
    private Interventions interventions;

    @Autowired
    private MockMvc web;

    @Test
    void managersChangeDatesAndHandsAdminsAllOfItAndNobodyElseAnything() throws Exception {
        Story story = opened().until("checkAdmissibility");
        Running charter = charter(story);
        String page = page(story);
        String task = "?tache=" + charter.tasks().get(0).id();
        String move = "/deplacement?instance=" + charter.id() + "&jeton="
                + charter.tokens().get(0).id();
        List<String> both =
                List.of("", "/echeance" + task, "/attribution" + task, "/diagramme?instance=" + charter.id());
        List<String> adminOnly = List.of(move, "/suspension");

        for (String address : both) {
            web.perform(get(page + address).with(as(Cast.MANAGER))).andExpect(status().isOk());
            web.perform(get(page + address).with(as(ADMIN))).andExpect(status().isOk());
        }
        for (String address : adminOnly) {
            web.perform(get(page + address).with(as(ADMIN))).andExpect(status().isOk());
            web.perform(get(page + address).with(as(Cast.MANAGER))).andExpect(status().isForbidden());
        }
        for (Person person : List.of(Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
            for (String address : both) {
                web.perform(get(page + address).with(as(person))).andExpect(status().isForbidden());
            }
            web.perform(get("/dossiers/" + story.reference).with(as(person)))
                    .andExpect(content().string(not(containsString("/intervention"))));
        }
        for (Person person : List.of(Cast.MANAGER, Cast.MINISTRY, Cast.RHONE_ALPES, Cast.GRENOBLE)) {
            web.perform(confirmedMove(story, charter, "registerCharter").with(as(person)))
                    .andExpect(status().isForbidden());
        }
        story.waitsFor("checkAdmissibility");
        web.perform(get("/dossiers/" + story.reference).with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("/intervention")));
    }

    @Test
    void aMoveIsShownBeforeItIsConfirmedAndWhatWasTypedStays() throws Exception {
        Story story = opened().until("checkAdmissibility");
        Running charter = charter(story);

        web.perform(move(story, charter, "registerCharter", "court", "verifier").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("10 caractères au moins")))
                .andExpect(content().string(containsString(">court</textarea>")));
        web.perform(move(story, charter, "", REASON, "verifier").with(as(ADMIN)))
                .andExpect(content().string(containsString("Choisissez où le processus doit reprendre")))
                .andExpect(content().string(containsString(REASON)));
        web.perform(move(story, charter, "registerCharter", REASON, "verifier").with(as(ADMIN)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Ce qui va changer")))
                .andExpect(content().string(containsString("Enregistrer le dossier et préparer la charte")));
        story.waitsFor("checkAdmissibility");

        web.perform(confirmedMove(story, charter, "registerCharter").with(as(ADMIN)))
                .andExpect(redirectedUrl(page(story)))
                .andExpect(flash().attribute("success", containsString("a été déplacé")));
        story.waitsFor("registerCharter");
        assertThat(story.journal(JournalKind.INTERVENTION)).hasSize(1);

        web.perform(confirmedMove(story, charter, "registerCharter").with(as(ADMIN)))
                .andExpect(redirectedUrl(page(story)))
                .andExpect(flash().attribute("failure", containsString("Rien n’a été changé")));
    }

    @Test
    void aManagerChangesADueDate() throws Exception {
        Story story = opened();
        var task = charter(story).tasks().get(0);
        LocalDate day = LocalDate.now().plusDays(400);

        web.perform(due(story, task.id(), "demain", task.dueAt().toString(), "verifier")
                        .with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("une date, par exemple")))
                .andExpect(content().string(containsString(REASON)));
        web.perform(due(story, task.id(), "2001-01-01", task.dueAt().toString(), "verifier")
                        .with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("dans le passé")));
        web.perform(due(story, task.id(), day.toString(), task.dueAt().toString(), "verifier")
                        .with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("Ce qui va changer")));
        web.perform(due(story, task.id(), day.toString(), task.dueAt().toString(), "confirmer")
                        .with(as(Cast.MANAGER)))
                .andExpect(redirectedUrl(page(story)));

        assertThat(story.journal(JournalKind.INTERVENTION)).hasSize(1);
        web.perform(due(
                                story,
                                task.id(),
                                day.plusDays(1).toString(),
                                task.dueAt().toString(),
                                "confirmer")
                        .with(as(Cast.MANAGER)))
                .andExpect(content().string(containsString("a changé l’échéance")));
    }

    @Test
    void anAdminSuspendsAndResumes() throws Exception {
        Story story = opened();

        web.perform(post(page(story) + "/suspension")
                        .param("motif", REASON)
                        .param("etape", "confirmer")
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(redirectedUrl(page(story)));
        assertThat(story.dossier().suspended()).isTrue();
        web.perform(post(page(story) + "/suspension")
                        .param("motif", REASON)
                        .param("etape", "confirmer")
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(flash().attribute("failure", containsString("suspendu entre-temps")));
        web.perform(post(page(story) + "/reprise")
                        .param("motif", REASON)
                        .param("etape", "confirmer")
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(redirectedUrl(page(story)));
        assertThat(story.dossier().suspended()).isFalse();
        assertThat(story.journal(JournalKind.SUSPENDED))
                .singleElement()
                .asString()
                .contains(REASON);
    }

    @Test
    void aFinishedDossierIsRestartedFromItsPage() throws Exception {
        Story story = opened().withdraws("Le projet est abandonné par le conseil municipal.");
        String instance = interventions.state(story.reference).restart().instance();

        web.perform(get(page(story)).with(as(ADMIN))).andExpect(content().string(containsString("Redémarrer")));
        for (String step : List.of("verifier", "confirmer")) {
            web.perform(post(page(story) + "/redemarrage")
                            .param("instance", instance)
                            .param("cible", "charterStage")
                            .param("motif", REASON)
                            .param("etape", step)
                            .with(csrf())
                            .with(as(ADMIN)))
                    .andExpect(step.equals("verifier") ? status().isOk() : redirectedUrl(page(story)));
        }

        story.runs("charterStage").waitsFor("fileCharterRequest");
    }

    private Running charter(Story story) {
        return interventions.state(story.reference).instances().stream()
                .filter(instance -> instance.process().equals("charter"))
                .findFirst()
                .orElseThrow();
    }

    private static String page(Story story) {
        return "/dossiers/" + story.reference + "/intervention";
    }

    private static MockHttpServletRequestBuilder confirmedMove(Story story, Running charter, String target) {
        return move(story, charter, target, REASON, "confirmer");
    }

    private static MockHttpServletRequestBuilder move(
            Story story, Running charter, String target, String reason, String step) {
        return post(page(story) + "/deplacement")
                .param("instance", charter.id())
                .param("jeton", charter.tokens().get(0).id())
                .param("cible", target)
                .param("motif", reason)
                .param("etape", step)
                .with(csrf());
    }

    private static MockHttpServletRequestBuilder due(Story story, String task, String day, String seen, String step) {
        return post(page(story) + "/echeance")
                .param("tache", task)
                .param("echeance", day)
                .param("vu", seen)
                .param("motif", REASON)
                .param("etape", step)
                .with(csrf());
    }
}
