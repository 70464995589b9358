package fr.ecoquartier.workflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.workflow.NationalTenant;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What belongs to no region: seen by national roles, by a partner task by task, by nobody who works for a region. */
@IntegrationTest
class NationalTenantTest {

    /** A national process that calls one in the region it names, and one that stays where it is. */
    private static final String CALLER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="nationalTest"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://ecoquartier.test">
              <bpmn:process id="guardNational" name="Essai national" isExecutable="true" camunda:historyTimeToLive="P3650D">
                <bpmn:startEvent id="opened"/>
                <bpmn:sequenceFlow id="toSplit" sourceRef="opened" targetRef="split"/>
                <bpmn:parallelGateway id="split" name="Deux appels"/>
                <bpmn:sequenceFlow id="toRegional" sourceRef="split" targetRef="regional"/>
                <bpmn:sequenceFlow id="toNational" sourceRef="split" targetRef="national"/>
                <bpmn:callActivity id="regional" name="Appeler dans une région" calledElement="guardSteps">
                  <bpmn:extensionElements>
                    <camunda:in businessKey="#{execution.processBusinessKey}"/>
                    <camunda:in sourceExpression="${'checkAdmissibility'}" target="step"/>
                    <camunda:in source="pilotRegion" target="regionCode"/>
                  </bpmn:extensionElements>
                </bpmn:callActivity>
                <bpmn:callActivity id="national" name="Appeler ici" calledElement="guardSteps">
                  <bpmn:extensionElements>
                    <camunda:in businessKey="#{execution.processBusinessKey}"/>
                    <camunda:in sourceExpression="${'registerCharter'}" target="step"/>
                  </bpmn:extensionElements>
                </bpmn:callActivity>
              </bpmn:process>
            </bpmn:definitions>
            """;

    @Autowired
    private EngineClient people;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private StaffDirectory staff;

    @ParameterizedTest
    @ValueSource(strings = {"guard-ministry", "guard-carrier", "guard-manager", "guard-admin"})
    void nationalRolesSeeWhatIsNational(String who) {
        String campaign = people.dossierAt("registerCharter", NationalTenant.CODE);

        assertThat(people.as(who)
                        .get("/task?maxResults=10&processInstanceBusinessKey=" + campaign)
                        .json())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"guard-dreal-82", "guard-dreal-42", "guard-dreal-expert", "guard-expert-a", "guard-partner"})
    void nobodyElseDoes(String who) {
        String campaign = people.dossierAt("registerCharter", NationalTenant.CODE);
        String task = people.task(campaign);
        var person = people.as(who);

        assertThat(person.get("/task?maxResults=10&processInstanceBusinessKey=" + campaign)
                        .text())
                .isEqualTo("[]");
        assertThat(person.get("/history/task?maxResults=10&processInstanceBusinessKey=" + campaign)
                        .text())
                .isEqualTo("[]");
        assertThat(person.get("/process-instance?maxResults=10&businessKey=" + campaign)
                        .text())
                .isEqualTo("[]");
        assertThat(person.get("/task/" + task).status()).isIn(403, 404);
        assertThat(person.post("/task/" + task + "/claim", "{\"userId\":\"" + who + "\"}")
                        .status())
                .isIn(403, 404);
    }

    @Test
    void aPartnerSeesAndDoesExactlyTheTaskThatIsAssigned() {
        String campaign = people.dossierAt("commentSample", NationalTenant.CODE, Map.of("partner", "guard-partner"));
        people.dossierAt("commentSample", NationalTenant.CODE, Map.of("partner", "guard-expert-b"));
        String task = people.task(campaign);
        var partner = people.as("guard-partner");

        assertThat(partner.get("/task?maxResults=100").json())
                .extracting(seen -> seen.get("id").asText())
                .containsExactly(task);
        String definition = tasks.createTaskQuery().taskId(task).singleResult().getProcessDefinitionId();
        assertThat(partner.get("/process-definition/" + definition + "/xml").status())
                .isEqualTo(200);
        assertThat(partner.post("/task/" + task + "/submit-form", "{}").status())
                .isEqualTo(204);
        assertThat(people.openStep(campaign)).isNull();
        assertThat(partner.get("/task?maxResults=100").text()).isEqualTo("[]");
    }

    @Test
    void aCalledProcessIsInTheRegionItWasGivenElseWhereItsCallerIs() {
        repository
                .createDeployment()
                .name("national test")
                .enableDuplicateFiltering(true)
                .addString("guardNational.bpmn", CALLER)
                .deploy();
        runtime.createProcessInstanceByKey("guardNational")
                .businessKey("national-call")
                .setVariable("regionCode", NationalTenant.CODE)
                .setVariable("pilotRegion", "82")
                .execute();

        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey("national-call")
                        .list())
                .extracting(Task::getTaskDefinitionKey, Task::getTenantId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("checkAdmissibility", "82"),
                        org.assertj.core.groups.Tuple.tuple("registerCharter", NationalTenant.CODE));
        assertThat(people.as("guard-dreal-82")
                        .get("/task?maxResults=10&processInstanceBusinessKey=national-call")
                        .json())
                .extracting(task -> task.get("taskDefinitionKey").asText())
                .containsExactly("checkAdmissibility");
    }

    @Test
    void theNationIsNobodysRegion() {
        assertThat(staff.find("guard-ministry").orElseThrow().regions())
                .isNotEmpty()
                .doesNotContain(NationalTenant.CODE);
        assertThat(staff.find("guard-partner").orElseThrow().regions()).isEmpty();
    }
}
