package fr.ecoquartier.notification;

/** Where a mail stands. */
public enum MailState {
    PENDING("À envoyer"),
    SENDING("En cours d’envoi"),
    SENT("Envoyé"),
    FAILED("Refusé"),
    HELD("Non envoyé"),
    NO_ADDRESS("Sans adresse"),
    GIVEN_UP("Abandonné");

    private final String label;

    MailState(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** Whether an administrator may have it sent, again or at last. */
    public boolean sendable() {
        return this != SENT && this != SENDING;
    }

    /** Whether an administrator may decide that it never goes out. */
    public boolean abandonable() {
        return sendable() && this != GIVEN_UP;
    }
}
