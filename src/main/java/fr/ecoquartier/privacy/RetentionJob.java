package fr.ecoquartier.privacy;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.pilot.run.Progress;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases what is due: by schedule or when an administrator says so, on one node at a time. Each dossier, each account and
 * each batch of rows is a transaction of its own that also counts what it erased, so that a run that was killed goes on
 * where it was, and nothing is counted twice.
 */
@Service
public class RetentionJob {

    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int DOSSIERS = 100;
    private static final Duration NIGHT = Duration.ofMinutes(30);

    /** What only prepared the work goes first; who is named in a dossier goes last, because the roles are read there. */
    private static final List<Retention> OF_DOSSIERS = List.of(
            Retention.DRAFTS,
            Retention.PRIVATE_NOTES,
            Retention.MESSAGES,
            Retention.EVIDENCE,
            Retention.ENGINE_HISTORY,
            Retention.DOSSIER_PEOPLE);

    private final RetentionRuns runs;
    private final RetentionPeriods periods;
    private final Erasures erasures;
    private final EngineHistory engine;
    private final PrivacyJournal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final String cron;
    private final int batch;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "retention");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;

    RetentionJob(
            RetentionRuns runs,
            RetentionPeriods periods,
            Erasures erasures,
            EngineHistory engine,
            PrivacyJournal journal,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${ecoquartier.retention.cron}") String cron,
            @Value("${ecoquartier.retention.batch}") int batch) {
        this.runs = runs;
        this.periods = periods;
        this.erasures = erasures;
        this.engine = engine;
        this.journal = journal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.cron = cron;
        this.batch = batch;
        if (!scheduled()) {
            log.info("nothing is erased by schedule: ecoquartier.retention.cron is \"-\"");
        } else if (!CronExpression.isValidExpression(cron)) {
            throw new RetentionRefused(
                    RetentionPeriods.PREFIX + ".cron",
                    "« " + cron
                            + " » n’est pas un horaire ; écrivez par exemple \"0 30 2 * * *\" (chaque nuit à 2 h 30), ou \"-\" pour aucun");
        }
        if (batch < 1 || batch > 10_000) {
            throw new RetentionRefused(RetentionPeriods.PREFIX + ".batch", "de 1 à 10 000 lignes");
        }
    }

    /** What would go today. */
    public record Preview(List<Row> rows, Instant asOf) {

        /** A kind, how many dossiers or accounts are concerned (-1: counted by rows), and the rows. */
        public record Row(Retention kind, long concerned, List<Part> parts) {
            public long total() {
                return parts.stream().mapToLong(Part::rows).sum();
            }
        }

        /** Rows of one thing. */
        public record Part(String subject, long rows, boolean removed) {}

        /** How many steps a run has, for its progress. */
        long steps() {
            return rows.stream()
                    .mapToLong(row -> Math.max(row.concerned(), 0) + row.total() / 500)
                    .sum();
        }

        public boolean nothing() {
            return rows.stream().allMatch(row -> row.concerned() <= 0 && row.total() == 0);
        }
    }

    /** When the schedule runs next; empty when it never does. */
    public Optional<Instant> next() {
        return scheduled()
                ? Optional.ofNullable(CronExpression.parse(cron).next(ZonedDateTime.ofInstant(clock.instant(), PARIS)))
                        .map(ZonedDateTime::toInstant)
                : Optional.empty();
    }

    private boolean scheduled() {
        return !cron.equals("-");
    }

    @Scheduled(cron = "${ecoquartier.retention.cron}", zone = "Europe/Paris")
    void nightly() {
        if (!runs.scheduledSince(clock.instant().minus(NIGHT))) {
            runs.begin(null, clock.instant()).ifPresent(run -> worker.execute(() -> quietly(run)));
        }
    }

    /** What a node left when it was killed is gone on with, by whoever notices first. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void resume() {
        runs.takeOver().ifPresent(run -> worker.execute(() -> quietly(run)));
    }

    private void quietly(long run) {
        try {
            work(run, Progress.none());
        } catch (RuntimeException e) {
            log.error("run {} of the retention job failed", run, e);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        worker.shutdown();
        try {
            runs.release();
        } catch (RuntimeException e) {
            log.debug("the lease of the retention job was not given back", e);
        }
    }

    /**
     * Begins a run for an administrator; {@link #work} does it.
     *
     * @throws PrivacyRefused when one is under way
     */
    public long begin(Person by) {
        return transaction.execute(status -> {
            long run = runs.begin(by, clock.instant())
                    .orElseThrow(() -> new PrivacyRefused(
                            "lancer", "Un effacement est déjà en cours : attendez sa fin, ou arrêtez-le."));
            journal.add(by, PrivacyJournal.Kind.RUN, null, "Effacement n° " + run + " lancé.", null);
            return run;
        });
    }

    /** Asks a run to stop after the batch that it is at; what it has erased stays erased. */
    public void stop(long run, Person by) {
        transaction.executeWithoutResult(status -> {
            if (!runs.askToStop(run)) {
                throw new PrivacyRefused("lancer", "Cet effacement est déjà terminé.");
            }
            journal.add(by, PrivacyJournal.Kind.STOP, null, "Arrêt demandé de l’effacement n° " + run + ".", null);
        });
    }

    /** What would be erased at a moment, and touches nothing. */
    public Preview preview(Instant asOf) {
        List<Preview.Row> rows = new ArrayList<>();
        for (Retention kind : Retention.values()) {
            Instant before = periods.before(kind, asOf);
            List<Preview.Part> parts = new ArrayList<>();
            long concerned = -1;
            if (OF_DOSSIERS.contains(kind)) {
                concerned = erasures.countDue(kind, before);
                if (concerned > 0) {
                    add(parts, erasures.preview(kind, before));
                }
            } else if (kind == Retention.ACCOUNTS) {
                concerned = erasures.countDueAccounts(before);
            }
            add(parts, erasures.previewByAge(kind, before));
            if (kind == Retention.ENGINE_HISTORY) {
                add(parts, List.of(new Erasures.Count("Instances sans dossier", engine.others(before, asOf), 0)));
            } else if (kind == Retention.OPERATION_LOG) {
                add(parts, List.of(new Erasures.Count("Opérations et traitements", engine.operations(before), 0)));
            }
            rows.add(new Preview.Row(kind, concerned, parts));
        }
        return new Preview(rows, asOf);
    }

    private static void add(List<Preview.Part> parts, List<Erasures.Count> counts) {
        counts.stream()
                .filter(count -> count.removed() + count.replaced() > 0)
                .forEach(count -> parts.add(
                        new Preview.Part(count.subject(), count.removed() + count.replaced(), count.removed() > 0)));
    }

    /**
     * Does what is left of a run.
     *
     * @return false when it was stopped, or taken over by another node
     */
    public boolean work(long run, Progress progress) {
        Instant asOf = runs.asOf(run);
        Work work = new Work(run, asOf, Math.max(1, preview(asOf).steps()), progress);
        try {
            for (Retention kind : OF_DOSSIERS) {
                work.dossiers(kind);
            }
            // before the journal that says since when they are closed
            work.accounts();
            for (Retention kind : Retention.values()) {
                for (PersonalTable table : Erasures.byAge(kind)) {
                    work.byAge(kind, table);
                }
            }
            work.engine();
            runs.end(run, RetentionRuns.State.DONE, work.failures(), clock.instant());
            return true;
        } catch (Stop stop) {
            if (!stopping) {
                runs.end(run, RetentionRuns.State.STOPPED, "Arrêté à la demande d’un administrateur.", clock.instant());
            }
            return false;
        } catch (RetentionRuns.TakenOver e) {
            log.warn("run {} of the retention job goes on elsewhere", run);
            return false;
        } catch (RuntimeException e) {
            runs.end(
                    run,
                    RetentionRuns.State.FAILED,
                    "Échec technique : le détail est au journal de l’application. Ce qui a été effacé l’est ; le reste le sera au prochain passage.",
                    clock.instant());
            throw e;
        }
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A run, from batch to batch. */
    private final class Work {

        private final long run;
        private final Instant asOf;
        private final long steps;
        private final Progress progress;
        private final List<String> failed = new ArrayList<>();
        private long done;

        Work(long run, Instant asOf, long steps, Progress progress) {
            this.run = run;
            this.asOf = asOf;
            this.steps = steps;
            this.progress = progress;
        }

        /** One transaction: alive, erase, count. */
        private <T> T batch(String phase, Supplier<T> step) {
            if (stopping || progress.cancelled()) {
                throw new Stop();
            }
            progress.report(Math.min(0.99, (double) done++ / steps), phase + ".");
            return transaction.execute(status -> {
                if (runs.alive(run, phase)) {
                    throw new Stop();
                }
                return step.get();
            });
        }

        void dossiers(Retention kind) {
            Instant before = periods.before(kind, asOf);
            String after = "";
            while (true) {
                List<Erasures.DueDossier> due = erasures.due(kind, before, after, DOSSIERS);
                if (due.isEmpty()) {
                    return;
                }
                for (Erasures.DueDossier dossier : due) {
                    after = dossier.reference();
                    tolerant(
                            dossier.reference(),
                            () -> batch(kind.label(), () -> {
                                erasures.erase(kind, dossier, before, clock.instant(), run)
                                        .ifPresent(counts -> counts.forEach(count -> runs.count(run, kind, count)));
                                return true;
                            }));
                }
            }
        }

        void byAge(Retention kind, PersonalTable table) {
            Instant before = periods.before(kind, asOf);
            long rows;
            do {
                rows = batch(kind.label(), () -> {
                    Erasures.Count count = erasures.eraseByAge(table, before, RetentionJob.this.batch);
                    runs.count(run, kind, count);
                    return count.removed() + count.replaced();
                });
            } while (rows >= RetentionJob.this.batch);
        }

        void engine() {
            Instant history = periods.before(Retention.ENGINE_HISTORY, asOf);
            repeat(Retention.ENGINE_HISTORY, () -> engine.forgetOthers(history, asOf, DOSSIERS));
            Instant operations = periods.before(Retention.OPERATION_LOG, asOf);
            repeat(Retention.OPERATION_LOG, () -> engine.forgetOperations(operations, RetentionJob.this.batch));
        }

        private void repeat(Retention kind, Supplier<Map<String, Long>> step) {
            long rows;
            do {
                rows = batch(kind.label(), () -> {
                    Map<String, Long> removed = step.get();
                    removed.forEach((subject, n) -> runs.count(run, kind, new Erasures.Count(subject, n, 0)));
                    return removed.values().stream().mapToLong(Long::longValue).sum();
                });
            } while (rows > 0);
        }

        void accounts() {
            Instant before = periods.before(Retention.ACCOUNTS, asOf);
            String after = "";
            while (true) {
                List<Erasures.DueAccount> due = erasures.dueAccounts(before, after, DOSSIERS);
                if (due.isEmpty()) {
                    return;
                }
                for (Erasures.DueAccount account : due) {
                    after = account.id();
                    tolerant(
                            account.id(),
                            () -> batch(Retention.ACCOUNTS.label(), () -> {
                                erasures.erase(account, clock.instant(), run)
                                        .forEach(count -> runs.count(run, Retention.ACCOUNTS, count));
                                return true;
                            }));
                }
            }
        }

        /** What fails for one fails for one: the others go on, and the report says so. */
        private void tolerant(String what, Runnable step) {
            try {
                step.run();
            } catch (Stop | RetentionRuns.TakenOver e) {
                throw e;
            } catch (RuntimeException e) {
                log.error("the retention job could not erase {}", what, e);
                failed.add(what);
            }
        }

        private String failures() {
            return failed.isEmpty()
                    ? null
                    : "Non effacés, à cause d’un échec technique : "
                            + String.join(", ", failed.subList(0, Math.min(20, failed.size())))
                            + (failed.size() > 20 ? "…" : "") + ". Le prochain passage réessaiera.";
        }
    }
}
