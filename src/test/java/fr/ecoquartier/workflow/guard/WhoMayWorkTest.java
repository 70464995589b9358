package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.guard.EngineClient.Answer;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The person who must not get through: other region, other role, not the assignee, nobody, the way around the form. */
@IntegrationTest
class WhoMayWorkTest {

    private static final String SUBMITTED = "{\"variables\":{\"note\":{\"value\":\"fait\"}}}";

    @Autowired
    private EngineClient people;

    @Autowired
    private OnBehalf onBehalf;

    @Autowired
    private FormService forms;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identities;

    @Test
    void theRightPersonTakesDoesAndPutsBack() {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String task = people.task(dossier);

        assertThat(claim("guard-dreal-82", task).status()).isEqualTo(204);
        assertThat(people.as("guard-dreal-82")
                        .post("/task/" + task + "/unclaim", "")
                        .status())
                .isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
        assertThat(claim("guard-dreal-82", task).status()).isEqualTo(204);
        Answer done = people.as("guard-dreal-82").post("/task/" + task + "/submit-form", SUBMITTED);

        assertThat(done.status()).as(done.text()).isEqualTo(204);
        assertThat(people.openStep(dossier)).isEqualTo("decideCharterRefusal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/claim", "/complete", "/submit-form", "/unclaim", "/assignee", "/variables/x", "/form-variables"
            })
    void nobodyGetsThroughWithoutAccount(String action) {
        String task = people.task(people.dossierAt("checkAdmissibility", "82"));
        // without credentials a POST is already stopped as a possible forgery
        assertThat(people.as(null).post("/task/" + task + action, "{}").status())
                .isIn(401, 403);
        assertThat(people.as(null).get("/task/" + task).status()).isEqualTo(401);
    }

    @Test
    void anotherRegionSeesNothingAndDoesNothing() {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String task = people.task(dossier);
        var other = people.as("guard-dreal-42");

        assertThat(other.get("/task/" + task).status()).isEqualTo(404);
        assertThat(other.get("/task/" + task + "/form-variables").status()).isIn(403, 404);
        assertThat(other.get("/task/" + task + "/deployed-form").status()).isIn(403, 404);
        assertThat(other.get("/task?maxResults=100&processInstanceBusinessKey=" + dossier)
                        .text())
                .isEqualTo("[]");
        assertThat(other.get("/history/task?maxResults=100&taskId=" + task).text())
                .isEqualTo("[]");
        assertThat(other.get("/history/process-instance?maxResults=100&processInstanceBusinessKey=" + dossier)
                        .text())
                .isEqualTo("[]");
        assertRefused(claim("guard-dreal-42", task));
        assertRefused(other.post("/task/" + task + "/submit-form", SUBMITTED));
        assertThat(people.openStep(dossier)).isEqualTo("checkAdmissibility");
    }

    @ParameterizedTest
    @CsvSource({"guard-ministry", "guard-carrier", "guard-partner", "guard-manager", "guard-expert-a", "guard-admin"})
    void anotherRoleDoesNotTakeTheTask(String who) {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String task = people.task(dossier);

        assertRefused(claim(who, task));
        assertRefused(people.as(who).post("/task/" + task + "/submit-form", SUBMITTED));
        assertRefused(people.as(who).post("/task/" + task + "/complete", SUBMITTED));
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
        assertThat(people.openStep(dossier)).isEqualTo("checkAdmissibility");
    }

    @Test
    void aColleagueDoesNotCompleteTheTaskOfSomebodyElse() {
        String dossier = people.dossierAt("registerCharter", "82");
        String task = people.task(dossier);
        claim("guard-carrier", task);
        var both = people.as("guard-ministry");

        assertRefused(both.post("/task/" + task + "/submit-form", SUBMITTED));
        assertRefused(both.post("/task/" + task + "/unclaim", ""));
        assertThat(people.openStep(dossier)).isEqualTo("registerCharter");
    }

