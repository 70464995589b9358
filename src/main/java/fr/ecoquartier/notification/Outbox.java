package fr.ecoquartier.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps mails until they are sent. Each is kept once, with the identifier that every attempt to send it bears. */
@Component
class Outbox {

    /** Put into calendars, or taken out of them, by whoever receives the mail. */
    record Attachment(String fileName, Announcements.CalendarMethod method, String content) {}

    private final JdbcClient jdbc;
    private final MailSettings settings;

    Outbox(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Keeps a mail.
     *
     * @param effect what it is sent for: the same effect gives a person one mail
     * @return its id, empty when it was kept before
     */
    Optional<Long> add(
            String effect,
            Recipient recipient,
            String kind,
            @Nullable String reference,
            MailTexts.Written mail,
            List<Attachment> attachments) {
        MailState state = recipient.address() == null
                ? MailState.NO_ADDRESS
                : settings.sends() ? MailState.PENDING : MailState.HELD;
        String note = switch (state) {
            case NO_ADDRESS -> "Aucune adresse électronique n’est connue pour cette personne.";
            case HELD -> settings.why();
            default -> null;
        };
        Optional<Long> id = jdbc.sql("""
                        insert into ecoquartier.mail (effect, recipient, recipient_name, address, kind, reference, subject,
                            body_text, body_html, message_id, state, last_error)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect, recipient) do nothing returning id
                        """)
                .params(
                        effect,
                        recipient.id(),
                        recipient.name(),
                        recipient.address(),
                        kind,
                        reference,
                        mail.subject(),
                        mail.text(),
                        mail.html(),
                        "<" + UUID.randomUUID() + "@" + settings.domain() + ">",
                        state.name(),
                        note)
                .query(Long.class)
                .optional();
        id.ifPresent(kept -> attach(kept, attachments));
        return id;
    }

    private void attach(long mail, List<Attachment> attachments) {
        for (int n = 0; n < attachments.size(); n++) {
            Attachment attachment = attachments.get(n);
            jdbc.sql(
                            "insert into ecoquartier.mail_attachment (mail, position, file_name, method, content) values (?, ?, ?, ?, ?)")
                    .params(mail, n, attachment.fileName(), attachment.method().name(), attachment.content())
                    .update();
        }
    }
}
