package fr.ecoquartier.modelling.graph;

/** What a node of a process is; the names in the file are BPMN's. */
public enum NodeType {
    START_EVENT("startEvent", "un événement de début"),
    END_EVENT("endEvent", "un événement de fin"),
    CATCH_EVENT("intermediateCatchEvent", "un événement attendu"),
    THROW_EVENT("intermediateThrowEvent", "un événement émis"),
    BOUNDARY_EVENT("boundaryEvent", "un événement de bordure"),
    USER_TASK("userTask", "une tâche humaine"),
    SERVICE_TASK("serviceTask", "une tâche automatique"),
    SEND_TASK("sendTask", "une tâche d’envoi"),
    RECEIVE_TASK("receiveTask", "une tâche de réception"),
    RULE_TASK("businessRuleTask", "une tâche de décision"),
    SCRIPT_TASK("scriptTask", "une tâche de script"),
    MANUAL_TASK("manualTask", "une tâche manuelle"),
    TASK("task", "une tâche"),
    CALL_ACTIVITY("callActivity", "un appel de processus"),
    SUB_PROCESS("subProcess", "un sous-processus"),
    TRANSACTION("transaction", "une transaction"),
    AD_HOC("adHocSubProcess", "un sous-processus libre"),
    EXCLUSIVE_GATEWAY("exclusiveGateway", "une branche exclusive"),
    INCLUSIVE_GATEWAY("inclusiveGateway", "une branche inclusive"),
    PARALLEL_GATEWAY("parallelGateway", "une branche parallèle"),
    EVENT_GATEWAY("eventBasedGateway", "une attente d’événements"),
    COMPLEX_GATEWAY("complexGateway", "une branche complexe");

    private final String element;
    private final String label;

    NodeType(String element, String label) {
        this.element = element;
        this.label = label;
    }

    /** Its element in BPMN files, and the activity type of the engine for tasks. */
    public String element() {
        return element;
    }

    /** In French, with its article. */
    public String label() {
        return label;
    }

    public boolean isGateway() {
        return switch (this) {
            case EXCLUSIVE_GATEWAY, INCLUSIVE_GATEWAY, PARALLEL_GATEWAY, EVENT_GATEWAY, COMPLEX_GATEWAY -> true;
            default -> false;
        };
    }

    public boolean isEvent() {
        return switch (this) {
            case START_EVENT, END_EVENT, CATCH_EVENT, THROW_EVENT, BOUNDARY_EVENT -> true;
            default -> false;
        };
    }

    /** Whether it has nodes of its own. */
    public boolean isScope() {
        return this == SUB_PROCESS || this == TRANSACTION || this == AD_HOC;
    }

    public boolean isActivity() {
        return !isGateway() && !isEvent();
    }
}
