package fr.ecoquartier.dossier;

/** Who gives an opinion, and in which capacity. */
public enum OpinionKind {
    INSTRUCTION("Avis de l'instruction"),
    PERSONAL("Avis personnel d'expert"),
    SYNTHESIS("Synthèse du trio"),
    REGIONAL_COMMISSION("Avis de la commission régionale"),
    TECHNICAL_PROPOSAL("Proposition technique régionale"),
    SITE_VISIT("Constat de visite");

    private final String label;

    OpinionKind(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