    @Test
    void aTaskIsTakenBeforeItIsDone() {
        String dossier = people.dossierAt("registerCharter", "82");
        Answer answer = people.as("guard-carrier").post("/task/" + people.task(dossier) + "/submit-form", SUBMITTED);

        assertRefused(answer);
        assertThat(answer.json().get("message").asText()).isEqualTo("Prenez d'abord cette tâche en charge.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /bpmnError {\"errorCode\":\"x\"}",
                "POST /bpmnEscalation {\"escalationCode\":\"x\"}",
                "POST /delegate {\"userId\":\"guard-ministry\"}",
                "POST /resolve {}",
                "POST /assignee {\"userId\":\"guard-ministry\"}",
                "POST /identity-links {\"groupId\":\"ministry\",\"type\":\"candidate\"}",
                "POST /identity-links {\"userId\":\"guard-ministry\",\"type\":\"assignee\"}",
                "POST /identity-links {\"userId\":\"guard-ministry\",\"type\":\"owner\"}",
                "POST /identity-links/delete {\"groupId\":\"carrier\",\"type\":\"candidate\"}",
                "PUT  {\"name\":\"x\",\"assignee\":\"guard-ministry\",\"tenantId\":\"42\"}",
                "PUT /variables/outcome {\"value\":\"signed\",\"type\":\"String\"}",
                "PUT /localVariables/outcome {\"value\":\"signed\",\"type\":\"String\"}",
                "POST /variables {\"modifications\":{\"outcome\":{\"value\":\"signed\"}}}",
                "POST /localVariables {\"modifications\":{\"outcome\":{\"value\":\"signed\"}}}",
            })
    void theAssigneeHasNoWayAroundTheForm(String action) {
        String dossier = people.dossierAt("registerCharter", "82");
        String task = people.task(dossier);
        claim("guard-carrier", task);
        String[] parts = action.split(" ", 3);

        var assignee = people.as("guard-carrier");
        Answer answer = parts[0].equals("PUT")
                ? assignee.put("/task/" + task + parts[1], parts[2])
                : assignee.post("/task/" + task + parts[1], parts[2]);

        assertRefused(answer);
        var after = tasks.createTaskQuery().taskId(task).singleResult();
        assertThat(after.getAssignee()).isEqualTo("guard-carrier");
        assertThat(after.getTenantId()).isEqualTo("82");
        assertThat(tasks.getVariables(task)).doesNotContainKey("outcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /process-instance/%s/modification {\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"done\"}]}",
                "PUT /process-instance/%s/variables/outcome {\"value\":\"signed\",\"type\":\"String\"}",
                "PUT /process-instance/%s/suspended {\"suspended\":true}",
                "DELETE /process-instance/%s -",
                "POST /execution/%s/signal {}",
                "POST /message {\"messageName\":\"withdrawalRequested\",\"processInstanceId\":\"%s\"}",
                "POST /signal {\"name\":\"x\"}",
                "POST /process-instance/delete {\"processInstanceIds\":[\"%s\"],\"deleteReason\":\"x\"}",
                "POST /process-definition/key/guardSteps/start {\"variables\":{\"regionCode\":{\"value\":\"82\"},\"step\":{\"value\":\"registerCharter\"}}}",
                "POST /modification/execute {\"processDefinitionId\":\"x\",\"processInstanceIds\":[\"%s\"],\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"registerCharter\"}]}",
                "POST /authorization/create {\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"guard-carrier\",\"resourceType\":7,\"resourceId\":\"*\"}",
                "PUT /group/camunda-admin/members/guard-carrier {}",
                "POST /user/create {\"profile\":{\"id\":\"eve\"},\"credentials\":{\"password\":\"Vingt-Engagements-2012\"}}",
                "POST /external-task/fetchAndLock {\"workerId\":\"w\",\"maxTasks\":1,\"topics\":[{\"topicName\":\"t\",\"lockDuration\":1000}]}",
            })
    void staffDoNotRepairProcesses(String action) {
        String dossier = people.dossierAt("registerCharter", "82");
        String instance = tasks.createTaskQuery()
                .processInstanceBusinessKey(dossier)
                .singleResult()
                .getProcessInstanceId();
        for (String who : new String[] {"guard-carrier", "guard-manager", "guard-ministry"}) {
            String[] parts = action.formatted(instance).split(" ", 3);
            var caller = people.as(who);
            Answer answer = switch (parts[0]) {
                case "PUT" -> caller.put(parts[1], parts[2]);
                case "DELETE" -> caller.delete(parts[1]);
                default -> caller.post(parts[1], parts[2]);
            };
            if (parts[1].startsWith("/external-task") || parts[1].equals("/signal")) {
                assertThat(answer.text()).isIn("[]", ""); // nothing to fetch, nobody listens
            } else {
                assertThat(answer.status())
                        .as(who + " " + action + " " + answer.text())
                        .isIn(400, 403, 404);
            }
        }
        assertThat(people.openStep(dossier)).isEqualTo("registerCharter");
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(dossier)
                        .singleResult()
                        .isSuspended())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard-admin", "guard-ministry", "guard-carrier", "guard-dreal-82"})
    void onlyTheAuthoritysSpaceDoesTheAuthoritysStep(String who) {
        String dossier = people.dossierAt("fileCharterRequest", "82");
        String task = people.task(dossier);

        assertRefused(claim(who, task));
        assertRefused(people.as(who).post("/task/" + task + "/assignee", "{\"userId\":\"" + who + "\"}"));
        assertRefused(people.as(who).post("/task/" + task + "/complete", SUBMITTED));
        assertRefused(people.as(who).post("/task/" + task + "/submit-form", SUBMITTED));
        assertRefused(people.as(who).post("/task/" + task + "/bpmnError", "{\"errorCode\":\"x\"}"));
        assertThat(people.openStep(dossier)).isEqualTo("fileCharterRequest");
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
    }

