package fr.ecoquartier.referentiel;

/** Where a draft stands; only an open one changes. */
public enum DraftStatus {
    OPEN("En cours de rédaction"),
    ADOPTED("Adopté"),
    DISCARDED("Abandonné");

    private final String label;

    DraftStatus(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
