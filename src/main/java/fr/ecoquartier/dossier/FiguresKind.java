package fr.ecoquartier.dossier;

/** What a set of figures says: the start, the promise, or the result. */
public enum FiguresKind {
    BASELINE("Données de départ"),
    PLANNED("Données prévues"),
    MEASURED("Valeurs mesurées");

    private final String label;

    FiguresKind(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
