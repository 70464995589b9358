package fr.ecoquartier.workflow.pilot;

/** A step of a campaign that failed for a technical reason; its message is the incident's, for a manager. */
class CampaignStepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CampaignStepFailed(String step, String campaign, RuntimeException cause) {
        super(
                "L'étape « %s » de la campagne %s n'a pas pu se terminer. Rien n'est perdu : corrigez la cause, puis relancez l'étape dans Cockpit. Cause : %s"
                        .formatted(step, campaign, cause.getMessage()),
                cause);
    }
}
