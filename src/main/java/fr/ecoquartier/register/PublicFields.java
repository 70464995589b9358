package fr.ecoquartier.register;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which fields of an operation are public. Nothing is remembered between two questions: a change counts at once. */
@Service
public class PublicFields {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    PublicFields(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What an administrator decided. */
    public record Change(RegisterField field, boolean isPublic, String reason, String byName, Instant at) {}

    /** The public fields now. */
    public Set<RegisterField> now() {
        Map<String, Boolean> decided = new HashMap<>();
        jdbc.sql("select key, is_public from ecoquartier.register_field").query(row -> {
            decided.put(row.getString("key"), row.getBoolean("is_public"));
        });
        Set<RegisterField> fields = EnumSet.noneOf(RegisterField.class);
        for (RegisterField field : RegisterField.values()) {
            if (decided.getOrDefault(field.name(), field.publicByDefault())) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** When the choice last changed; empty when it never did. */
    Optional<Instant> changedAt() {
        return jdbc.sql("select max(changed_at) as at from ecoquartier.register_field")
                .query((row, n) -> Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant))
                .single();
    }

    /**
     * Makes a field public, or no longer.
     *
     * @param seen whether it was public when the form was opened
     * @throws FieldRefused without a reason, when it is so already, or when somebody else changed it meanwhile
     */
    @Transactional
    public void change(
            RegisterField field, boolean seen, boolean wanted, @Nullable String reason, String byId, String byName)
            throws FieldRefused {
        String why = reason == null ? "" : reason.strip();
        if (why.length() < MIN_REASON || why.length() > MAX_REASON) {
            throw new FieldRefused("Dites pourquoi, en " + MIN_REASON + " à 2\u00a0000 caractères.");
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.register_field'))")
                .query((row, n) -> true)
                .single();
        boolean before = now().contains(field);
        if (before != seen) {
            throw new FieldRefused("Ce champ a été modifié entre-temps\u00a0: il est maintenant "
                    + (before ? "public" : "non public") + ". Vérifiez, puis recommencez.");
        }
        if (before == wanted) {
            throw new FieldRefused("Ce champ est déjà " + (before ? "public." : "non public."));
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into ecoquartier.register_field (key, is_public, changed_at) values (?, ?, ?)
                        on conflict (key) do update set is_public = excluded.is_public, changed_at = excluded.changed_at
                        """).params(field.name(), wanted, now).update();
        jdbc.sql("""
                        insert into ecoquartier.register_field_change (key, is_public, reason, by_id, by_name, at)
                        values (?, ?, ?, ?, ?, ?)
                        """).params(field.name(), wanted, why, byId, byName, now).update();
    }

    /** The changes, the latest first. */
    public List<Change> history() {
        return jdbc.sql("select * from ecoquartier.register_field_change order by id desc limit 200")
                .query((row, n) -> new Change(
                        RegisterField.valueOf(row.getString("key")),
                        row.getBoolean("is_public"),
                        row.getString("reason"),
                        row.getString("by_name"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
