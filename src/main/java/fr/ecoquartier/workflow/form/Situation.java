package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import java.util.Map;
import java.util.Set;

/**
 * The user task at hand.
 *
 * @param process key of the process definition
 * @param version version of the process definition
 * @param element id of the user task in the model
 * @param actor who opens or sends the form
 * @param variables the process's own variables, those of the vocabulary
 */
record Situation(
        String taskId,
        String process,
        int version,
        String element,
        String name,
        String reference,
        Actor actor,
        Map<String, Object> variables) {

    private static final Set<String> LABEL = Set.of("charter", "contract", "followUp", "award");

    String text(String variable) {
        return variables.get(variable) instanceof String text ? text : "";
    }

    /** The stage of the label: of the process, save that the confirmation runs the award's process. */
    DossierStage stage() {
        return switch (process) {
            case "charter" -> DossierStage.CHARTER;
            case "contract" -> DossierStage.CONTRACT;
            case "followUp" -> DossierStage.FOLLOW_UP;
            case "award" ->
                "confirmation".equals(variables.get("purpose")) ? DossierStage.CONFIRMATION : DossierStage.AWARD;
            default -> throw new IllegalStateException("no stage of the label in process " + process);
        };
    }

    /** The pilot tests have tasks of their own beside those of the label. */
    boolean ofLabel() {
        return LABEL.contains(process);
    }

    /** Where the task stands, in words. */
    String place() {
        return ofLabel() ? stage().label() : "Test du référentiel";
    }

    /** The effect's key: a task is completed once, so its effect happens once. Outside the label a step has no stage. */
    fr.ecoquartier.dossier.Step step() {
        return new fr.ecoquartier.dossier.Step(
                reference, ofLabel() ? stage() : null, element, effect(), process + ":" + version);
    }

    String effect() {
        return "task:" + taskId;
    }
}
