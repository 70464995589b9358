package fr.ecoquartier.workflow.oversight.history;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.oversight.history.InstanceStories;
import fr.ecoquartier.oversight.history.InstanceStory;
import fr.ecoquartier.oversight.history.InstanceStory.Rule;
import fr.ecoquartier.oversight.history.InstanceStory.TakenFlow;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A business rule task of a model leaves its decision in the engine's history: the story shows it with its rule. */
@IntegrationTest
class DecidedStoryTest {

    private static final String DECISION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                id="storySizes" name="Tailles" namespace="http://ecoquartier.test">
              <decision id="storySize" name="Taille de l’opération" camunda:historyTimeToLive="P30D">
                <decisionTable id="storySizeTable" hitPolicy="FIRST">
                  <input id="dwellings" label="Logements"><inputExpression id="dwellingsRead" typeRef="integer"><text>dwellings</text></inputExpression></input>
                  <output id="size" label="Taille" name="size" typeRef="string"/>
                  <rule id="small"><inputEntry id="small1"><text>&lt; 100</text></inputEntry><outputEntry id="small2"><text>"petite"</text></outputEntry></rule>
                  <rule id="large"><description>Cent logements ou plus.</description><inputEntry id="large1"><text></text></inputEntry><outputEntry id="large2"><text>"grande"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """;

    private static final String PROCESS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="storyDefinitions" targetNamespace="http://ecoquartier.test">
              <bpmn:process id="storyRules" name="Essai du parcours" isExecutable="true" camunda:historyTimeToLive="P30D">
                <bpmn:startEvent id="begun"><bpmn:outgoing>toDecide</bpmn:outgoing></bpmn:startEvent>
                <bpmn:sequenceFlow id="toDecide" sourceRef="begun" targetRef="decide"/>
                <bpmn:businessRuleTask id="decide" name="Classer" camunda:decisionRef="storySize" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="size">
                  <bpmn:incoming>toDecide</bpmn:incoming><bpmn:outgoing>toWhich</bpmn:outgoing></bpmn:businessRuleTask>
                <bpmn:sequenceFlow id="toWhich" sourceRef="decide" targetRef="which"/>
                <bpmn:exclusiveGateway id="which" name="Taille ?" default="otherwise"><bpmn:incoming>toWhich</bpmn:incoming>
                  <bpmn:outgoing>ifSmall</bpmn:outgoing><bpmn:outgoing>otherwise</bpmn:outgoing></bpmn:exclusiveGateway>
                <bpmn:sequenceFlow id="ifSmall" name="Petite" sourceRef="which" targetRef="done">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${size == 'petite'}</bpmn:conditionExpression></bpmn:sequenceFlow>
                <bpmn:sequenceFlow id="otherwise" name="Grande" sourceRef="which" targetRef="doneLarge"/>
                <bpmn:endEvent id="done" name="Petite"><bpmn:incoming>ifSmall</bpmn:incoming></bpmn:endEvent>
                <bpmn:endEvent id="doneLarge" name="Grande"><bpmn:incoming>otherwise</bpmn:incoming></bpmn:endEvent>
              </bpmn:process>
            </bpmn:definitions>
            """;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private InstanceStories stories;

    @Test
    void theDecisionOfABusinessRuleTaskIsShownWithTheRuleThatFired() {
        repository
                .createDeployment()
                .name("story test")
                .addString("storySize.dmn", DECISION)
                .addString("storyRules.bpmn", PROCESS)
                .deploy();
        String id = runtime.startProcessInstanceByKey("storyRules", Map.of("regionCode", "82", "dwellings", 250))
                .getId();

        InstanceStory story = stories.find(id).orElseThrow();

        assertThat(story.end()).isEqualTo("Grande");
        assertThat(story.dossier()).isFalse();
        assertThat(story.flows()).extracting(TakenFlow::flow).containsExactly("toDecide", "toWhich", "otherwise");
        assertThat(story.evaluations()).singleElement().satisfies(evaluation -> {
            assertThat(evaluation.name()).isEqualTo("Taille de l’opération");
            assertThat(evaluation.element()).isEqualTo("Classer");
            assertThat(evaluation.inputs())
                    .singleElement()
                    .satisfies(input -> assertThat(input.text()).isEqualTo("250"));
            assertThat(evaluation.outputs())
                    .singleElement()
                    .satisfies(output -> assertThat(output.text()).isEqualTo("grande"));
            assertThat(evaluation.fired()).containsExactly("large");
            assertThat(evaluation.table().rules()).extracting(Rule::remark).contains("Cent logements ou plus.");
        });
    }
}
