package fr.ecoquartier.workflow.label;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.oversight.incident.Cause;
import fr.ecoquartier.oversight.incident.Failure;
import fr.ecoquartier.oversight.incident.IncidentGroup;
import fr.ecoquartier.oversight.incident.Incidents;
import fr.ecoquartier.oversight.incident.RetriedStep.State;
import fr.ecoquartier.oversight.incident.Retries;
import fr.ecoquartier.oversight.incident.Retry;
import fr.ecoquartier.web.Cast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Steps that really fail on the real engine: what is said of them, and what trying them again does. */
@IntegrationTest
class IncidentsTest extends Stories {

    private static final Actor MANAGER = new Actor("page.gestion", "Agent Gestionnaire", "Gestionnaire");
    private static final String REASON = "Les données de départ ont été remises en place.";
    private static final String API = "/api/oversight/incidents";

    @Autowired
    private Incidents incidents;

    @Autowired
    private Retries retries;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc web;

    @Test
    void dossiersThatFailForTheSameCauseAreOneGroup() throws Exception {
        Story one = stopped();
        Story other = stopped();

        IncidentGroup group = groupOf(one);

        assertThat(group.failures()).extracting(Failure::reference).contains(one.reference, other.reference);
        assertThat(group.element()).isEqualTo("checkBaseline");
        assertThat(group.elementName()).isEqualTo("Calculer les indicateurs");
        assertThat(group.cause()).isEqualTo(Cause.MISSING);
        assertThat(group.dossiers()).isGreaterThanOrEqualTo(2);
        assertThat(group.retryable()).isEqualTo(group.failures().size());
        assertThat(incidents.stackTrace(failure(one).id()).orElseThrow()).contains("StepFailed");
        repair(one);
        repair(other);
    }

    @Test
    void aStepThatIsTriedAgainAfterItsCauseIsGoneIsResolved() throws Exception {
        Story story = stopped();
        repair(story);

        long id = retries.start(List.of(failure(story)), REASON, MANAGER);
        assertThat(step(id)).isEqualTo(State.WAITING);
        story.runs("checkBaseline");

        assertThat(step(id)).isEqualTo(State.RESOLVED);
        assertThat(retries.find(id).orElseThrow().over()).isTrue();
        story.waitsFor("checkAdmissibility");
        assertThat(story.troubles()).isEmpty();
        assertThat(story.journal(JournalKind.INTERVENTION))
                .containsExactly("Étape « Calculer les indicateurs » relancée après un incident : " + REASON);
    }

    @Test
    void aStepThatFailsAgainSaysWhyAndIsAnIncidentAgain() throws Exception {
        Story story = stopped();

        long id = retries.start(List.of(failure(story)), REASON, MANAGER);
        assertThatThrownBy(() -> story.runs("checkBaseline")).isInstanceOf(RuntimeException.class);

        Retry retry = retries.find(id).orElseThrow();
        assertThat(retry.steps()).singleElement().satisfies(step -> {
            assertThat(step.state()).isEqualTo(State.FAILED);
            assertThat(step.effect()).contains("no BASELINE figures");
        });
        assertThat(failure(story).job()).isNotNull();
        repair(story);
    }

    @Test
    void aStepThatWasStoppedMeanwhileIsNotCalledResolved() throws Exception {
        Story story = stopped();
        repair(story);
        long id = retries.start(List.of(failure(story)), REASON, MANAGER);

        story.withdraws("Le projet est abandonné par le conseil municipal.");

        assertThat(step(id)).isEqualTo(State.GONE);
    }

    @Test
    void aStepOfASuspendedDossierWaitsForItsResumption() throws Exception {
        Story story = stopped();
        repair(story);
        story.isSuspended();

        long id = retries.start(List.of(failure(story)), REASON, MANAGER);

        assertThat(retries.find(id).orElseThrow().steps().get(0).effect()).contains("suspendu");
    }

