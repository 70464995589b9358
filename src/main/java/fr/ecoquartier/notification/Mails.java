package fr.ecoquartier.notification;

import fr.ecoquartier.access.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mails that were sent or wait, for administrators. */
@Service
@Transactional
public class Mails {

    private static final String FROM = """
             from ecoquartier.mail m where (cast(:state as text) is null or m.state = :state)
            and (:text = '' or m.recipient ilike :pattern or m.recipient_name ilike :pattern or m.address ilike :pattern
                 or m.reference ilike :pattern or m.subject ilike :pattern or m.message_id ilike :pattern)
            """;
    private static final String SELECT = """
            select m.*, array(select file_name from ecoquartier.mail_attachment a where a.mail = m.id order by position) as files
            """;

    /** The bodies of a mail. */
    public record Bodies(String text, String html) {}

    /** Somebody who cannot be written to. */
    public record Unreachable(String id, String name, boolean authority) {}

    /** An announcement that could not be told yet, and why. */
    public record Stuck(long id, String kind, String reference, int attempts, String error, Instant nextAttemptAt) {}

    private final JdbcClient jdbc;
    private final MailSettings settings;
    private final Addressees addressees;

    Mails(JdbcClient jdbc, MailSettings settings, Addressees addressees) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.addressees = addressees;
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<Mail> search(String text, @Nullable MailState state, int page, int size) {
        return jdbc.sql(SELECT + FROM + " order by m.id desc limit :limit offset :offset")
                .params(criteria(text, state))
                .param("limit", size)
                .param("offset", (long) page * size)
                .query(Mails::mail)
                .list();
    }

