package fr.ecoquartier.dossier;

import fr.ecoquartier.antivirus.Antivirus;
import fr.ecoquartier.antivirus.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has the joined files examined by the antivirus: each at once when it comes, and by a job those that could not be. No
 * transaction is open while the antivirus works.
 */
@Service
public class EvidenceScans {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceScans.class);

    /** While a node has a file examined, the others leave it alone. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofMinutes(1);
    /** What the antivirus refused may pass once its settings were changed. */
    private static final Duration LATER = Duration.ofDays(1);

    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Antivirus antivirus;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    EvidenceScans(
            JdbcClient jdbc,
            Clock clock,
            Dossiers dossiers,
            Antivirus antivirus,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.antivirus = antivirus;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** False when this installation has no antivirus. */
    public boolean configured() {
        return antivirus.configured();
    }

    /** Has a file examined now; answers what is then known of it. */
    public Evidence examine(Evidence evidence) {
        if (antivirus.configured()) {
            examine(evidence.id());
        }
        return find(evidence.id()).orElse(evidence);
    }

    /** The files that wait, until none is left or the antivirus does not answer. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    public void examineWaiting() {
        if (!antivirus.configured()) {
            return;
        }
        boolean answers = true;
        for (int n = 0; n < BATCH && answers; n++) {
            Optional<UUID> next = claim();
            answers = next.isPresent() && examine(next.get());
        }
    }

    private Optional<UUID> claim() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        update ecoquartier.evidence set scan_next_at = ?
                        where id = (select id from ecoquartier.evidence
                                    where scan in ('WAITING', 'REFUSED') and removed_at is null
                                      and (scan_next_at is null or scan_next_at <= ?)
                                    order by scan_next_at nulls first limit 1 for update skip locked)
                        returning id
                        """)
                .params(Timestamp.from(clock.instant().plus(LEASE)), now)
                .query(UUID.class)
                .optional();
    }

    private Optional<Evidence> find(UUID id) {
        return jdbc.sql("select * from ecoquartier.evidence where id = ?")
                .param(id)
                .query(EvidenceFiles::evidence)
                .optional();
    }

    /** False when the antivirus does not answer. */
    private boolean examine(UUID id) {
        Optional<Evidence> evidence = find(id);
        if (evidence.isEmpty()) {
            return true;
        }
        Verdict verdict;
        try (InputStream content = new ChunkStream(jdbc, id, evidence.get().size())) {
            verdict = antivirus.examine(content);
        } catch (IOException unreadable) {
            LOG.warn("The file {} cannot be read for the antivirus", id, unreadable);
            return false;
        }
        transaction.executeWithoutResult(status -> record(evidence.get(), verdict));
        return verdict.kind() != Verdict.Kind.UNAVAILABLE;
    }

    private void record(Evidence evidence, Verdict verdict) {
        Instant now = clock.instant();
        switch (verdict.kind()) {
            case CLEAN -> update(evidence, Evidence.Scan.CLEAN, null, null);
            case REFUSED -> update(evidence, Evidence.Scan.REFUSED, verdict.detail(), now.plus(LATER));
            case UNAVAILABLE -> {
                LOG.warn("The antivirus does not answer: {}", verdict.detail());
                update(evidence, evidence.scan(), evidence.scanDetail(), now.plus(SOON));
            }
            case INFECTED -> {
                if (update(evidence, Evidence.Scan.INFECTED, verdict.detail(), null)) {
                    dossiers.journal(
                            evidence.reference(),
                            Actor.system(),
                            JournalKind.EVIDENCE_QUARANTINED,
                            "Pièce « %s » (%s) mise en quarantaine : l’antivirus y a trouvé « %s ». Elle ne compte plus et ne peut plus être téléchargée."
                                    .formatted(
                                            EvidenceFiles.named(evidence),
                                            EvidenceFiles.about(evidence.commitment()),
                                            verdict.detail()));
                    events.publishEvent(new EvidenceQuarantined(
                            evidence.reference(),
                            evidence.commitment(),
                            evidence.fileName(),
                            jdbc.sql("select added_by_id from ecoquartier.evidence where id = ?")
                                    .param(evidence.id())
                                    .query((row, n) -> Optional.ofNullable(row.getString(1)))
                                    .single()
                                    .orElse(null),
                            verdict.detail()));
                }
            }
        }
    }

    /** How many files are known to be what. */
    public record Totals(long clean, long waiting, long refused, long infected) {}

    public Totals totals() {
        return jdbc.sql("""
                        select count(*) filter (where scan = 'CLEAN'), count(*) filter (where scan = 'WAITING'),
                            count(*) filter (where scan = 'REFUSED'), count(*) filter (where scan = 'INFECTED')
                        from ecoquartier.evidence where removed_at is null
                        """)
                .query((row, n) -> new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    /**
     * A file in quarantine.
     *
     * @param kept false once its content was destroyed
     */
    public record Quarantined(Evidence evidence, Instant since, boolean kept) {}

    /** The files in quarantine, the latest first, those of closed dossiers and those taken back included. */
    public List<Quarantined> quarantined() {
        return jdbc.sql("""
                        select e.*, coalesce(e.scan_tried_at, e.added_at) as since from ecoquartier.evidence e
                        where e.scan = 'INFECTED' order by since desc limit 500
                        """)
                .query((row, n) -> new Quarantined(
                        EvidenceFiles.evidence(row, n),
                        Dossiers.instant(row, "since"),
                        row.getTimestamp("destroyed_at") == null))
                .list();
    }

    /**
     * Has a file in quarantine examined again, with what the antivirus knows today: a file that was suspected wrongly counts
     * again.
     *
     * @throws NotPossible when it is no longer there, or the antivirus gives no verdict
     */
    public Verdict.Kind examineAgain(UUID id, Actor actor) throws NotPossible {
        Evidence evidence = inQuarantine(id);
        Verdict verdict;
        try (InputStream content = new ChunkStream(jdbc, id, evidence.size())) {
            verdict = antivirus.examine(content);
        } catch (IOException unreadable) {
            throw new NotPossible("Le fichier ne peut pas être relu : recommencez dans quelques minutes.");
        }
        switch (verdict.kind()) {
            case UNAVAILABLE, REFUSED ->
                throw new NotPossible("L’antivirus n’a pas donné de réponse : le fichier reste en quarantaine (%s)."
                        .formatted(verdict.detail()));
            case CLEAN ->
                transaction.executeWithoutResult(status -> {
                    jdbc.sql(
                                    "update ecoquartier.evidence set scan = 'CLEAN', scan_detail = null, scan_tried_at = ? where id = ?")
                            .params(Timestamp.from(clock.instant()), id)
                            .update();
                    journal(evidence, actor, "sort de quarantaine : l’antivirus n’y trouve plus rien.");
                });
            case INFECTED ->
                transaction.executeWithoutResult(status -> jdbc.sql(
                                "update ecoquartier.evidence set scan_detail = ?, scan_tried_at = ? where id = ?")
                        .params(verdict.detail(), Timestamp.from(clock.instant()), id)
                        .update());
        }
        return verdict.kind();
    }

    /**
     * Destroys the content of a file in quarantine; that it was joined, its fingerprint and what was found stay.
     *
     * @throws NotPossible when it is no longer there
     */
    public void destroy(UUID id, Actor actor) throws NotPossible {
        Evidence evidence = inQuarantine(id);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from ecoquartier.evidence_chunk where evidence = ?")
                    .param(id)
                    .update();
            jdbc.sql("update ecoquartier.evidence set content = null, destroyed_at = ? where id = ?")
                    .params(Timestamp.from(clock.instant()), id)
                    .update();
            journal(evidence, actor, "en quarantaine : son contenu est détruit, son empreinte reste.");
        });
    }

    private Evidence inQuarantine(UUID id) throws NotPossible {
        return jdbc.sql(
                        "select * from ecoquartier.evidence where id = ? and scan = 'INFECTED' and destroyed_at is null")
                .param(id)
                .query(EvidenceFiles::evidence)
                .optional()
                .orElseThrow(
                        () -> new NotPossible("Ce fichier n’est plus en quarantaine, ou son contenu est détruit."));
    }

    private void journal(Evidence evidence, Actor actor, String what) {
        dossiers.journal(
                evidence.reference(),
                actor,
                JournalKind.EVIDENCE_QUARANTINED,
                "Pièce « %s » (%s) %s"
                        .formatted(EvidenceFiles.named(evidence), EvidenceFiles.about(evidence.commitment()), what));
    }

    private boolean update(Evidence evidence, Evidence.Scan scan, String detail, Instant next) {
        return jdbc.sql("""
                        update ecoquartier.evidence set scan = ?, scan_detail = ?, scan_next_at = ?, scan_tried_at = ?,
                            scan_attempts = scan_attempts + 1
                        where id = ? and scan <> 'INFECTED'
                        """)
                        .params(java.util.Arrays.asList(
                                scan.name(),
                                detail,
                                next == null ? null : Timestamp.from(next),
                                Timestamp.from(clock.instant()),
                                evidence.id()))
                        .update()
                > 0;
    }
}
