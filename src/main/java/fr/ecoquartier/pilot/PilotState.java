package fr.ecoquartier.pilot;

/** Where a pilot stands. */
public enum PilotState {
    NAMED("Désignée, dossier à ouvrir"),
    RUNNING("Test en cours"),
    CLOSED("Test mené à terme"),
    DROPPED_OUT("Désistement");

    private final String label;

    PilotState(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
