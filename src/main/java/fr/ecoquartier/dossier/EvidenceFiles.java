package fr.ecoquartier.dossier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files that prove what a dossier says. */
@Service
@Transactional
public class EvidenceFiles {

    private static final String COLUMNS =
            "id, reference, commitment, stage, file_name, media_type, size, sha256, added_by, added_at";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;

    EvidenceFiles(JdbcClient jdbc, Clock clock, Dossiers dossiers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
    }

    /**
     * Joins a file to the dossier.
     *
     * @throws NotPossible when the file is empty or larger than {@link Evidence#MAX_SIZE}, or the dossier is closed
     */
    public Evidence add(String reference, NewEvidence file, Actor actor) throws NotPossible {
        DossierSummary dossier = dossiers.get(reference);
        if (dossier.status().terminal()) {
            throw new NotPossible("Le dossier est clos : aucune pièce ne peut plus y être jointe.");
        }
        if (file.content().length == 0) {
            throw new NotPossible("Le fichier « %s » est vide.".formatted(file.fileName()));
        }
        if (file.content().length > Evidence.MAX_SIZE) {
            throw new NotPossible("Le fichier « %s » dépasse 20 Mio.".formatted(file.fileName()));
        }
        Evidence evidence = new Evidence(
                UUID.randomUUID(),
                reference,
                file.commitment(),
                dossier.stage(),
                file.fileName(),
                file.mediaType(),
                file.content().length,
                sha256(file.content()),
                actor.name(),
                clock.instant());
        jdbc.sql("insert into ecoquartier.evidence (" + COLUMNS + ", content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        evidence.id(),
                        reference,
                        evidence.commitment(),
                        evidence.stage().name(),
                        evidence.fileName(),
                        evidence.mediaType(),
                        evidence.size(),
                        evidence.sha256(),
                        evidence.addedBy(),
                        Timestamp.from(evidence.addedAt()),
                        file.content())
                .update();
        dossiers.journal(
                reference,
                actor,
                JournalKind.EVIDENCE_ADDED,
                "Pièce « %s » jointe (%s).".formatted(evidence.fileName(), about(evidence.commitment())));
        return evidence;
    }

    /** Takes a file back; its record stays, and it no longer counts. */
    public void remove(String reference, UUID id, Actor actor) throws NotPossible {
        Evidence evidence = find(reference, id).orElseThrow(() -> new NotPossible("Cette pièce n'existe plus."));
        jdbc.sql("update ecoquartier.evidence set removed_at = ? where id = ? and removed_at is null")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        dossiers.journal(
                reference,
                actor,
                JournalKind.EVIDENCE_REMOVED,
                "Pièce « %s » retirée (%s).".formatted(evidence.fileName(), about(evidence.commitment())));
    }

    private static String about(String commitment) {
        return Evidence.DELIBERATION.equals(commitment) ? "délibération" : "engagement " + commitment;
    }

    /** The files of a dossier, without those taken back. */
    @Transactional(readOnly = true)
    public List<Evidence> of(String reference) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " from ecoquartier.evidence where reference = ? and removed_at is null order by commitment, added_at")
                .param(reference)
                .query(EvidenceFiles::evidence)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Evidence> find(String reference, UUID id) {
        return jdbc.sql("select " + COLUMNS
                        + " from ecoquartier.evidence where reference = ? and id = ? and removed_at is null")
                .params(reference, id)
                .query(EvidenceFiles::evidence)
                .optional();
    }

    /** The bytes of a file; the caller has checked that the person may see the dossier. */
    @Transactional(readOnly = true)
    public byte[] content(String reference, UUID id) {
        return jdbc.sql(
                        "select content from ecoquartier.evidence where reference = ? and id = ? and removed_at is null")
                .params(reference, id)
                .query(byte[].class)
                .single();
    }

    private static Evidence evidence(ResultSet row, int n) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("commitment"),
                DossierStage.valueOf(row.getString("stage")),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("added_by"),
                Dossiers.instant(row, "added_at"));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
