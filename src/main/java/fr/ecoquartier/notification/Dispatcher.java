package fr.ecoquartier.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.dossier.OpenTasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the notices and mails of each announcement, in one transaction for each. Every node works; an announcement on
 * which one works is left alone by the others.
 */
@Component
class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private record Announcement(
            long id,
            String effect,
            NoticeKind kind,
            String reference,
            @Nullable String taskId,
            @Nullable Long appointment,
            Announcements.@Nullable CalendarMethod calendar,
            Audience audience,
            Content content) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final TransactionTemplate transactions;
    private final Addressees addressees;
    private final Preferences preferences;
    private final OpenTasks tasks;
    private final MailTexts texts;
    private final Outbox outbox;
    private final Invitations invitations;

    Dispatcher(
            JdbcClient jdbc,
            ObjectMapper json,
            TransactionTemplate transactions,
            Addressees addressees,
            Preferences preferences,
            OpenTasks tasks,
            MailTexts texts,
            Outbox outbox,
            Invitations invitations) {
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = transactions;
        this.addressees = addressees;
        this.preferences = preferences;
        this.tasks = tasks;
        this.texts = texts;
        this.outbox = outbox;
        this.invitations = invitations;
    }

    /** Works until nothing waits, or until so many were done; answers how many. */
    int dispatch(int most) {
        int done = 0;
        while (done < most && one()) {
            done++;
        }
        return done;
    }

    private boolean one() {
        long[] id = {0};
        try {
            return Boolean.TRUE.equals(transactions.execute(transaction -> {
                Optional<Announcement> next = next();
                if (next.isEmpty()) {
                    return false;
                }
                id[0] = next.get().id();
                tell(next.get());
                jdbc.sql("update ecoquartier.announcement set done_at = now(), last_error = null where id = ?")
                        .param(id[0])
                        .update();
                return true;
            }));
        } catch (RuntimeException failure) {
            if (id[0] == 0) {
                throw failure;
            }
            log.warn("Announcement {} waits: {}", id[0], failure.getClass().getName());
            jdbc.sql("""
                            update ecoquartier.announcement set attempts = attempts + 1, last_error = ?,
                                next_attempt_at = now() + least(power(2, least(attempts, 10)), 60) * interval '1 minute'
                            where id = ?
                            """)
                    .params(Lines.one(String.valueOf(failure.getMessage()), 500), id[0])
                    .update();
            return true;
        }
    }

    private Optional<Announcement> next() {
        return jdbc.sql("""
                        select * from ecoquartier.announcement where done_at is null and next_attempt_at <= now()
                        order by id limit 1 for update skip locked
                        """).query(this::announcement).optional();
    }

    private void tell(Announcement announcement) {
        // a task that was done in the meantime needs nobody any more
        if (announcement.kind() == NoticeKind.TASK
                && announcement.taskId() != null
                && tasks.find(announcement.taskId()).isEmpty()) {
            return;
        }
        for (Recipient recipient : addressees.of(announcement.audience())) {
            tell(announcement, recipient);
        }
    }

    private void tell(Announcement announcement, Recipient recipient) {
        DeliveryMode mode = preferences.of(recipient.id());
        boolean digest = mode == DeliveryMode.DIGEST;
        String link = link(announcement, recipient);
        Optional<Long> notice = jdbc.sql("""
                        insert into ecoquartier.notice
                            (announcement, recipient, kind, reference, task_id, on_behalf_of, content, link, digest)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (announcement, recipient) do nothing returning id
                        """)
                .params(
                        announcement.id(),
                        recipient.id(),
                        announcement.kind().name(),
                        announcement.reference(),
                        announcement.taskId(),
                        recipient.onBehalfOf(),
                        write(announcement.content()),
                        link,
                        digest)
                .query(Long.class)
                .optional();
        if (notice.isEmpty()
                || digest
                || (mode == DeliveryMode.LEGAL && !announcement.kind().legal(recipient.authority()))) {
            return;
        }
        MailTexts.Written mail = texts.notice(
                texts.item(
                        announcement.content(),
                        recipient.onBehalfOf(),
                        link,
                        announcement.kind().legal(recipient.authority())),
                announcement.reference());
        outbox.add(
                        announcement.effect(),
                        recipient,
                        announcement.kind().name(),
                        announcement.reference(),
                        mail,
                        invitations.of(announcement.appointment(), announcement.calendar(), recipient))
                .ifPresent(id -> jdbc.sql("update ecoquartier.notice set mail = ? where id = ?")
                        .params(id, notice.get())
                        .update());
    }

    private static String link(Announcement announcement, Recipient recipient) {
        String link = announcement.content().link();
        return link.startsWith("~")
                ? (recipient.authority() ? "/collectivite/dossiers/" : "/dossiers/")
                        + announcement.reference()
                        + link.substring(1)
                : link;
    }

    private Announcement announcement(ResultSet row, int n) throws SQLException {
        String calendar = row.getString("calendar");
        return new Announcement(
                row.getLong("id"),
                row.getString("effect"),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getString("task_id"),
                row.getObject("appointment", Long.class),
                calendar == null ? null : Announcements.CalendarMethod.valueOf(calendar),
                read(row.getString("audience"), Audience.class),
                read(row.getString("content"), Content.class));
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
