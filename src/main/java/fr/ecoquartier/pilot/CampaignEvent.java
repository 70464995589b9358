package fr.ecoquartier.pilot;

/** What kind of event a line of a campaign's journal tells. */
public enum CampaignEvent {
    OPENED("Ouverture"),
    PARAMETERS("Paramètres"),
    APPLICATION("Candidature"),
    IMPORT("Import"),
    WITHDRAWAL("Retrait"),
    APPLICATIONS_CLOSED("Fin des candidatures"),
    SAMPLE("Calcul de l’échantillon"),
    COMMENT("Avis du comité"),
    DECISION("Décision"),
    PILOT("Pilote"),
    RATING("Évaluation"),
    TESTS_ENDED("Fin des tests"),
    CALIBRATION("Calage"),
    REPLAY("Relecture"),
    VERSION("Nouvelle version"),
    REPORT("Rapport"),
    REMINDER("Rappel"),
    DEADLINE("Délai échu"),
    CLOSED("Fin de la campagne"),
    INCIDENT("Incident technique");

    private final String label;

    CampaignEvent(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
