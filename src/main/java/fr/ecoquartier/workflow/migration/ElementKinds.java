package fr.ecoquartier.workflow.migration;

import java.util.Map;

/** The French names of the engine's element types. */
final class ElementKinds {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("userTask", "Tâche utilisateur"),
            Map.entry("serviceTask", "Tâche automatique"),
            Map.entry("sendTask", "Envoi"),
            Map.entry("receiveTask", "Attente d’un message"),
            Map.entry("businessRuleTask", "Décision"),
            Map.entry("scriptTask", "Script"),
            Map.entry("manualTask", "Tâche manuelle"),
            Map.entry("task", "Tâche"),
            Map.entry("callActivity", "Appel d’un processus"),
            Map.entry("subProcess", "Sous-processus"),
            Map.entry("adHocSubProcess", "Sous-processus"),
            Map.entry("transaction", "Transaction"),
            Map.entry("multiInstanceBody", "Répétition"),
            Map.entry("exclusiveGateway", "Branchement exclusif"),
            Map.entry("inclusiveGateway", "Branchement inclusif"),
            Map.entry("parallelGateway", "Branchement parallèle"),
            Map.entry("eventBasedGateway", "Attente d’un événement"),
            Map.entry("boundaryTimer", "Délai attaché"),
            Map.entry("boundaryMessage", "Message attaché"),
            Map.entry("boundarySignal", "Signal attaché"),
            Map.entry("boundaryError", "Erreur attachée"),
            Map.entry("boundaryEscalation", "Escalade attachée"),
            Map.entry("boundaryConditional", "Condition attachée"),
            Map.entry("compensationBoundaryCatch", "Compensation attachée"),
            Map.entry("cancelBoundaryCatch", "Annulation attachée"),
            Map.entry("startEvent", "Début"),
            Map.entry("startTimerEvent", "Début par délai"),
            Map.entry("messageStartEvent", "Début par message"),
            Map.entry("signalStartEvent", "Début par signal"),
            Map.entry("errorStartEvent", "Début par erreur"),
            Map.entry("escalationStartEvent", "Début par escalade"),
            Map.entry("conditionalStartEvent", "Début par condition"),
            Map.entry("compensationStartEvent", "Début par compensation"),
            Map.entry("intermediateMessageCatch", "Attente d’un message"),
            Map.entry("intermediateTimer", "Attente d’une date"),
            Map.entry("intermediateSignalCatch", "Attente d’un signal"),
            Map.entry("intermediateConditional", "Attente d’une condition"),
            Map.entry("intermediateMessageThrowEvent", "Envoi d’un message"),
            Map.entry("intermediateSignalThrow", "Émission d’un signal"),
            Map.entry("intermediateNoneThrowEvent", "Étape franchie"),
            Map.entry("noneEndEvent", "Fin"),
            Map.entry("messageEndEvent", "Fin avec message"),
            Map.entry("errorEndEvent", "Fin par erreur"),
            Map.entry("signalEndEvent", "Fin avec signal"),
            Map.entry("terminateEndEvent", "Fin de tout"));

    private ElementKinds() {}

    static String of(String type) {
        return NAMES.getOrDefault(type, type);
    }
}
