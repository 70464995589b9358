package fr.ecoquartier.pilot.rating;

/** In which capacity somebody evaluates a test dossier. */
public enum EvaluatorRole {
    DREAL("dreal", "DREAL"),
    EXPERT("expert", "Expert"),
    PARTNER("partner", "Partenaire"),
    AUTHORITY("authority", "Collectivité");

    private final String code;
    private final String label;

    EvaluatorRole(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** Experts and partners are named one by one; the region's service and the authority answer as such. */
    public boolean named() {
        return this == EXPERT || this == PARTNER;
    }

    /** The authority says what the test cost it; it does not rate its own dossier. */
    public boolean rates() {
        return this != AUTHORITY;
    }
}
