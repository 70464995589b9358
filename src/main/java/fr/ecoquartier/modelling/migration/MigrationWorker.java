package fr.ecoquartier.modelling.migration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.modelling.migration.MigrationEngine.PreparedMove;
import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves the chosen instances one after the other, each in a transaction of its own together with its journal line and
 * its line of the report. One node at a time works on a migration, for as long as its lease says; when it falls silent,
 * any other node goes on with the first instance that was not treated.
 */
@Component
public class MigrationWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MigrationWorker.class);

    private static final String TECHNICAL =
            "Le passage a échoué pour une raison technique, inscrite au journal de l’application ; l’instance est restée intacte.";
    private static final String CHANGED =
            "Quelqu’un ou un travail automatique a modifié cette instance au même moment : elle reste où elle est.";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MigrationEngine engine;
    private final Migrations migrations;
    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final boolean enabled;
    private final Duration lease;
    private final Duration retryAfter;
    private final String node = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    private volatile boolean stopping;
    private ScheduledExecutorService scheduler;

    MigrationWorker(
            JdbcClient jdbc,
            Clock clock,
            MigrationEngine engine,
            Migrations migrations,
            Dossiers dossiers,
            DossierFigures figures,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            @Value("${ecoquartier.modelling.migration.enabled:true}") boolean enabled,
            @Value("${ecoquartier.modelling.migration.lease:30s}") Duration lease,
            @Value("${ecoquartier.modelling.migration.retry-after:5s}") Duration retryAfter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.engine = engine;
        this.migrations = migrations;
        this.dossiers = dossiers;
        this.figures = figures;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.enabled = enabled;
        this.lease = lease;
        this.retryAfter = retryAfter;
    }

    @Override
    public synchronized void start() {
        if (enabled && scheduler == null) {
            stopping = false;
            scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "migration");
                thread.setDaemon(true);
                return thread;
            });
            scheduler.scheduleWithFixedDelay(this::round, 2, 2, TimeUnit.SECONDS);
        }
    }

    /** Ends after the instance at work; another node, or the next start, goes on. */
    @Override
    public synchronized void stop() {
        stopping = true;
        if (scheduler != null) {
            scheduler.shutdown();
            try {
                if (!scheduler.awaitTermination(8, TimeUnit.SECONDS)) {
                    scheduler.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    /** Does not wait for the next round. */
    public synchronized void wake() {
        if (scheduler != null) {
            scheduler.execute(this::round);
        }
    }

    private void round() {
        try {
            List<Long> waiting = jdbc.sql("""
                            select id from ecoquartier.model_migration
                            where state = 'RUNNING' and (lease_until is null or lease_until < now()) order by id
                            """).query(Long.class).list();
            waiting.forEach(this::workOrTellWhy);
        } catch (RuntimeException e) {
            log.error("the running instances of a process could not be moved; another attempt follows", e);
        }
    }

    /** What stops one migration does not keep the others waiting. */
    private void workOrTellWhy(long id) {
        try {
            work(id);
        } catch (RuntimeException e) {
            log.error("the migration {} could not go on; another attempt follows", id, e);
        }
    }

    /** Treats the instances of a migration until none is left, it is paused, or this node stops. */
    public void work(long id) {
        if (!take(id)) {
            return;
        }
        try {
            Migration migration = migrations.find(id).orElseThrow();
            PreparedMove move = engine.prepare(
                    migration.processKey(),
                    migration.fromVersion(),
                    migration.toVersion(),
                    migration.mapping(),
                    migration.options());
            while (!stopping && hold(id)) {
                Optional<String> next = next(id);
                if (next.isEmpty()) {
                    finish(id);
                    break;
                }
                treat(migration, move, next.get());
            }
        } catch (MappingRefused refusal) {
            transaction.executeWithoutResult(
                    status -> migrations.end(id, "Arrêtée par l’application. " + refusal.getMessage()));
        } finally {
            release(id);
        }
    }

    private boolean take(long id) {
        return jdbc.sql("""
                        update ecoquartier.model_migration set lease_owner = ?, lease_until = now() + ? * interval '1 millisecond'
                        where id = ? and state = 'RUNNING' and (lease_until is null or lease_until < now())
                        """).params(node, lease.toMillis(), id).update() == 1;
    }

    /** Whether this node still has it and nobody paused it. */
    private boolean hold(long id) {
        return jdbc.sql("""
                        update ecoquartier.model_migration set lease_until = now() + ? * interval '1 millisecond'
                        where id = ? and state = 'RUNNING' and lease_owner = ?
                        """).params(lease.toMillis(), id, node).update() == 1;
    }

    private void release(long id) {
        jdbc.sql("""
                        update ecoquartier.model_migration set lease_owner = null, lease_until = null where id = ? and lease_owner = ?
                        """).params(id, node).update();
    }

    private Optional<String> next(long id) {
        return jdbc.sql("""
                        select instance_id from ecoquartier.model_migration_item
                        where migration = ? and state = 'PENDING' and (not_before is null or not_before <= now())
                        order by attempts, position limit 1
                        """).param(id).query(String.class).optional();
    }

    /** Over when nothing waits for a second attempt. */
    private void finish(long id) {
        jdbc.sql("""
                        update ecoquartier.model_migration m set state = 'DONE', ended_at = ? where id = ? and state = 'RUNNING'
                        and not exists (select 1 from ecoquartier.model_migration_item i where i.migration = m.id and i.state = 'PENDING')
                        """).params(Timestamp.from(clock.instant()), id).update();
    }

    private void treat(Migration migration, PreparedMove move, String instance) {
        try {
            transaction.execute(status -> {
                Optional<Pending> item = lock(migration.id(), instance);
                if (item.isPresent()) {
                    try {
                        moveOne(migration, move, instance, item.get());
                    } catch (CannotMove refusal) {
                        throw new Rollback(refusal);
                    }
                }
                return null;
            });
        } catch (Rollback e) {
            stays(migration.id(), move, instance, e.refusal);
        } catch (ConcurrencyFailureException e) {
            stays(migration.id(), move, instance, new CannotMove(List.of(CHANGED), true));
        } catch (RuntimeException e) {
            if (engine.changedMeanwhile(e)) {
                stays(migration.id(), move, instance, new CannotMove(List.of(CHANGED), true));
            } else {
                log.error("the instance {} could not be moved", instance, e);
                stays(migration.id(), move, instance, new CannotMove(List.of(TECHNICAL), false));
            }
        }
    }

    /** Takes the refusal out of the transaction, which is rolled back. */
    private static final class Rollback extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient CannotMove refusal;

        Rollback(CannotMove refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }

    private record Pending(String reference, int attempts) {}

    /** A node that was silent too long finds it treated. */
    private Optional<Pending> lock(long id, String instance) {
        return jdbc.sql("""
                        select reference, attempts from ecoquartier.model_migration_item
                        where migration = ? and instance_id = ? and state = 'PENDING' for update
                        """)
                .params(id, instance)
                .query((row, n) -> new Pending(row.getString("reference"), row.getInt("attempts")))
                .optional();
    }

    private void moveOne(Migration migration, PreparedMove move, String instance, Pending item) throws CannotMove {
        move.move(instance);
        if (item.reference() != null && dossiers.find(item.reference()).isPresent()) {
            migration.mapping().stream()
                    .filter(pair -> !pair.source().equals(pair.target()))
                    .forEach(pair -> figures.renameDraft(item.reference(), pair.source(), pair.target()));
            dossiers.journal(
                    new Step(
                            item.reference(),
                            null,
                            migration.processKey(),
                            "migration:" + migration.id() + ":" + instance,
                            migration.processKey() + ":" + migration.toVersion()),
                    new Actor(migration.startedBy().id(), migration.startedBy().name(), "Administrateur"),
                    JournalKind.MODEL_CHANGED,
                    "Le processus « %s » passe de la version %d à la version %d. Motif : %s"
                            .formatted(
                                    migration.processName(),
                                    migration.fromVersion(),
                                    migration.toVersion(),
                                    migration.reason()),
                    true);
        }
        events.publishEvent(new InstanceMoved(
                instance,
                item.reference(),
                migration.processKey(),
                migration.fromVersion(),
                move.from().definitionId(),
                migration.toVersion(),
                move.to().definitionId()));
        jdbc.sql("""
                        update ecoquartier.model_migration_item set state = 'MOVED', attempts = attempts + 1, message = ?, done_at = ?
                        where migration = ? and instance_id = ?
                        """)
                .params(
                        "Passée à la version %d.".formatted(migration.toVersion()),
                        Timestamp.from(clock.instant()),
                        migration.id(),
                        instance)
                .update();
    }

    private void stays(long id, PreparedMove move, String instance, CannotMove refusal) {
        boolean gone = move.situation(instance).isEmpty();
        transaction.executeWithoutResult(status -> {
            Optional<Pending> item = lock(id, instance);
            if (item.isEmpty()) {
                return;
            }
            if (!gone && refusal.passing() && item.get().attempts() == 0) {
                jdbc.sql("""
                                update ecoquartier.model_migration_item set attempts = 1, message = ?,
                                    not_before = now() + ? * interval '1 millisecond' where migration = ? and instance_id = ?
                                """)
                        .params(refusal.getMessage(), retryAfter.toMillis(), id, instance)
                        .update();
                return;
            }
            jdbc.sql("""
                            update ecoquartier.model_migration_item set state = ?, attempts = attempts + 1, message = ?, done_at = ?
                            where migration = ? and instance_id = ?
                            """)
                    .params(
                            gone ? "GONE" : "FAILED",
                            refusal.getMessage(),
                            Timestamp.from(clock.instant()),
                            id,
                            instance)
                    .update();
        });
    }
}
