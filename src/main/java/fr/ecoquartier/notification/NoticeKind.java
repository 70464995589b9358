package fr.ecoquartier.notification;

/** What a notice tells of. */
public enum NoticeKind {
    TASK("Tâche à faire", false),
    CORRECTION("Complément demandé", true),
    REMINDER("Rappel d’échéance", true),
    DEADLINE("Délai dépassé", true),
    DECISION("Décision", true),
    APPOINTMENT("Rendez-vous", false),
    MESSAGE("Message", false),
    DOCUMENT("Document", false);

    private final String label;
    private final boolean legal;

    NoticeKind(String label, boolean legal) {
        this.label = label;
        this.legal = legal;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** A delay or a right depends on it: a mail goes out even to those who want none. */
    public boolean legal() {
        return legal;
    }
}
