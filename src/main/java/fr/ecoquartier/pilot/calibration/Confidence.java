package fr.ecoquartier.pilot.calibration;

/** Whether the sample is large enough for what is said. */
public enum Confidence {
    ENOUGH("Suffisant"),
    WIDE("Intervalle trop large pour conclure"),
    TOO_FEW("Trop peu de pilotes pour conclure");

    private final String label;

    Confidence(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public boolean enough() {
        return this == ENOUGH;
    }
}
