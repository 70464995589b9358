package fr.ecoquartier.oversight.incident;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.oversight.incident.FailedSteps.Effect;
import fr.ecoquartier.oversight.incident.RetriedStep.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Trying failed steps again. What is asked is written down first, then each step is handed to the engine in a transaction
 * of its own, together with the line in the dossier's journal; a node that stops in between leaves the rest to whoever
 * comes next.
 */
@Service
public class Retries implements DisposableBean {

    /** So many are handed over before the request is answered, more in the background. */
    static final int AT_ONCE = 20;

    /** The shortest reason. */
    public static final int MIN_REASON = 10;

    private static final int MAX_REASON = 2000;
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(Retries.class);

    private final JdbcClient jdbc;
    private final FailedSteps steps;
    private final Dossiers dossiers;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "incident-retry");
        thread.setDaemon(true);
        return thread;
    });

    Retries(JdbcClient jdbc, FailedSteps steps, Dossiers dossiers, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.dossiers = dossiers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Has these failed steps tried again.
     *
     * @return the id under which {@link #find} tells what came of it
     * @throws NotPossible without a reason, or when none of them can be tried again
     */
    public long start(List<Failure> failures, String reason, Actor actor) throws NotPossible {
        String text = reason == null ? "" : reason.strip();
        if (text.length() < MIN_REASON || text.length() > MAX_REASON) {
            throw new NotPossible("Indiquez la raison de la relance, en %d caractères au moins et 2 000 au plus."
                    .formatted(MIN_REASON));
        }
        List<Failure> retryable =
                failures.stream().filter(failure -> failure.job() != null).toList();
        if (retryable.isEmpty()) {
            throw new NotPossible(
                    "Cet incident n’est plus ouvert, ou son étape ne peut pas être relancée : rechargez la page.");
        }
        Failure first = retryable.get(0);
        long id = transactions.execute(status -> {
            long retry = jdbc.sql("""
                            insert into ecoquartier.incident_retry (title, reason, author_id, author_name, author_role, requested_at)
                            values (?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(
                            "« %s » (%s)".formatted(first.elementName(), first.processName()),
                            text,
                            actor.id(),
                            actor.name(),
                            actor.role(),
                            now())
                    .query(Long.class)
                    .single();
            retryable.forEach(failure -> jdbc.sql("""
                            insert into ecoquartier.incident_retry_job (retry, job_id, reference, process, version, element, name,
                                before, state) values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED') on conflict do nothing
                            """)
                    .params(
                            retry,
                            failure.job(),
                            failure.reference(),
                            failure.process(),
                            failure.version(),
                            failure.element(),
                            failure.elementName(),
                            Cause.reason(failure.message()))
                    .update());
            return retry;
        });
        if (retryable.size() <= AT_ONCE) {
            handOver(id);
        } else {
            background.execute(() -> handOver(id));
        }
        return id;
    }

    /** What came of it, as it stands now. */
    public Optional<Retry> find(long id) {
        settle(id);
        return jdbc.sql("select * from ecoquartier.incident_retry where id = ?")
                .param(id)
                .query(this::retry)
                .optional();
    }

    /** The latest ones, the last first. */
    public List<Retry> latest(int count) {
        jdbc.sql("select distinct retry from ecoquartier.incident_retry_job where state = 'WAITING'")
                .query(Long.class)
                .list()
                .forEach(this::settle);
        return jdbc.sql("select * from ecoquartier.incident_retry order by id desc limit ?")
                .param(count)
                .query(this::retry)
                .list();
    }

    /** Goes on with what a node left behind when it stopped. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
    void goOn() {
        jdbc.sql("""
                        select distinct r.id from ecoquartier.incident_retry r
                        join ecoquartier.incident_retry_job j on j.retry = r.id
                        where j.state = 'QUEUED' and r.requested_at < ? order by 1
                        """)
                .param(Timestamp.from(clock.instant().minus(FORGOTTEN)))
                .query(Long.class)
                .list()
                .forEach(this::handOver);
    }

    void handOver(long id) {
        boolean more = true;
        while (more) {
            String[] job = new String[1];
            try {
                more = Boolean.TRUE.equals(transactions.execute(status -> next(id, job)));
            } catch (RuntimeException e) {
                if (job[0] == null) {
                    throw e;
                }
                log.warn("the job {} could not be tried again", job[0], e);
                write(
                        id,
                        job[0],
                        State.FAILED,
                        "La relance n’a pas pu être demandée : " + Cause.reason(e.getMessage()));
            }
        }
    }

    /** Hands one step to the engine; false when none is left that nobody else hands over. */
    private boolean next(long id, String[] taken) {
        Optional<Queued> found = jdbc.sql("""
                        select j.job_id, j.reference, j.process, j.version, j.element, j.name, r.reason, r.author_id, r.author_name,
                            r.author_role
                        from ecoquartier.incident_retry_job j join ecoquartier.incident_retry r on r.id = j.retry
                        where j.retry = ? and j.state = 'QUEUED' order by j.job_id limit 1 for update of j skip locked
                        """).param(id).query(Retries::queued).optional();
        if (found.isEmpty()) {
            return false;
        }
        Queued queued = found.get();
        taken[0] = queued.job();
        if (steps.retry(queued.job())) {
            if (queued.step() != null) {
                dossiers.journal(
                        queued.step(),
                        queued.author(),
                        JournalKind.INTERVENTION,
                        "Étape « %s » relancée après un incident : %s".formatted(queued.name(), queued.reason()),
                        true);
            }
            write(id, queued.job(), State.WAITING, null);
        } else {
            write(id, queued.job(), State.GONE, "L’étape n’était déjà plus arrêtée.");
        }
        return true;
    }

    private record Queued(
            String job,
            String name,
            String reason,
            Actor author,
            @Nullable Step step) {}

    private static Queued queued(ResultSet row, int n) throws SQLException {
        String reference = row.getString("reference");
        return new Queued(
                row.getString("job_id"),
                row.getString("name"),
                row.getString("reason"),
                new Actor(row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                reference == null
                        ? null
                        : new Step(
                                reference,
                                null,
                                row.getString("element"),
                                row.getString("job_id"),
                                row.getString("process") + ":" + row.getInt("version")));
    }

    /** Asks the engine about the steps of which nothing is known yet. */
    private void settle(long id) {
        List<String> waiting = jdbc.sql(
                        "select job_id from ecoquartier.incident_retry_job where retry = ? and state = 'WAITING'")
                .param(id)
                .query(String.class)
                .list();
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Effect> effects = steps.effects(waiting);
        effects.forEach((job, effect) -> write(id, job, effect.state(), effect.sentence()));
    }

    private void write(long id, String job, State state, @Nullable String effect) {
        jdbc.sql("""
                        update ecoquartier.incident_retry_job set state = ?, effect = ?, decided_at = ?
                        where retry = ? and job_id = ? and state in ('QUEUED', 'WAITING')
                        """)
                .params(state.name(), effect, state.decided() ? now() : null, id, job)
                .update();
    }

    private Retry retry(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Retry(
                id,
                row.getString("title"),
                row.getString("reason"),
                new Actor(row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                row.getTimestamp("requested_at").toInstant(),
                jdbc.sql("select * from ecoquartier.incident_retry_job where retry = ? order by reference, job_id")
                        .param(id)
                        .query(Retries::step)
                        .list());
    }

    private static RetriedStep step(ResultSet row, int n) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        Instant at = decided == null ? null : decided.toInstant();
        return new RetriedStep(
                row.getString("job_id"),
                row.getString("reference"),
                row.getString("name"),
                row.getString("before"),
                State.valueOf(row.getString("state")),
                row.getString("effect"),
                at);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
