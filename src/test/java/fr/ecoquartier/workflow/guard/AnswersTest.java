package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people and programs are told: our sentence and the fields, never the inside of the engine. */
@IntegrationTest
class AnswersTest {

    private static final String SUBMITTED = "{\"variables\":{\"note\":{\"value\":\"fait\"}}}";

    @Autowired
    private EngineClient people;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identities;

    @AfterEach
    void signOut() {
        identities.clearAuthentication();
        GuardProbe.together = new CountDownLatch(0);
    }

    @Test
    void aRefusedFieldIsNamedAndNothingOfTheStepRemains() {
        String dossier = people.dossierAt("instructContract", "82", Map.of("probe", "refuse"));
        String task = taken(dossier);

        Answer answer = people.as("guard-dreal-82").post("/task/" + task + "/submit-form", SUBMITTED);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("surface");
        assertThat(answer.json().at("/errors/0/message").asText())
                .isEqualTo("une valeur entre 0,1 et 500 est attendue");
        assertThat(answer.json().get("message").asText())
                .isEqualTo("Le formulaire n'a pas été accepté. Surface : une valeur entre 0,1 et 500 est attendue");
        assertThat(people.openStep(dossier)).isEqualTo("instructContract");
        assertThat(tasks.getVariables(task)).doesNotContainKey("note");
    }

    @Test
    void theApplicationItselfCatchesTheBareRefusal() {
        String dossier = people.dossierAt("instructContract", "82", Map.of("probe", "refuse"));
        assertThatThrownBy(() -> tasks.complete(people.task(dossier))).isExactlyInstanceOf(Refusal.class);
    }

    @Test
    void aFailureInsideIsAReferenceAndNothingElse() {
        String dossier = people.dossierAt("instructContract", "82", Map.of("probe", "sql"));
        Answer answer = people.as("guard-dreal-82").post("/task/" + taken(dossier) + "/submit-form", SUBMITTED);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("message").asText())
                .contains(answer.json().get("reference").asText());
        assertSaysNothingInside(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /task?sortBy=evil&sortOrder=asc",
                "GET /task?maxResults=10&createdBefore=yesterday",
                "GET /task/unknown",
                "GET /task/unknown/form-variables",
                "GET /nothing/here",
                "GET /process-instance/unknown/variables/x",
                "GET /history/process-instance/unknown",
                "POST /task not-json",
                "POST /task {\"unknownProperty\":1}",
                "POST /process-instance {\"variables\":[{\"name\":\"x\",\"operator\":\"evil\",\"value\":1}]}",
                "GET /task?maxResults=100000000",
                "GET /history/task",
            })
    void aBadRequestIsAnsweredWithoutTheInside(String request) {
        String[] parts = request.split(" ", 3);
        for (String who : new String[] {"guard-carrier", "guard-admin"}) {
            var caller = people.as(who);
            Answer answer = parts[0].equals("GET") ? caller.get(parts[1]) : caller.post(parts[1], parts[2]);

            assertThat(answer.status()).as(request + " " + answer.text()).isBetween(400, 404);
            assertThat(answer.type()).startsWith("application/problem+json");
            assertSaysNothingInside(answer);
        }
    }

    @Test
    void twoSubmissionsAtOnceHaveOneEffectAndOneClearAnswer() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String dossier = people.dossierAt("instructContract", "82", Map.of("probe", "together"));
                String task = taken(dossier);
                GuardProbe.together = new CountDownLatch(2);
                List<Future<Answer>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    both.add(pool.submit(
                            () -> people.as("guard-dreal-82").post("/task/" + task + "/submit-form", SUBMITTED)));
                }
                List<Answer> answers = List.of(both.get(0).get(), both.get(1).get());

                assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 409);
                Answer late = answers.stream()
                        .filter(answer -> answer.status() == 409)
                        .findFirst()
                        .orElseThrow();
                assertThat(late.json().get("message").asText()).startsWith("Vous avez déjà traité cette tâche le ");
                assertThat(history.createHistoricActivityInstanceQuery()
                                .processInstanceId(history.createHistoricTaskInstanceQuery()
                                        .taskId(task)
                                        .singleResult()
                                        .getProcessInstanceId())
                                .activityId("probe")
                                .count())
                        .isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aStaleTaskSaysWhoDidItToThoseWhoMayKnow() {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String task = taken(dossier);
        people.as("guard-dreal-82").post("/task/" + task + "/submit-form", SUBMITTED);

        Answer colleague = people.as("guard-ministry").post("/task/" + task + "/submit-form", SUBMITTED);
        assertThat(colleague.status()).isEqualTo(409);
        assertThat(colleague.json().get("message").asText())
                .startsWith("Cette tâche a déjà été traitée par Prénom GUARD-DREAL-82 le ");
        assertThat(people.as("guard-ministry").get("/task/" + task + "/form").status())
                .isEqualTo(409);
        assertThat(people.as("guard-ministry")
                        .post("/task/" + task + "/claim", "{\"userId\":\"guard-ministry\"}")
                        .status())
                .isEqualTo(409);
        for (String who : new String[] {"guard-dreal-42", "guard-expert-a", "guard-partner"}) {
            Answer stranger = people.as(who).post("/task/" + task + "/submit-form", SUBMITTED);
            assertThat(stranger.status()).as(stranger.text()).isIn(403, 404);
            assertThat(stranger.text()).doesNotContain("GUARD-DREAL");
        }
    }

    @Test
    void aTaskThatAColleagueHoldsIsAConflict() {
        String task = people.task(people.dossierAt("registerCharter", "82"));
        tasks.setAssignee(task, "guard-carrier-2");
        Answer answer = people.as("guard-carrier").post("/task/" + task + "/claim", "{\"userId\":\"guard-carrier\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("message").asText()).startsWith("Cette tâche est déjà prise en charge par ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.util.HashMap\",\"serializationDataFormat\":\"application/x-java-serialized-object\"}}",
                "{\"value\":\"{}\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"org.springframework.context.support.ClassPathXmlApplicationContext\",\"serializationDataFormat\":\"application/json\"}}",
                "{\"value\":{\"a\":1},\"type\":\"org.springframework.context.support.ClassPathXmlApplicationContext\"}",
            })
    void objectsAreNotDeserialized(String value) {
        String dossier = people.dossierAt("registerCharter", "82");
        String task = people.task(dossier);
        people.as("guard-carrier").post("/task/" + task + "/claim", "{\"userId\":\"guard-carrier\"}");

        Answer answer =
                people.as("guard-carrier").post("/task/" + task + "/complete", "{\"variables\":{\"x\":" + value + "}}");
        if (answer.status() < 300) { // kept as text, never made into an object
            assertThat(people.as("guard-admin")
                            .get("/history/variable-instance?maxResults=10&variableName=x&deserializeValues=true")
                            .text())
                    .doesNotContain("beanFactory");
        } else {
            assertSaysNothingInside(answer);
            assertThat(people.openStep(dossier)).isEqualTo("registerCharter");
        }
    }

    private String taken(String dossier) {
        String task = people.task(dossier);
        assertThat(people.as("guard-dreal-82")
                        .post("/task/" + task + "/claim", "{\"userId\":\"guard-dreal-82\"}")
                        .status())
                .isEqualTo(204);
        return task;
    }

    private static void assertSaysNothingInside(Answer answer) {
        assertThat(answer.text())
                .doesNotContainIgnoringCase(
                        "exception", "select ", "org.", "java.", "ENGINE-", "at fr.", "\"stack", "table_that", "act_");
    }
}