    @Test
    void theApplicationActsForTheAuthorityAndOnlyOnItsSteps() {
        String dossier = people.dossierAt("fileCharterRequest", "82");
        String task = people.task(dossier);
        onBehalf.of("commune-38185", () -> forms.submitTaskForm(task, Map.of("note", "fait")));
        assertThat(people.openStep(dossier)).isNull();
        assertThat(history.createHistoricTaskInstanceQuery()
                        .taskId(task)
                        .singleResult()
                        .getAssignee())
                .isEqualTo("commune-38185");

        String other = people.task(people.dossierAt("registerCharter", "82"));
        assertThatThrownBy(() -> onBehalf.of("commune-38185", () -> tasks.complete(other)))
                .isInstanceOf(Refusal.class)
                .hasMessage("Cette étape ne revient pas à la collectivité.");
    }

    @Test
    void anExpertSeesAndDoesExactlyTheirOwnTask() {
        String own = people.dossierAt("giveContractOpinion", "82", Map.of("expert", "guard-expert-a"));
        String task = people.task(own);
        String list = "/task?maxResults=100&processInstanceBusinessKey=" + own;

        assertThat(people.as("guard-expert-a").get(list).json()).hasSize(1);
        assertThat(people.as("guard-expert-b").get(list).json()).isEmpty();
        assertRefused(claim("guard-expert-b", task));
        assertRefused(people.as("guard-expert-b").post("/task/" + task + "/submit-form", SUBMITTED));
        assertRefused(people.as("guard-expert-a").post("/task/" + task + "/unclaim", ""));
        assertRefused(people.as("guard-admin").post("/task/" + task + "/assignee", "{\"userId\":\"guard-expert-b\"}"));
        assertRefused(people.as("guard-admin").post("/task/" + task + "/unclaim", ""));
        assertThat(people.as("guard-expert-a")
                        .get("/task/" + task + "/form-variables")
                        .status())
                .isEqualTo(200);
        Answer done = people.as("guard-expert-a").post("/task/" + task + "/submit-form", SUBMITTED);
        assertThat(done.status()).as(done.text()).isEqualTo(204);
        assertThat(people.openStep(own)).isNull();
    }

