package fr.ecoquartier.privacy;

import fr.ecoquartier.access.Person;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Dossiers of which nothing is erased for the time being: an appeal, an investigation. */
@Service
public class RetentionHolds {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PrivacyJournal journal;

    RetentionHolds(JdbcClient jdbc, Clock clock, PrivacyJournal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
    }

    /** A dossier that is excepted. */
    public record Hold(long id, String reference, String reason, String byName, Instant since) {}

    /** Those in force, the latest first. */
    public List<Hold> all() {
        return jdbc.sql("select * from ecoquartier.retention_hold where lifted_at is null order by id desc")
                .query((row, n) -> new Hold(
                        row.getLong("id"),
                        row.getString("reference"),
                        row.getString("reason"),
                        row.getString("placed_by_name"),
                        row.getTimestamp("placed_at").toInstant()))
                .list();
    }

    /**
     * Excepts a dossier.
     *
     * @throws PrivacyRefused with the field that cannot be accepted
     */
    @Transactional
    public void place(String typedReference, String typedReason, Person by) {
        String reference = typedReference.strip().toUpperCase(java.util.Locale.ROOT);
        String reason = PrivacyJournal.reason("motif-exception", typedReason, "Dites pourquoi ce dossier est excepté.");
        Optional<String> known = jdbc.sql("select reference from ecoquartier.dossier where reference = ? for update")
                .param(reference)
                .query(String.class)
                .optional();
        if (known.isEmpty()) {
            throw new PrivacyRefused("dossier", "Aucun dossier ne porte la référence « " + reference + " ».");
        }
        try {
            jdbc.sql("""
                            insert into ecoquartier.retention_hold (reference, reason, placed_by, placed_by_name, placed_at)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(reference, reason, by.id(), by.name(), Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new PrivacyRefused("dossier", "Ce dossier est déjà excepté.");
        }
        journal.add(
                by, PrivacyJournal.Kind.HOLD, reference, "Dossier " + reference + " excepté de l’effacement.", reason);
    }

    /** The periods count again; what is due goes with the next run. */
    @Transactional
    public void lift(long id, String typedReason, Person by) {
        String reason = PrivacyJournal.reason("motif-levee", typedReason, "Dites pourquoi l’exception prend fin.");
        String reference = jdbc.sql("""
                        update ecoquartier.retention_hold set lifted_by = ?, lifted_by_name = ?, lifted_at = ?, lifted_reason = ?
                        where id = ? and lifted_at is null returning reference
                        """)
                .params(by.id(), by.name(), Timestamp.from(clock.instant()), reason, id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new PrivacyRefused("motif-levee", "Cette exception a déjà pris fin."));
        journal.add(
                by,
                PrivacyJournal.Kind.RELEASE,
                reference,
                "Fin de l’exception du dossier " + reference + " : les durées de conservation s’appliquent de nouveau.",
                reason);
    }
}
