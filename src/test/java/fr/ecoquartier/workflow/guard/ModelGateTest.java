package fr.ecoquartier.workflow.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What a model may contain, and each way to smuggle code through one. */
class ModelGateTest {

    private final ModelGate gate = new ModelGate(new ModelledBeans(beans()));

    @Test
    void acceptsWhatTheApplicationOffers() {
        assertThat(problems("""
                        <bpmn:serviceTask id="check" camunda:asyncBefore="true" camunda:delegateExpression="${indicatorCheck}">
                          <bpmn:extensionElements>
                            <camunda:failedJobRetryTimeCycle>R5/PT5M</camunda:failedJobRetryTimeCycle>
                          </bpmn:extensionElements>
                        </bpmn:serviceTask>
                        <bpmn:userTask id="decide" camunda:candidateGroups="ministry" camunda:formRef="decision"
                            camunda:formRefBinding="deployment" camunda:dueDate="${delays.due('decision')}">
                          <bpmn:extensionElements>
                            <camunda:taskListener event="create" delegateExpression="${prefill}"/>
                          </bpmn:extensionElements>
                        </bpmn:userTask>
                        <bpmn:callActivity id="call" calledElement="charter">
                          <bpmn:extensionElements>
                            <camunda:in businessKey="#{execution.processBusinessKey}"/>
                            <camunda:in sourceExpression="${round == null ? 1 : round + 1}" target="round"/>
                          </bpmn:extensionElements>
                        </bpmn:callActivity>
                        <bpmn:sequenceFlow id="yes" sourceRef="check" targetRef="decide">
                          <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${outcome == 'signed' and not late}</bpmn:conditionExpression>
                        </bpmn:sequenceFlow>
                        <bpmn:boundaryEvent id="reminder" attachedToRef="decide" cancelActivity="false">
                          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${delays.of('decision')}</bpmn:timeDuration></bpmn:timerEventDefinition>
                        </bpmn:boundaryEvent>
                        """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:serviceTask id='x' camunda:class='org.example.Evil'/>",
                "<bpmn:serviceTask id='x' camunda:expression='${indicatorCheck}'/>",
                "<bpmn:serviceTask id='x' camunda:delegateExpression='${dataSource}'/>",
                "<bpmn:serviceTask id='x' camunda:delegateExpression='${unmarked}'/>",
                "<bpmn:serviceTask id='x' camunda:delegateExpression='${indicatorCheck.getClass()}'/>",
                "<bpmn:serviceTask id='x' camunda:type='external' camunda:topic='t'/>",
                "<bpmn:scriptTask id='x' scriptFormat='javascript'><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                "<bpmn:userTask id='x' camunda:formKey='embedded:deployment:f.html'/>",
                "<bpmn:userTask id='x' camunda:candidateUsers='eve'/>",
                "<bpmn:userTask id='x' name='${dataSource}${unmarked.run()}'/>",
                "<bpmn:userTask id='x' camunda:assignee=\"${''.getClass().forName('java.lang.Runtime')}\"/>",
                "<bpmn:userTask id='x' camunda:assignee='${execution.processEngineServices}'/>",
                "<bpmn:userTask id='x' camunda:assignee='${currentUser()}'/>",
                "<bpmn:userTask id='x' camunda:dueDate=\"${delays.due('x').getClass()}\"/>",
                "<bpmn:userTask id='x' camunda:dueDate=\"${delays['class']}\"/>",
                "<bpmn:userTask id='x' camunda:dueDate=\"${delays.hidden('x')}\"/>",
                "<bpmn:userTask id='x' camunda:dueDate=\"${delays.getClass()}\"/>",
                "<bpmn:userTask id='x'><bpmn:extensionElements><camunda:formData><camunda:formField id='f'><camunda:validation>"
                        + "<camunda:constraint name='validator' config='org.example.Evil'/></camunda:validation></camunda:formField>"
                        + "</camunda:formData></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='x'><bpmn:extensionElements><camunda:taskListener event='create' class='org.example.Evil'/>"
                        + "</bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='x'><bpmn:extensionElements><camunda:taskListener event='create'><camunda:script scriptFormat='x'>1"
                        + "</camunda:script></camunda:taskListener></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:task id='x'><bpmn:extensionElements><camunda:executionListener event='start' expression='${delays.of(1)}'/>"
                        + "</bpmn:extensionElements></bpmn:task>",
                "<bpmn:task id='x'><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name='a'>"
                        + "<camunda:script scriptFormat='x'>1</camunda:script></camunda:inputParameter></camunda:inputOutput>"
                        + "</bpmn:extensionElements></bpmn:task>",
                "<bpmn:task id='x'><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name='a'>${beanFactory}${a.b}"
                        + "</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:task>",
                "<bpmn:serviceTask id='x'><bpmn:extensionElements><camunda:connector><camunda:connectorId>http-connector"
                        + "</camunda:connectorId></camunda:connector></bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id='x' activiti:class='org.example.Evil'/>",
                "<bpmn:sequenceFlow id='x' sourceRef='a' targetRef='b'><bpmn:conditionExpression xsi:type='bpmn:tFormalExpression'"
                        + " language='javascript'>true</bpmn:conditionExpression></bpmn:sequenceFlow>",
                "<bpmn:sequenceFlow id='x' sourceRef='a' targetRef='b'><bpmn:conditionExpression xsi:type='bpmn:tFormalExpression'"
                        + " camunda:resource='deployment://s.js'/></bpmn:sequenceFlow>",
                "<bpmn:callActivity id='x' calledElement='c' camunda:variableMappingClass='org.example.Evil'/>",
                "<bpmn:boundaryEvent id='x' attachedToRef='a'><bpmn:errorEventDefinition/></bpmn:boundaryEvent>",
            })
    void refusesEverythingThatRunsOtherCode(String element) {
        List<FieldProblem> problems = problems(element);

        assertThat(problems).isNotEmpty();
        assertThat(problems).allSatisfy(problem -> assertThat(problem.field()).isEqualTo("x"));
    }

    @Test
    void refusesEntitiesOtherFilesAndHugeOnes() {
        String entity = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>";
        assertThat(gate.problems("a.bpmn", entity.getBytes(UTF_8))).hasSize(1);
        assertThat(gate.problems("a.dmn", entity.getBytes(UTF_8))).hasSize(1);
        assertThat(gate.problems("form.html", "<script>1</script>".getBytes(UTF_8)))
                .hasSize(1);
        assertThat(gate.problems("case.cmmn", "<a/>".getBytes(UTF_8))).hasSize(1);
        assertThat(gate.problems("a.form", "{\"id\":".getBytes(UTF_8))).hasSize(1);
        assertThat(gate.problems("a.form", "{\"id\":\"a\",\"components\":[]}".getBytes(UTF_8)))
                .isEmpty();
        assertThat(gate.problems("a.bpmn", new byte[ModelGate.MAXIMUM_BYTES + 1]))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("2 Mio"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript", "juel", "groovy", "http://www.jcp.org/en/jsr/detail?id=245"})
    void decisionsSpeakFeelOnly(String language) {
        assertThat(decision("<inputExpression id='x' expressionLanguage='" + language
                        + "'><text>1</text></inputExpression>"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("FEEL"));
        assertThat(decision("<inputExpression id='x' expressionLanguage='feel'><text>a</text></inputExpression>"))
                .isEmpty();
        assertThat(
                        decision(
                                "<literalExpression id='x' expressionLanguage='https://www.omg.org/spec/DMN/20191111/FEEL/'><text>a</text></literalExpression>"))
                .isEmpty();
        assertThat(
                        decision(
                                "<inputExpression id='x'><text>function(a) external {java: {class: \"java.lang.System\"}}</text></inputExpression>"))
                .hasSize(1);
    }

    private List<FieldProblem> problems(String elements) {
        String model = """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:activiti="http://activiti.org/bpmn"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">
                  <bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="P3650D">%s</bpmn:process>
                </bpmn:definitions>
                """.formatted(elements);
        return gate.problems("label/test.bpmn", model.getBytes(UTF_8));
    }

    private List<FieldProblem> decision(String element) {
        String model = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d'><decision id='e'>"
                + element + "</decision></definitions>";
        return gate.problems("d.dmn", model.getBytes(UTF_8));
    }

    private static StaticListableBeanFactory beans() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("indicatorCheck", new Check());
        beans.addBean("prefill", new Prefill());
        beans.addBean("delays", new Delays());
        beans.addBean("unmarked", new Unmarked());
        beans.addBean("dataSource", new Object());
        return beans;
    }

    @Modelled("Calcule les indicateurs")
    static class Check implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {}
    }

    @Modelled("Prépare le formulaire")
    static class Prefill implements TaskListener {
        @Override
        public void notify(DelegateTask task) {}
    }

    @Modelled("Les délais")
    static class Delays {
        public String of(String key) {
            return key;
        }

        public String due(String key) {
            return hidden(key);
        }

        String hidden(String key) {
            return key;
        }
    }

    static class Unmarked implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {}
    }
}
