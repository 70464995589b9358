package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.ModelKind;

/** What a new model begins with: the least that the editor can open and the engine would take. */
public final class BlankModel {

    private static final String PROCESS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="%1$sDefinitions" targetNamespace="http://ecoquartier.fr/label">
              <bpmn:process id="%1$s" name="%2$s" isExecutable="true" camunda:historyTimeToLive="P3650D">
                <bpmn:startEvent id="%1$sStarted" name="Demandé" />
              </bpmn:process>
              <bpmndi:BPMNDiagram id="%1$sDiagram">
                <bpmndi:BPMNPlane id="%1$sPlane" bpmnElement="%1$s">
                  <bpmndi:BPMNShape id="%1$sStartedShape" bpmnElement="%1$sStarted">
                    <dc:Bounds x="180" y="160" width="36" height="36" />
                    <bpmndi:BPMNLabel>
                      <dc:Bounds x="172" y="203" width="52" height="14" />
                    </bpmndi:BPMNLabel>
                  </bpmndi:BPMNShape>
                </bpmndi:BPMNPlane>
              </bpmndi:BPMNDiagram>
            </bpmn:definitions>
            """;

    private static final String DECISION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="%1$sDefinitions" name="%2$s" namespace="http://camunda.org/schema/1.0/dmn">
              <decision id="%1$s" name="%2$s" camunda:historyTimeToLive="P3650D">
                <decisionTable id="%1$sTable" hitPolicy="FIRST">
                  <input id="%1$sInput" label="Entrée">
                    <inputExpression id="%1$sInputExpression" typeRef="string">
                      <text></text>
                    </inputExpression>
                  </input>
                  <output id="%1$sOutput" label="Résultat" name="result" typeRef="string" />
                </decisionTable>
              </decision>
              <dmndi:DMNDI>
                <dmndi:DMNDiagram id="%1$sDiagram">
                  <dmndi:DMNShape id="%1$sShape" dmnElementRef="%1$s">
                    <dc:Bounds height="80" width="180" x="160" y="100" />
                  </dmndi:DMNShape>
                </dmndi:DMNDiagram>
              </dmndi:DMNDI>
            </definitions>
            """;

    /** Shows the dossier as the forms of the application do; a dossier's form that asks nothing yet. */
    private static final String FORM = """
            {
              "id": "%1$s",
              "type": "default",
              "schemaVersion": 16,
              "executionPlatform": "Camunda Platform",
              "executionPlatformVersion": "7.24.0",
              "components": [
                {
                  "type": "group",
                  "id": "dossier",
                  "label": "Dossier",
                  "showOutline": true,
                  "layout": { "row": "row_dossier", "columns": null },
                  "components": [
                    {
                      "type": "text",
                      "id": "dossierSummary",
                      "layout": { "row": "row_dossierSummary", "columns": null },
                      "text": "=dossier.summary"
                    }
                  ]
                },
                {
                  "type": "group",
                  "id": "history",
                  "label": "Ce qui précède",
                  "showOutline": true,
                  "layout": { "row": "row_history", "columns": null },
                  "components": [
                    {
                      "type": "text",
                      "id": "historyText",
                      "layout": { "row": "row_historyText", "columns": null },
                      "text": "=history"
                    }
                  ],
                  "conditional": { "hide": "=history = null or history = \\"\\"" }
                },
                {
                  "type": "group",
                  "id": "answer",
                  "label": "Votre réponse",
                  "showOutline": true,
                  "layout": { "row": "row_answer", "columns": null },
                  "components": []
                }
              ]
            }
            """;

    private BlankModel() {}

    /**
     * @param key id of the process, decision or form
     * @param name as people will read it
     */
    public static String of(ModelKind kind, String key, String name) {
        return switch (kind) {
            case PROCESS -> PROCESS.formatted(key, escaped(name));
            case DECISION -> DECISION.formatted(key, escaped(name));
            case FORM -> FORM.formatted(key);
        };
    }

    /** Where its file goes in a deployment. */
    public static String resource(ModelKind kind, String key) {
        return switch (kind) {
            case PROCESS -> "bpmn/" + key + ".bpmn";
            case DECISION -> "bpmn/decisions/" + key + ".dmn";
            case FORM -> "forms/" + key + ".form";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
