package fr.ecoquartier.notification;

/** What a notice tells of. */
public enum NoticeKind {
    TASK("Tâche à faire", Legal.NOBODY),
    CORRECTION("Complément demandé", Legal.EVERYBODY),
    REMINDER("Rappel d’échéance", Legal.EVERYBODY),
    DEADLINE("Délai dépassé", Legal.AUTHORITIES),
    DECISION("Décision", Legal.AUTHORITIES),
    APPOINTMENT("Rendez-vous", Legal.NOBODY),
    MESSAGE("Message", Legal.NOBODY),
    DOCUMENT("Document", Legal.NOBODY);

    private enum Legal {
        NOBODY,
        AUTHORITIES,
        EVERYBODY
    }

    private final String label;
    private final Legal legal;

    NoticeKind(String label, Legal legal) {
        this.label = label;
        this.legal = legal;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /**
     * Whether a delay or a right of the reader depends on it: a mail goes out even to those who want none.
     *
     * @param authority whether the reader belongs to the authority of the dossier
     */
    public boolean legal(boolean authority) {
        return legal == Legal.EVERYBODY || legal == Legal.AUTHORITIES && authority;
    }
}
