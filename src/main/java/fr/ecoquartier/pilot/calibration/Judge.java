package fr.ecoquartier.pilot.calibration;

/** In what capacity somebody judged a pilot. */
public enum Judge {
    DREAL("Service régional"),
    EXPERT("Expert"),
    PARTNER("Partenaire"),
    AUTHORITY("Collectivité");

    private final String label;

    Judge(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The authority says what its own dossier cost and how clear it was, but does not judge itself. */
    public boolean independent() {
        return this != AUTHORITY;
    }
}
