package fr.ecoquartier.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;

/**
 * Why a mail was not sent, and what follows.
 *
 * @param permanent trying again would change nothing: the address, or the message, is refused for good
 * @param server it concerns every mail, not this one alone: the server is not there, or does not let us in
 * @param reason in French, with what the server said
 */
record SendingFailure(boolean permanent, boolean server, String reason) {

    private static final int LONGEST = 500;

    static SendingFailure of(Throwable failure) {
        boolean authentication = failure instanceof MailAuthenticationException;
        Throwable told = failure;
        Deque<Throwable> waiting = new ArrayDeque<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        add(waiting, failure);
        while (!waiting.isEmpty()) {
            Throwable one = waiting.poll();
            if (!seen.add(one)) {
                continue;
            }
            if (one instanceof AddressException) {
                return new SendingFailure(true, false, "Adresse refusée\u00a0: " + said(one));
            }
            if (one instanceof SMTPAddressFailedException refused) {
                return refused.getReturnCode() >= 500
                        ? new SendingFailure(true, false, "Destinataire refusé par le serveur\u00a0: " + said(one))
                        : new SendingFailure(false, false, "Destinataire refusé pour l’instant\u00a0: " + said(one));
            }
            if (one instanceof SMTPSendFailedException refused && message(refused.getReturnCode())) {
                return new SendingFailure(true, false, "Message refusé par le serveur\u00a0: " + said(one));
            }
            if (one instanceof MailSendException several) {
                for (Exception each : several.getMessageExceptions()) {
                    add(waiting, each);
                }
            }
            if (one instanceof MessagingException chained) {
                add(waiting, chained.getNextException());
            }
            add(waiting, one.getCause());
            if (one.getCause() == null && one.getMessage() != null) {
                told = one;
            }
        }
        return new SendingFailure(
                false,
                true,
                (authentication
                                ? "Le serveur de courrier refuse nos identifiants\u00a0: "
                                : "Le serveur de courrier ne répond pas\u00a0: ")
                        + said(told));
    }

    /** Refusals of the message itself; 530, 535 and 538 are about who we are. */
    private static boolean message(int code) {
        return code >= 550 && code < 560 || code == 521;
    }

    private static void add(Deque<Throwable> waiting, @Nullable Throwable failure) {
        if (failure != null) {
            waiting.add(failure);
        }
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return Lines.one(message == null ? failure.getClass().getSimpleName() : message, LONGEST);
    }
}
