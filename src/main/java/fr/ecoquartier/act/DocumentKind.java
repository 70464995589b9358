package fr.ecoquartier.act;

/** What a document of the label is. */
public enum DocumentKind {
    CHARTER("Charte", "charte", true),
    CONTRACT("Contrat", "contrat", true),
    CHECK_REPORT("Rapport de contrôle", "rapport-de-controle", false),
    OPINIONS("Avis des experts et de la commission", "avis", false),
    REFUSAL("Lettre de refus", "lettre-de-refus", false),
    DEFERRAL("Lettre d’ajournement", "lettre-d-ajournement", false),
    TERMINATION("Lettre de résiliation", "lettre-de-resiliation", false),
    CERTIFICATE("Certificat du label", "certificat", true);

    private final String label;
    private final String slug;
    private final boolean sealed;

    DocumentKind(String label, String slug, boolean sealed) {
        this.label = label;
        this.slug = slug;
        this.sealed = sealed;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** The French name in the name of a file. */
    public String slug() {
        return slug;
    }

    /** Whether the final document bears the seal of the service; a document that is still to be signed never does. */
    public boolean sealed() {
        return sealed;
    }

    /** Whether people sign it: it is made once to be signed, and once more with its signatures. */
    public boolean toBeSigned() {
        return this == CHARTER || this == CONTRACT;
    }

    /** Whether anybody may be told that a document of this kind exists, and what became of it. Never its content. */
    public boolean publicKind() {
        return sealed;
    }
}
