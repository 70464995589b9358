package fr.ecoquartier.privacy;

import fr.ecoquartier.access.Person;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who took an export of somebody's data, excepted a dossier or started a run, when and why. Lines are only ever added. */
@Service
public class PrivacyJournal {

    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    PrivacyJournal(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What kind of event it is. */
    public enum Kind {
        EXPORT("Export"),
        HOLD("Exception"),
        RELEASE("Fin d’exception"),
        RUN("Effacement lancé"),
        STOP("Effacement arrêté");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** A line. */
    public record Line(
            long id,
            Instant at,
            String byName,
            Kind kind,
            String text,
            @Nullable String reason) {}

    /** Adds a line. */
    @Transactional
    public void add(Person by, Kind kind, @Nullable String subject, String text, @Nullable String reason) {
        jdbc.sql("""
                        insert into ecoquartier.privacy_journal (at, actor_id, actor_name, kind, subject, text, reason)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Timestamp.from(clock.instant()), by.id(), by.name(), kind.name(), subject, text, reason)
                .update();
    }

    /** The last lines, the latest first. */
    @Transactional(readOnly = true)
    public List<Line> last(int limit) {
        return jdbc.sql("select * from ecoquartier.privacy_journal order by id desc limit ?")
                .param(limit)
                .query((row, n) -> new Line(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor_name"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("text"),
                        row.getString("reason")))
                .list();
    }

    /** A reason as the journal takes it. */
    static String reason(String field, String typed, String question) {
        String reason = typed.strip();
        if (reason.isEmpty()) {
            throw new PrivacyRefused(field, question);
        }
        if (reason.length() > LONGEST) {
            throw new PrivacyRefused(field, "Le motif compte au plus 2 000 caractères.");
        }
        return reason;
    }
}
