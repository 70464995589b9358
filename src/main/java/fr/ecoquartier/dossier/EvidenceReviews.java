package fr.ecoquartier.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What reviewers say of the pieces; every word stays, the last one counts. */
@Service
@Transactional
public class EvidenceReviews {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final EvidenceFiles files;

    EvidenceReviews(JdbcClient jdbc, Clock clock, Dossiers dossiers, EvidenceFiles files) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.files = files;
    }

    /**
     * Marks the version of a piece that counts; saying the same again has no effect. The caller has checked that the person
     * reviews the dossier.
     *
     * @throws NotPossible when the dossier is closed, the version was replaced or taken back, or the reason is missing
     */
    public void mark(String reference, UUID version, EvidenceMark.Mark mark, @Nullable String reason, Actor actor)
            throws NotPossible {
        if (dossiers.get(reference).status().terminal()) {
            throw new NotPossible("Le dossier est clos : ses pièces ne s’examinent plus.");
        }
        String words = reason == null ? "" : reason.strip();
        if (mark == EvidenceMark.Mark.INSUFFICIENT && words.length() < MIN_REASON) {
            throw new NotPossible("Dites en quoi la pièce est insuffisante, en 10 caractères au moins.");
        }
        if (words.length() > MAX_REASON) {
            throw new NotPossible("Le motif compte 2 000 caractères au plus.");
        }
        Evidence evidence = files.find(reference, version)
                .orElseThrow(() -> new NotPossible("Cette pièce n’est plus au dossier : la collectivité l’a retirée."));
        EvidenceFiles.lock(jdbc, reference, evidence.commitment());
        EvidencePiece piece = files.pieces(reference).stream()
                .filter(one -> one.id().equals(evidence.piece()))
                .findFirst()
                .orElseThrow(() -> new NotPossible("Cette pièce n’est plus au dossier : la collectivité l’a retirée."));
        if (piece.current().filter(now -> now.id().equals(version)).isEmpty()) {
            throw new NotPossible(
                    evidence.quarantined()
                            ? "Cette version est en quarantaine : elle ne s’examine pas."
                            : "La collectivité a joint une version plus récente de cette pièce : c’est elle qui s’examine.");
        }
        Optional<EvidenceMark> latest = piece.latestMark();
        boolean same = latest.map(
                        last -> last.mark() == mark && (last.reason() == null ? "" : last.reason()).equals(words))
                .orElse(mark == EvidenceMark.Mark.TO_EXAMINE);
        if (same) {
            return;
        }
        jdbc.sql("""
                        insert into ecoquartier.evidence_mark
                            (reference, evidence, mark, reason, author_id, author_name, author_role, marked_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        reference,
                        version,
                        mark.name(),
                        words.isEmpty() ? null : words,
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        Timestamp.from(clock.instant()))
                .update();
        dossiers.journal(
                reference,
                actor,
                JournalKind.EVIDENCE_EXAMINED,
                "Pièce « %s » (%s) : %s%s"
                        .formatted(
                                EvidenceFiles.named(evidence),
                                EvidenceFiles.about(evidence.commitment()),
                                mark.label().toLowerCase(java.util.Locale.FRENCH),
                                words.isEmpty() ? "." : ". Motif : " + words));
    }

    /** All that was said of the pieces of a dossier, the latest first. */
    static List<EvidenceMark> marks(JdbcClient jdbc, String reference) {
        return jdbc.sql("select * from ecoquartier.evidence_mark where reference = ? order by id desc")
                .param(reference)
                .query((row, n) -> new EvidenceMark(
                        row.getLong("id"),
                        row.getObject("evidence", UUID.class),
                        EvidenceMark.Mark.valueOf(row.getString("mark")),
                        row.getString("reason"),
                        new Actor(
                                row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                        Dossiers.instant(row, "marked_at")))
                .list();
    }
}