    @Transactional(readOnly = true)
    public long count(String text, @Nullable MailState state) {
        return jdbc.sql("select count(*)" + FROM)
                .params(criteria(text, state))
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> criteria(String text, @Nullable MailState state) {
        Map<String, Object> criteria = new LinkedHashMap<>();
        criteria.put("state", state == null ? null : state.name());
        criteria.put("text", text.strip());
        criteria.put("pattern", "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        return criteria;
    }

    @Transactional(readOnly = true)
    public Optional<Mail> find(long id) {
        return jdbc.sql(SELECT + " from ecoquartier.mail m where m.id = ?")
                .param(id)
                .query(Mails::mail)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Bodies> bodies(long id) {
        return jdbc.sql("select body_text, body_html from ecoquartier.mail where id = ?")
                .param(id)
                .query((row, n) -> new Bodies(row.getString("body_text"), row.getString("body_html")))
                .optional();
    }

    /** How many mails are in each state; every state is there. */
    @Transactional(readOnly = true)
    public Map<MailState, Long> counts() {
        Map<MailState, Long> counts = new EnumMap<>(MailState.class);
        for (MailState state : MailState.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("select state, count(*) as n from ecoquartier.mail group by state")
                .query((row, n) -> counts.put(MailState.valueOf(row.getString("state")), row.getLong("n")))
                .list();
        return counts;
    }

    /** Since when the mail that has waited longest should have left; empty when none is late. */
    @Transactional(readOnly = true)
    public Optional<Instant> waitingSince() {
        return jdbc.sql("select min(created_at) as since from ecoquartier.mail where state in ('PENDING', 'SENDING')")
                .query((row, n) ->
                        Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant))
                .single();
    }

    /** Announcements that failed and wait to be tried again. */
    @Transactional(readOnly = true)
    public List<Stuck> stuck() {
        return jdbc.sql("""
                        select * from ecoquartier.announcement where done_at is null and last_error is not null
                        order by id limit 100
                        """)
                .query((row, n) -> new Stuck(
                        row.getLong("id"),
                        NoticeKind.valueOf(row.getString("kind")).label(),
                        row.getString("reference"),
                        row.getInt("attempts"),
                        row.getString("last_error"),
                        row.getTimestamp("next_attempt_at").toInstant()))
                .list();
    }

    /** The people whose account is open and who have no address. */
    @Transactional(readOnly = true)
    public List<Unreachable> unreachable() {
        return addressees.withoutAddress().stream()
                .map(person -> new Unreachable(person.id(), person.name(), person.authority()))
                .toList();
    }

    /** Whether mails go out. */
    public boolean sends() {
        return settings.sends();
    }

    /** Why no mail goes out, in French. */
    public String why() {
        return settings.why();
    }

    /** The mail server. */
    public String server() {
        return settings.host();
    }

    public String from() {
        return settings.from();
    }

    /**
     * Has a mail sent now, to the address that its recipient has today.
     *
     * @throws MailRefused when it cannot be
     */
    public void retry(long id, Person by) {
        requireServer();
        Mail mail = find(id).orElseThrow(() -> new MailRefused("Ce courrier n’existe pas."));
        Optional<Recipient> recipient = addressees.find(mail.recipient());
        if (recipient.isEmpty()) {
            throw new MailRefused("Le compte de cette personne est fermé\u00a0: rien ne lui est envoyé.");
        }
        String address = recipient.get().address();
        if (address == null) {
            throw new MailRefused(
                    "Cette personne n’a pas d’adresse électronique\u00a0: ajoutez-la d’abord à son compte.");
        }
        int changed = jdbc.sql("""
                        update ecoquartier.mail set state = 'PENDING', next_attempt_at = now(), address = ?, decided_by = ?,
                            last_error = case when uncertain then last_error end
                        where id = ? and state not in ('SENT', 'SENDING')
                        """).params(address, by.name(), id).update();
        if (changed == 0) {
            throw new MailRefused("Ce courrier est déjà parti, ou part en ce moment.");
        }
    }

    /**
     * Has every mail of a state sent; those whose recipient has no address, or a closed account, stay.
     *
     * @return how many
     * @throws MailRefused when no mail goes out
     */
    public int retryAll(MailState state, Person by) {
        requireServer();
        int retried = 0;
        List<Long> ids = jdbc.sql("select id from ecoquartier.mail where state = ? order by id limit 1000")
                .param(state.name())
                .query(Long.class)
                .list();
        for (long id : ids) {
            try {
                retry(id, by);
                retried++;
            } catch (MailRefused stays) {
                continue;
            }
        }
        return retried;
    }

    /**
     * Decides that a mail never goes out; its notice stays in the application.
     *
     * @throws MailRefused when it has left
     */
    public void giveUp(long id, Person by) {
        int changed = jdbc.sql("""
                        update ecoquartier.mail set state = 'GIVEN_UP', decided_by = ?
                        where id = ? and state not in ('SENT', 'SENDING', 'GIVEN_UP')
                        """).params(by.name(), id).update();
        if (changed == 0) {
            throw new MailRefused("Ce courrier est déjà parti, part en ce moment ou a été abandonné.");
        }
    }

    private void requireServer() {
        if (!settings.sends()) {
            throw new MailRefused(settings.why());
        }
    }

    private static Mail mail(ResultSet row, int n) throws SQLException {
        Timestamp sent = row.getTimestamp("sent_at");
        String kind = row.getString("kind");
        return new Mail(
                row.getLong("id"),
                row.getString("recipient"),
                row.getString("recipient_name"),
                row.getString("address"),
                kind.equals(Digests.KIND)
                        ? "Récapitulatif"
                        : NoticeKind.valueOf(kind).label(),
                row.getString("reference"),
                row.getString("subject"),
                row.getString("message_id"),
                MailState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getTimestamp("next_attempt_at").toInstant(),
                row.getBoolean("uncertain"),
                row.getString("last_error"),
                row.getTimestamp("created_at").toInstant(),
                sent == null ? null : sent.toInstant(),
                row.getString("decided_by"),
                List.of((String[]) row.getArray("files").getArray()));
    }
}
