package fr.ecoquartier.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends the mails that wait. A mail is taken before it is sent and marked after, each in a transaction of its own: two
 * nodes never send the same one. A node that dies in between leaves it taken; once its lease is over, the mail is sent
 * again under the same identifier, and says that it may have left twice.
 */
@Component
class Postman {

    /** Longer than all time limits of a conversation with the server together. */
    static final Duration LEASE = Duration.ofMinutes(5);

    static final String CUT_OFF =
            "L’envoi précédent a été interrompu\u00a0: ce courrier est peut-être déjà parti, sous le même identifiant.";

    private static final Logger log = LoggerFactory.getLogger(Postman.class);

    private record Taken(long id, UUID lease, int attempts, boolean uncertain, MimeMails.Kept mail) {}

    private final JdbcClient jdbc;
    private final MailSettings settings;
    private final MimeMails messages;
    private final @Nullable JavaMailSender sender;

    @Autowired
    Postman(JdbcClient jdbc, MailSettings settings, MimeMails messages, ObjectProvider<JavaMailSender> sender) {
        this(jdbc, settings, messages, sender.getIfAvailable());
    }

    Postman(JdbcClient jdbc, MailSettings settings, MimeMails messages, @Nullable JavaMailSender sender) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.messages = messages;
        this.sender = sender;
    }

    /** Sends at most so many of the mails that are due; stops when the server is not there. Answers how many it sent. */
    int deliver(int most) {
        if (sender == null || !settings.sends()) {
            return 0;
        }
        int sent = 0;
        for (int n = 0; n < most; n++) {
            Optional<Taken> next = take();
            if (next.isEmpty()) {
                return sent;
            }
            Optional<SendingFailure> failure = send(next.get());
            if (failure.isEmpty()) {
                sent++;
            } else if (failure.get().server()) {
                return sent;
            }
        }
        return sent;
    }

    private Optional<Taken> take() {
        return jdbc.sql("""
                        update ecoquartier.mail set
                            uncertain = uncertain or state = 'SENDING',
                            last_error = case when state = 'SENDING' then :cutOff else last_error end,
                            state = 'SENDING', lease = :lease, attempts = attempts + 1,
                            lease_until = now() + :seconds * interval '1 second'
                        where id = (select id from ecoquartier.mail
                                    where state = 'PENDING' and next_attempt_at <= now()
                                       or state = 'SENDING' and lease_until < now()
                                    order by next_attempt_at, id limit 1 for update skip locked)
                        returning *
                        """)
                .param("cutOff", CUT_OFF)
                .param("lease", UUID.randomUUID())
                .param("seconds", LEASE.toSeconds())
                .query(this::taken)
                .optional();
    }

    private Optional<SendingFailure> send(Taken taken) {
        try {
            MimeMessage message = sender.createMimeMessage();
            messages.fill(message, taken.mail());
            sender.send(message);
        } catch (MessagingException | RuntimeException e) {
            SendingFailure failure = SendingFailure.of(e);
            failed(taken, failure);
            return Optional.of(failure);
        }
        jdbc.sql("""
                        update ecoquartier.mail set state = 'SENT', sent_at = now(), lease = null, lease_until = null,
                            last_error = case when uncertain then last_error end
                        where id = ? and lease = ?
                        """).params(taken.id(), taken.lease()).update();
        return Optional.empty();
    }

    private void failed(Taken taken, SendingFailure failure) {
        // what the server says may hold an address: administrators read it with the mail, logs do not keep it
        log.warn(
                "Mail {} not sent, attempt {}: {}",
                taken.id(),
                taken.attempts(),
                failure.permanent() ? "refused" : failure.server() ? "no server" : "refused for now");
        jdbc.sql("""
                        update ecoquartier.mail set state = ?, lease = null, lease_until = null, last_error = ?,
                            next_attempt_at = now() + ? * interval '1 second'
                        where id = ? and lease = ?
                        """)
                .params(
                        (failure.permanent() ? MailState.FAILED : MailState.PENDING).name(),
                        failure.reason(),
                        backOff(taken.attempts()).toSeconds(),
                        taken.id(),
                        taken.lease())
                .update();
    }

    /** One minute, then twice as long each time, an hour at most: nothing is ever given up on by itself. */
    static Duration backOff(int attempts) {
        return Duration.ofMinutes(Math.min(60, 1L << Math.min(6, Math.max(0, attempts - 1))));
    }

    private Taken taken(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Taken(
                id,
                row.getObject("lease", UUID.class),
                row.getInt("attempts"),
                row.getBoolean("uncertain"),
                new MimeMails.Kept(
                        row.getString("message_id"),
                        row.getString("address"),
                        row.getString("recipient_name"),
                        row.getString("subject"),
                        row.getString("body_text"),
                        row.getString("body_html"),
                        row.getTimestamp("created_at").toInstant(),
                        attachments(id)));
    }

    private List<Outbox.Attachment> attachments(long mail) {
        return jdbc.sql("select * from ecoquartier.mail_attachment where mail = ? order by position")
                .param(mail)
                .query((row, n) -> new Outbox.Attachment(
                        row.getString("file_name"),
                        Announcements.CalendarMethod.valueOf(row.getString("method")),
                        row.getString("content")))
                .list();
    }
}
