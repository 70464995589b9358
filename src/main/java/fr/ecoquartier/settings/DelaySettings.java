package fr.ecoquartier.settings;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The delays that administrators changed. Nothing is remembered between two questions: a change counts on every node for
 * the next task that begins, and a row that is not a delay, whoever wrote it, counts for nothing.
 */
@Service
public class DelaySettings implements DelaysInForce {

    private static final Logger LOG = LoggerFactory.getLogger(DelaySettings.class);
    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    DelaySettings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A change of a delay.
     *
     * @param iso what was set; null when the value of the configuration was put back
     * @param before the delay until then
     * @param after the delay since then
     */
    public record Change(
            long id,
            String key,
            @Nullable String iso,
            String before,
            String after,
            String reason,
            String byId,
            String byName,
            Instant at) {}

    @Override
    public Optional<String> iso(String key) {
        return jdbc.sql("select iso from ecoquartier.delay_setting where key = ?")
                .param(key)
                .query(String.class)
                .optional()
                .filter(iso -> usable(key, iso));
    }

    /** Everything that is set, by key. */
    public Map<String, String> all() {
        return jdbc
                .sql("select key, iso from ecoquartier.delay_setting")
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("iso")))
                .list()
                .stream()
                .filter(setting -> usable(setting.getKey(), setting.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean usable(String key, String iso) {
        Optional<String> refusal = DelayText.refusal(iso);
        refusal.ifPresent(why -> LOG.warn("The delay {} in the database is not used: {}", key, why));
        return refusal.isEmpty();
    }

    /**
     * Sets a delay for the tasks that begin from now on.
     *
     * @param typed ISO 8601 text, as somebody typed it
     * @param seen the delay that was in force when the form was opened
     * @throws DelayRefused with the field that cannot be accepted
     */
    @Transactional
    public void change(
            DelayCatalogue.Configured delay, String typed, String seen, String reason, String byId, String byName) {
        String iso = DelayText.normalized(typed);
        DelayText.refusal(iso).ifPresent(why -> {
            throw new DelayRefused("valeur", why);
        });
        String why = reason(reason);
        String before = lock(delay, seen);
        if (before.equals(iso)) {
            throw new DelayRefused("valeur", "C’est déjà le délai en vigueur.");
        }
        jdbc.sql("""
                        insert into ecoquartier.delay_setting (key, iso, changed_at) values (?, ?, ?)
                        on conflict (key) do update set iso = excluded.iso, changed_at = excluded.changed_at
                        """).params(delay.key(), iso, Timestamp.from(clock.instant())).update();
        record(delay.key(), iso, before, iso, why, byId, byName);
    }

    /** Puts the value of the configuration back. */
    @Transactional
    public void reset(DelayCatalogue.Configured delay, String seen, String reason, String byId, String byName) {
        String why = reason(reason);
        String before = lock(delay, seen);
        int removed = jdbc.sql("delete from ecoquartier.delay_setting where key = ?")
                .param(delay.key())
                .update();
        if (removed == 0) {
            throw new DelayRefused("valeur", "Le délai en vigueur est déjà celui de la configuration.");
        }
        record(delay.key(), null, before, delay.iso(), why, byId, byName);
    }

    /** Two administrators at once: the second sees what the first did, and overwrites nothing. */
    private String lock(DelayCatalogue.Configured delay, String seen) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.delay.' || ?))")
                .param(delay.key())
                .query((row, n) -> true)
                .single();
        String before = iso(delay.key()).orElse(delay.iso());
        if (!before.equals(seen)) {
            throw new DelayRefused(
                    "valeur",
                    "Ce délai a été modifié entre-temps : il est maintenant de " + DelayText.french(before)
                            + ". Vérifiez votre saisie, puis enregistrez de nouveau.");
        }
        return before;
    }

    private static String reason(String typed) {
        String reason = typed.strip();
        if (reason.isEmpty()) {
            throw new DelayRefused("motif", "Dites pourquoi ce délai change.");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new DelayRefused("motif", "Le motif compte au plus 2 000 caractères.");
        }
        return reason;
    }

    private void record(
            String key, @Nullable String iso, String before, String after, String reason, String byId, String byName) {
        jdbc.sql("""
                        insert into ecoquartier.delay_change (key, iso, before, after, reason, by_id, by_name, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(key, iso, before, after, reason, byId, byName, Timestamp.from(clock.instant()))
                .update();
    }

    /** The changes of a delay, the latest first. */
    public List<Change> history(String key) {
        return jdbc.sql("select * from ecoquartier.delay_change where key = ? order by id desc")
                .param(key)
                .query((row, n) -> new Change(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getString("iso"),
                        row.getString("before"),
                        row.getString("after"),
                        row.getString("reason"),
                        row.getString("by_id"),
                        row.getString("by_name"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
