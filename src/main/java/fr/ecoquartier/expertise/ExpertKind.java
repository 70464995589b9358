package fr.ecoquartier.expertise;

/** The three seats of a trio. */
public enum ExpertKind {
    NATIONAL("Expert national"),
    LOCAL("Expert local"),
    EXTERNAL("Expert extérieur à la fonction publique");

    private final String label;

    ExpertKind(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
