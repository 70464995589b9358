package fr.ecoquartier.workflow.label;

/** A step that failed for a technical reason; its message is the incident's, for a manager. */
class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepFailed(String step, String reference, RuntimeException cause) {
        super(
                "L'étape « %s » du dossier %s n'a pas pu se terminer. Rien n'est perdu : corrigez la cause, puis relancez l'étape dans Cockpit. Cause : %s"
                        .formatted(step, reference, cause.getMessage()),
                cause);
    }
}
