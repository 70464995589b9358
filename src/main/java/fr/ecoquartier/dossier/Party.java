package fr.ecoquartier.dossier;

/** Who signs. */
public enum Party {
    AUTHORITY("la collectivité"),
    CARRIER("la structure porteuse"),
    STATE("l'État");

    private final String label;

    Party(String label) {
        this.label = label;
    }

    /** The French name, with its article. */
    public String label() {
        return label;
    }
}
