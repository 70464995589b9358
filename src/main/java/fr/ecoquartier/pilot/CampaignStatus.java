package fr.ecoquartier.pilot;

/** Where a campaign stands; in this order, but for a cancelled one. */
public enum CampaignStatus {
    OPEN("Candidatures ouvertes"),
    SELECTION("Choix de l’échantillon"),
    TESTS("Tests en cours"),
    CALIBRATION("Calage du référentiel"),
    ADOPTED("Achevée"),
    CANCELLED("Annulée");

    private final String label;

    CampaignStatus(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