    @Test
    void anExpertWhoWorksForARegionSeesNoOtherRegion() {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        var person = people.as("guard-dreal-expert");

        assertThat(person.get("/task?maxResults=100&processInstanceBusinessKey=" + dossier)
                        .text())
                .isEqualTo("[]");
        assertRefused(claim("guard-dreal-expert", people.task(dossier)));
    }

    @Test
    void whoInstructsDoesNotDecide() {
        String dossier = people.dossierAt("checkAdmissibility", "82");
        String check = people.task(dossier);
        claim("guard-both", check);
        people.as("guard-both").post("/task/" + check + "/submit-form", SUBMITTED);
        String decision = people.task(dossier);

        Answer refused = claim("guard-both", decision);
        assertRefused(refused);
        assertThat(refused.json().get("message").asText()).contains("instruire et décider");
        assertRefused(people.as("guard-admin").post("/task/" + decision + "/assignee", "{\"userId\":\"guard-both\"}"));
        assertThat(claim("guard-ministry", decision).status()).isEqualTo(204);

        String another = people.dossierAt("decideCharterRefusal", "82");
        assertThat(claim("guard-both", people.task(another)).status()).isEqualTo(204);
    }

    @Test
    void whoGaveAnExpertsOpinionDoesNotDecideThatDossier() {
        String dossier = people.dossierAt("giveContractOpinion", "82", Map.of("expert", "guard-both"));
        tasks.complete(people.task(dossier), Map.of("note", "avis"));
        people.open(dossier, "decideCharterRefusal", "82", Map.of());

        assertRefused(claim("guard-both", people.task(dossier)));
        assertThat(claim("guard-ministry", people.task(dossier)).status()).isEqualTo(204);
    }

    @Test
    void nobodyTriesThePasswordsOfOthersHere() {
        for (String path : new String[] {"/identity/verify", "/engine/default/identity/verify", "/identity/%76erify"}) {
            assertThat(people.as("guard-carrier")
                            .post(path, "{\"username\":\"guard-admin\",\"password\":\"" + EngineClient.PASSWORD + "\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void filesAreNotHungOnTasks() {
        String task = people.task(people.dossierAt("registerCharter", "82"));
        claim("guard-carrier", task);
        assertThatThrownBy(() -> {
                    identities.setAuthentication("guard-carrier", List.of("carrier"), List.of("82"));
                    tasks.createAttachment("url", task, null, "x", "", "javascript:alert(1)");
                })
                .isInstanceOf(Refusal.class);
        identities.clearAuthentication();
    }

    @Test
    void nobodyTakesATaskForSomebodyElse() {
        String task = people.task(people.dossierAt("registerCharter", "82"));
        assertRefused(people.as("guard-carrier").post("/task/" + task + "/claim", "{\"userId\":\"guard-ministry\"}"));
        assertRefused(people.as("guard-admin").post("/task/" + task + "/assignee", "{\"userId\":\"guard-ministry\"}"));
        assertThat(people.as("guard-admin")
                        .post("/task/" + task + "/assignee", "{\"userId\":\"guard-carrier\"}")
                        .status())
                .isEqualTo(204);
    }

    private Answer claim(String who, String task) {
        return people.as(who).post("/task/" + task + "/claim", "{\"userId\":\"" + who + "\"}");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(403, 404);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("message").asText())
                .isEqualTo(answer.json().get("detail").asText());
        assertThat(answer.text()).doesNotContain("ENGINE-", "Exception", "org.camunda", "Permission");
    }
}
