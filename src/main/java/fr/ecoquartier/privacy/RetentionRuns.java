package fr.ecoquartier.privacy;

import fr.ecoquartier.access.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The runs of the job: who works on the one that is under way, and what each one erased. A run belongs to one node, which
 * says again in each of its transactions that it is alive; silent for longer than the lease, it is taken over.
 */
@Component
public class RetentionRuns {

    private final JdbcClient jdbc;
    private final Duration lease;
    private final String node = UUID.randomUUID().toString();

    RetentionRuns(JdbcClient jdbc, @Value("${ecoquartier.retention.lease}") Duration lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /** How a run stands. */
    public enum State {
        RUNNING("En cours"),
        DONE("Terminé"),
        STOPPED("Arrêté"),
        FAILED("Échoué");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A run.
     *
     * @param byName who asked for it; null for the schedule
     * @param asOf the day by which everything is measured
     * @param takeovers how often another node, or a new start, went on with it
     */
    public record Run(
            long id,
            State state,
            @Nullable String byName,
            Instant startedAt,
            Instant asOf,
            @Nullable Instant endedAt,
            int takeovers,
            @Nullable String phase,
            @Nullable String message,
            long removed,
            long replaced) {

        public boolean running() {
            return state == State.RUNNING;
        }
    }

    /** What a run erased of one thing. */
    public record Line(Retention kind, String subject, long removed, long replaced) {}

    /** A run is someone else's now. */
    static final class TakenOver extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @return empty when one is under way */
    Optional<Long> begin(@Nullable Person by, Instant now) {
        try {
            return jdbc.sql("""
                            insert into ecoquartier.retention_run
                                (state, started_by, started_by_name, started_at, as_of, node, lease_until)
                            values ('RUNNING', ?, ?, ?, ?, ?, now() + cast(? as interval)) returning id
                            """)
                    .params(
                            by == null ? null : by.id(),
                            by == null ? null : by.name(),
                            Timestamp.from(now),
                            Timestamp.from(now),
                            node,
                            seconds())
                    .query(Long.class)
                    .optional();
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /** Whether the schedule has had its run: a second node is awake at the same minute. */
    boolean scheduledSince(Instant moment) {
        return jdbc.sql(
                        "select exists (select from ecoquartier.retention_run where started_by is null and started_at > ?)")
                .param(Timestamp.from(moment))
                .query(Boolean.class)
                .single();
    }

    /** Takes over the run of a node that is no longer heard. */
    Optional<Long> takeOver() {
        return jdbc.sql("""
                        update ecoquartier.retention_run
                        set node = ?, lease_until = now() + cast(? as interval), takeovers = takeovers + 1
                        where state = 'RUNNING' and lease_until < now() returning id
                        """).params(node, seconds()).query(Long.class).optional();
    }

    /**
     * Says in the transaction of a batch that this node still works on the run; the row is locked until it commits, so that
     * nobody takes over in the middle.
     *
     * @return whether somebody asked it to stop
     * @throws TakenOver when another node has taken over
     */
    boolean alive(long run, String phase) {
        return jdbc.sql("""
                        update ecoquartier.retention_run set lease_until = now() + cast(? as interval), phase = ?
                        where id = ? and node = ? and state = 'RUNNING' returning stop_asked
                        """)
                .params(seconds(), phase, run, node)
                .query(Boolean.class)
                .optional()
                .orElseThrow(TakenOver::new);
    }

    Instant asOf(long run) {
        return jdbc.sql("select as_of from ecoquartier.retention_run where id = ?")
                .param(run)
                .query((row, n) -> row.getTimestamp("as_of").toInstant())
                .single();
    }

    void count(long run, Retention kind, Erasures.Count count) {
        if (count.removed() == 0 && count.replaced() == 0) {
            return;
        }
        jdbc.sql("""
                        insert into ecoquartier.retention_count (run, kind, subject, removed, replaced) values (?, ?, ?, ?, ?)
                        on conflict (run, kind, subject) do update set removed = retention_count.removed + excluded.removed,
                            replaced = retention_count.replaced + excluded.replaced
                        """)
                .params(run, kind.name(), count.subject(), count.removed(), count.replaced())
                .update();
    }

    void end(long run, State state, @Nullable String message, Instant now) {
        jdbc.sql("""
                        update ecoquartier.retention_run set state = ?, message = ?, ended_at = ?, phase = null
                        where id = ? and node = ? and state = 'RUNNING'
                        """)
                .params(state.name(), message, Timestamp.from(now), run, node)
                .update();
    }

    /** This node stops: another one need not wait for the lease. */
    void release() {
        jdbc.sql("update ecoquartier.retention_run set lease_until = now() where state = 'RUNNING' and node = ?")
                .param(node)
                .update();
    }

    /** Asks the run under way to stop after its batch. */
    boolean askToStop(long run) {
        return jdbc.sql("update ecoquartier.retention_run set stop_asked = true where id = ? and state = 'RUNNING'")
                        .param(run)
                        .update()
                > 0;
    }

    /** The last runs, the latest first. */
    public List<Run> last(int limit) {
        return jdbc.sql(RUN + " order by r.id desc limit ?")
                .param(limit)
                .query(RetentionRuns::run)
                .list();
    }

    public Optional<Run> find(long id) {
        return jdbc.sql(RUN + " where r.id = ?")
                .param(id)
                .query(RetentionRuns::run)
                .optional();
    }

    public Optional<Run> running() {
        return jdbc.sql(RUN + " where r.state = 'RUNNING'")
                .query(RetentionRuns::run)
                .optional();
    }

    /** What a run erased. */
    public List<Line> lines(long run) {
        return jdbc.sql("select * from ecoquartier.retention_count where run = ? order by subject")
                .param(run)
                .query((row, n) -> new Line(
                        Retention.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        row.getLong("removed"),
                        row.getLong("replaced")))
                .list();
    }

    private static final String RUN = """
            select r.*, c.removed, c.replaced from ecoquartier.retention_run r
            cross join lateral (select coalesce(sum(removed), 0) as removed, coalesce(sum(replaced), 0) as replaced
                from ecoquartier.retention_count where run = r.id) c
            """;

    private static Run run(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Run(
                row.getLong("id"),
                State.valueOf(row.getString("state")),
                row.getString("started_by_name"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("as_of").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt("takeovers"),
                row.getString("phase"),
                row.getString("message"),
                row.getLong("removed"),
                row.getLong("replaced"));
    }

    private String seconds() {
        return lease.toSeconds() + " seconds";
    }
}
