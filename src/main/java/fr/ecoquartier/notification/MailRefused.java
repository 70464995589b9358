package fr.ecoquartier.notification;

/** What was asked of a mail or an appointment cannot be done; the message says why, in French. */
public class MailRefused extends RuntimeException {

    public MailRefused(String message) {
        super(message);
    }
}
