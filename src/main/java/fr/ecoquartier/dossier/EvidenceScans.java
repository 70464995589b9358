package fr.ecoquartier.dossier;

import fr.ecoquartier.antivirus.Antivirus;
import fr.ecoquartier.antivirus.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
