package fr.ecoquartier.modelling.release;

/** A tiny process with one task and its form, good in every respect, for tests to spoil. */
public final class TrialModels {

    private TrialModels() {}

    /** @param form key of the form of the task */
    public static String process(String key, String task, String form) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="%1$sDefinitions" targetNamespace="http://ecoquartier.fr/label">
                  <bpmn:process id="%1$s" name="Essai de mise en service" isExecutable="true" camunda:historyTimeToLive="P3650D">
                    <bpmn:documentation>Sert aux essais : une seule tâche, avec son formulaire.</bpmn:documentation>
                    <bpmn:startEvent id="trialStarted" name="Essai demandé">
                      <bpmn:outgoing>toTask</bpmn:outgoing>
                    </bpmn:startEvent>
                    <bpmn:userTask id="trialTask" name="%2$s" camunda:formRef="%3$s" camunda:formRefBinding="deployment" camunda:candidateGroups="dreal" camunda:dueDate="${delays.due('instruction')}">
                      <bpmn:documentation>La DREAL essaie la tâche. L'essai est ensuite terminé.</bpmn:documentation>
                      <bpmn:incoming>toTask</bpmn:incoming>
                      <bpmn:outgoing>toEnd</bpmn:outgoing>
                    </bpmn:userTask>
                    <bpmn:endEvent id="trialEnded" name="Essai terminé">
                      <bpmn:incoming>toEnd</bpmn:incoming>
                    </bpmn:endEvent>
                    <bpmn:sequenceFlow id="toTask" sourceRef="trialStarted" targetRef="trialTask" />
                    <bpmn:sequenceFlow id="toEnd" sourceRef="trialTask" targetRef="trialEnded" />
                  </bpmn:process>
                  <bpmndi:BPMNDiagram id="trialDiagram">
                    <bpmndi:BPMNPlane id="trialPlane" bpmnElement="%1$s">
                      <bpmndi:BPMNShape id="trialStartedShape" bpmnElement="trialStarted">
                        <dc:Bounds x="100" y="100" width="36" height="36" />
                      </bpmndi:BPMNShape>
                      <bpmndi:BPMNShape id="trialTaskShape" bpmnElement="trialTask">
                        <dc:Bounds x="200" y="78" width="100" height="80" />
                      </bpmndi:BPMNShape>
                      <bpmndi:BPMNShape id="trialEndedShape" bpmnElement="trialEnded">
                        <dc:Bounds x="360" y="100" width="36" height="36" />
                      </bpmndi:BPMNShape>
                      <bpmndi:BPMNEdge id="toTaskEdge" bpmnElement="toTask">
                        <di:waypoint x="136" y="118" />
                        <di:waypoint x="200" y="118" />
                      </bpmndi:BPMNEdge>
                      <bpmndi:BPMNEdge id="toEndEdge" bpmnElement="toEnd">
                        <di:waypoint x="300" y="118" />
                        <di:waypoint x="360" y="118" />
                      </bpmndi:BPMNEdge>
                    </bpmndi:BPMNPlane>
                  </bpmndi:BPMNDiagram>
                </bpmn:definitions>
                """.formatted(key, task, form);
    }

    public static String form(String key, String label) {
        return """
                {
                  "id": "%s",
                  "type": "default",
                  "schemaVersion": 16,
                  "executionPlatform": "Camunda Platform",
                  "executionPlatformVersion": "7.24.0",
                  "components": [{"id": "note", "key": "note", "type": "textfield", "label": "%s"}]
                }
                """.formatted(key, label);
    }
}