    @Test
    void nothingIsTriedAgainWithoutAReasonOrTwice() throws Exception {
        Story story = stopped();
        Failure failure = failure(story);

        assertThatThrownBy(() -> retries.start(List.of(failure), "court", MANAGER))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("10 caractères");
        retries.start(List.of(failure), REASON, MANAGER);
        long second = retries.start(List.of(failure), REASON, MANAGER);

        assertThat(step(second)).isEqualTo(State.GONE);
        assertThat(story.journal(JournalKind.INTERVENTION)).hasSize(1);
        repair(story);
    }

    @Test
    void manyAreHandedOverInTheBackgroundAndEachIsTold() throws Exception {
        Story story = stopped();
        repair(story);
        Failure real = failure(story);
        List<Failure> many = new ArrayList<>(List.of(real));
        for (int n = 0; n < 30; n++) {
            many.add(new Failure(
                    "i" + n,
                    "job-" + n,
                    real.instance(),
                    real.process(),
                    real.processName(),
                    1,
                    real.element(),
                    real.elementName(),
                    null,
                    real.at(),
                    real.message()));
        }

        long id = retries.start(many, REASON, MANAGER);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> retries.find(id).orElseThrow().count(State.QUEUED) == 0);
        story.runs("checkBaseline");

        Retry retry = retries.find(id).orElseThrow();
        assertThat(retry.count(State.RESOLVED)).isEqualTo(1);
        assertThat(retry.count(State.GONE)).isEqualTo(30);
        assertThat(retry.over()).isTrue();
    }

    @Test
    void managersSeeAndRetryThemAndNobodyElse() throws Exception {
        Story story = stopped();
        repair(story);
        String group = groupOf(story).key();
        String demand = "{\"group\":\"%s\",\"incidents\":[\"%s\"],\"reason\":\"%s\"}"
                .formatted(group, failure(story).id(), REASON);
        for (Person person : List.of(Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
            for (String address : List.of(API, API + "/groups/" + group, API + "/retries")) {
                web.perform(get(address).with(as(person))).andExpect(status().isForbidden());
            }
            web.perform(post(API + "/retries")
                            .with(as(person))
                            .with(csrf())
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(demand))
                    .andExpect(status().isForbidden());
        }
        web.perform(get(API)).andExpect(status().isUnauthorized());
        assertThat(failure(story)).as("nobody tried it again").isNotNull();

        web.perform(get(API).with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Calculer les indicateurs")));
        web.perform(post(API + "/retries")
                        .with(as(Cast.MANAGER))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"group\":\"%s\",\"reason\":\"court\"}".formatted(group)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("dix caractères")));
        web.perform(post(API + "/retries")
                        .with(as(Cast.MANAGER))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(demand))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.total", is(1)))
                .andExpect(jsonPath("$.sentence", containsString("pas encore exécutée")));
        web.perform(post(API + "/retries")
                        .with(as(Cast.MANAGER))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(demand.replace(group, "0000000000000000")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("Plus aucun incident ouvert")));
    }

    /** A dossier whose baseline cannot be checked: its figures are those of another stage. */
    private Story stopped() throws Exception {
        Story story = opened().does("fileCharterRequest").does("enterBaselineMeasures");
        figures(story, "MEASURED");
        for (int attempt = 0; story.job("checkBaseline").getRetries() > 0; attempt++) {
            assertThat(attempt).isLessThan(10);
            assertThatThrownBy(() -> story.runs("checkBaseline")).isInstanceOf(RuntimeException.class);
        }
        return story;
    }

    private void repair(Story story) {
        figures(story, "BASELINE");
    }

    private void figures(Story story, String kind) {
        jdbc.sql("update ecoquartier.figures set kind = ? where reference = ?")
                .params(kind, story.reference)
                .update();
    }

    private IncidentGroup groupOf(Story story) {
        return incidents.groups().stream()
                .filter(group -> group.failures().stream().anyMatch(f -> story.reference.equals(f.reference())))
                .findFirst()
                .orElseThrow();
    }

    private Failure failure(Story story) {
        return groupOf(story).failures().stream()
                .filter(failure -> story.reference.equals(failure.reference()))
                .findFirst()
                .orElseThrow();
    }

    private State step(long id) {
        return retries.find(id).orElseThrow().steps().get(0).state();
    }
}
