package fr.ecoquartier.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files that prove what a dossier says, in versions. A file goes to the database and comes back in rows of 256 KiB: it is
 * never whole in memory.
 */
@Service
@Transactional
public class EvidenceFiles {

    /** Bytes of a row. */
    static final int CHUNK = 256 * 1024;

    private static final String COLUMNS =
            "id, reference, commitment, stage, task, file_name, media_type, size, sha256, added_by, added_at, piece,"
                    + " version, proves, scan, scan_detail";
    private static final String SELECT =
            "select " + COLUMNS + " from ecoquartier.evidence where removed_at is null and ";

    /** A file that was just joined is examined at once by whoever received it, and after this time by the scheduled job. */
    private static final Duration EXAMINED_AT_ONCE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;

    EvidenceFiles(JdbcClient jdbc, Clock clock, Dossiers dossiers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
    }

    /**
     * Joins a file to the dossier, all of it or nothing.
     *
     * @throws NotPossible when the file is empty, larger than {@link Evidence#MAX_SIZE} or there already, when the dossier is
     *     closed, or the piece that it replaces is gone
     * @throws UncheckedIOException when the content cannot be read to its end
     */
    public Evidence add(String reference, NewEvidence file, Actor actor) throws NotPossible {
        DossierSummary dossier = dossiers.get(reference);
        if (dossier.status().terminal()) {
            throw new NotPossible("Le dossier est clos : aucune pièce ne peut plus y être jointe.");
        }
        String proves = file.proves() == null ? "" : file.proves().strip();
        if (proves.length() > Evidence.MAX_PROVES) {
            throw new NotPossible("Dites ce que la pièce prouve en 1 000 caractères au plus.");
        }
        Digest digest = digest(file);
        lock(jdbc, reference, file.commitment());
        Optional<Evidence> before = replaced(reference, file);
        if (there(reference, file.commitment(), digest.sha256())) {
            throw new NotPossible("Ce fichier est déjà joint à cet engagement.");
        }
        UUID id = UUID.randomUUID();
        UUID piece = before.map(Evidence::piece).orElse(id);
        Evidence evidence = new Evidence(
                id,
                reference,
                file.commitment(),
                dossier.stage(),
                task(reference),
                file.fileName(),
                file.mediaType(),
                digest.size(),
                digest.sha256(),
                actor.name(),
                clock.instant(),
                piece,
                before.isPresent() ? nextVersion(piece) : 1,
                proves.isEmpty() ? null : proves,
                Evidence.Scan.WAITING,
                null);
        jdbc.sql("insert into ecoquartier.evidence (" + COLUMNS + ", added_by_id, scan_next_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        id,
                        reference,
                        evidence.commitment(),
                        evidence.stage().name(),
                        evidence.task(),
                        evidence.fileName(),
                        evidence.mediaType(),
                        evidence.size(),
                        evidence.sha256(),
                        evidence.addedBy(),
                        Timestamp.from(evidence.addedAt()),
                        piece,
                        evidence.version(),
                        evidence.proves(),
                        evidence.scan().name(),
                        null,
                        actor.id(),
                        Timestamp.from(evidence.addedAt().plus(EXAMINED_AT_ONCE))))
                .update();
        store(id, file, digest);
        if (before.isPresent()) {
            dossiers.journal(
                    reference,
                    actor,
                    JournalKind.EVIDENCE_REPLACED,
                    "Pièce « %s » remplacée par sa version %d, « %s » (%s)."
                            .formatted(
                                    before.get().fileName(),
                                    evidence.version(),
                                    evidence.fileName(),
                                    about(evidence.commitment())));
        } else {
            dossiers.journal(
                    reference,
                    actor,
                    JournalKind.EVIDENCE_ADDED,
                    "Pièce « %s » jointe (%s).".formatted(evidence.fileName(), about(evidence.commitment())));
        }
        return evidence;
    }

    /** What is joined to a commitment, and said of it, happens one after the other. */
    static void lock(JdbcClient jdbc, String reference, String commitment) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("evidence " + reference + " " + commitment)
                .query((row, n) -> true)
                .single();
    }

    private Optional<Evidence> replaced(String reference, NewEvidence file) throws NotPossible {
        if (file.replaces() == null) {
            return Optional.empty();
        }
        Evidence before = find(reference, file.replaces())
                .filter(evidence -> evidence.commitment().equals(file.commitment()))
                .orElseThrow(() -> new NotPossible("La pièce à remplacer n’est plus au dossier."));
        return Optional.of(before);
    }

    private boolean there(String reference, String commitment, String sha256) {
        return jdbc.sql("""
                        select exists (select from ecoquartier.evidence where reference = ? and commitment = ? and sha256 = ?
                            and removed_at is null and scan <> 'INFECTED')
                        """)
                .params(reference, commitment, sha256)
                .query(Boolean.class)
                .single();
    }

    private int nextVersion(UUID piece) {
        return jdbc.sql("select max(version) + 1 from ecoquartier.evidence where piece = ?")
                .param(piece)
                .query(Integer.class)
                .single();
    }

    private @Nullable String task(String reference) {
        return jdbc.sql("""
                        select name from ecoquartier.dossier_task where reference = ? and role = 'authority'
                        order by due_at nulls last, created_at limit 1
                        """).param(reference).query(String.class).optional().orElse(null);
    }

    private record Digest(long size, String sha256) {}

    private static Digest digest(NewEvidence file) throws NotPossible {
        MessageDigest sha256 = sha256();
        byte[] block = new byte[CHUNK];
        long size = 0;
        try (InputStream in = file.content().open()) {
            for (int read = in.read(block); read >= 0 && size <= Evidence.MAX_SIZE; read = in.read(block)) {
                sha256.update(block, 0, read);
                size += read;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (size == 0) {
            throw new NotPossible("Le fichier « %s » est vide.".formatted(file.fileName()));
        }
        if (size > Evidence.MAX_SIZE) {
            throw new NotPossible("Le fichier « %s » dépasse 20 Mo.".formatted(file.fileName()));
        }
        return new Digest(size, HexFormat.of().formatHex(sha256.digest()));
    }

    private void store(UUID id, NewEvidence file, Digest digest) {
        MessageDigest sha256 = sha256();
        byte[] block = new byte[CHUNK];
        int part = 0;
        try (InputStream in = file.content().open()) {
            for (int read = in.readNBytes(block, 0, CHUNK); read > 0; read = in.readNBytes(block, 0, CHUNK)) {
                sha256.update(block, 0, read);
                jdbc.sql("insert into ecoquartier.evidence_chunk (evidence, part, content) values (?, ?, ?)")
                        .params(id, part++, read == CHUNK ? block : Arrays.copyOf(block, read))
                        .update();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(digest.sha256())) {
            throw new UncheckedIOException(new IOException("the content changed while it was stored"));
        }
    }

    /** Takes a version back; its record stays, and it no longer counts: the version before counts again. */
    public void remove(String reference, UUID id, Actor actor) throws NotPossible {
        Evidence evidence = find(reference, id).orElseThrow(() -> new NotPossible("Cette pièce n’existe plus."));
        jdbc.sql("update ecoquartier.evidence set removed_at = ? where id = ? and removed_at is null")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        dossiers.journal(
                reference,
                actor,
                JournalKind.EVIDENCE_REMOVED,
                "Pièce « %s » retirée (%s).".formatted(named(evidence), about(evidence.commitment())));
    }

    /** A version as the journal names it. */
    static String named(Evidence evidence) {
        return evidence.version() == 1 ? evidence.fileName() : evidence.fileName() + ", version " + evidence.version();
    }

    static String about(String commitment) {
        return Evidence.DELIBERATION.equals(commitment) ? "délibération" : "engagement " + commitment;
    }

    /** The files of a dossier that count: of each piece the newest version, without those taken back or in quarantine. */
    @Transactional(readOnly = true)
    public List<Evidence> of(String reference) {
        return pieces(reference).stream()
                .flatMap(piece -> piece.current().stream())
                .toList();
    }

    /** The pieces of a dossier with all their versions and marks, by commitment and in the order in which they came. */
    @Transactional(readOnly = true)
    public List<EvidencePiece> pieces(String reference) {
        Map<UUID, List<Evidence>> versions = new LinkedHashMap<>();
        jdbc.sql(SELECT + "reference = ? order by commitment, added_at, version")
                .param(reference)
                .query(EvidenceFiles::evidence)
                .list()
                .forEach(evidence -> versions.computeIfAbsent(evidence.piece(), piece -> new ArrayList<>())
                        .add(0, evidence));
        if (versions.isEmpty()) {
            return List.of();
        }
        List<EvidenceMark> marks = EvidenceReviews.marks(jdbc, reference);
        return versions.entrySet().stream()
                .map(piece -> new EvidencePiece(
                        piece.getKey(),
                        piece.getValue().get(0).commitment(),
                        List.copyOf(piece.getValue()),
                        marks.stream()
                                .filter(mark -> piece.getValue().stream()
                                        .anyMatch(version -> version.id().equals(mark.evidence())))
                                .toList()))
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<Evidence> find(String reference, UUID id) {
        return jdbc.sql(SELECT + "reference = ? and id = ?")
                .params(reference, id)
                .query(EvidenceFiles::evidence)
                .optional();
    }

    /**
     * The bytes of a file, read from the database as they are asked for, so that a slow reader holds no connection; the caller
     * has checked that the person may see the dossier.
     *
     * @throws IllegalStateException for a file in quarantine
     */
    @Transactional(readOnly = true)
    public InputStream open(Evidence evidence) {
        Evidence now = find(evidence.reference(), evidence.id()).orElseThrow();
        if (now.quarantined()) {
            throw new IllegalStateException("a file in quarantine is given to nobody");
        }
        return new ChunkStream(jdbc, now.id(), now.size());
    }

    static Evidence evidence(ResultSet row, int n) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("commitment"),
                DossierStage.valueOf(row.getString("stage")),
                row.getString("task"),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("added_by"),
                Dossiers.instant(row, "added_at"),
                row.getObject("piece", UUID.class),
                row.getInt("version"),
                row.getString("proves"),
                Evidence.Scan.valueOf(row.getString("scan")),
                row.getString("scan_detail"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
