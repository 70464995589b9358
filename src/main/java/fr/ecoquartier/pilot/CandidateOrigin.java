package fr.ecoquartier.pilot;

/** How a candidate came into the campaign. */
public enum CandidateOrigin {
    APPLIED("Candidature de la collectivité"),
    ADDED("Saisie par l’équipe du label"),
    IMPORTED("Import d’un fichier");

    private final String label;

    CandidateOrigin(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
