package fr.ecoquartier.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.web.StorageTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files in rows, in versions, whole or not at all. */
@IntegrationTest
class EvidenceStorageTest {

    private static final Actor GRENOBLE = OpenDossiers.actor(Cast.GRENOBLE);
    private static final int CHUNK = 256 * 1024;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    private String reference;

    @BeforeEach
    void aDossier() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Pièces en morceaux");
    }

    private static byte[] noise(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Evidence add(String commitment, UUID replaces, String name, byte[] content) throws NotPossible {
        return files.add(
                reference,
                new NewEvidence(
                        commitment,
                        replaces,
                        name,
                        "application/pdf",
                        "Preuve de " + name,
                        () -> new ByteArrayInputStream(content)),
                GRENOBLE);
    }

    private NewEvidence from(NewEvidence.Content content) {
        return new NewEvidence("E05", null, "plan.pdf", "application/pdf", null, content);
    }

    private long rows() {
        return jdbc.sql("""
                        select count(*) from ecoquartier.evidence e left join ecoquartier.evidence_chunk c on c.evidence = e.id
                        where e.reference = ?
                        """).param(reference).query(Long.class).single();
    }

    @Test
    void whatComesBackIsWhatWentInWhateverItsSize() throws Exception {
        int n = 0;
        for (int size : new int[] {1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 17, (int) Evidence.MAX_SIZE}) {
            byte[] content = noise(size, size);
            Evidence kept = add("E0" + ++n, null, size + ".pdf", content);
            assertThat(kept.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
            assertThat(files.open(kept)).hasBinaryContent(content);
        }
    }

    @Test
    void aNewerFileReplacesAndTheOlderOnesStayReadable() throws Exception {
        Evidence first = add("E01", null, "plan.pdf", noise(1000, 1));
        Evidence second = add("E01", first.id(), "plan corrigé.pdf", noise(1000, 2));
        Evidence third = add("E01", first.id(), "plan final.pdf", noise(1000, 3));
        Evidence other = add("E01", null, "photo.pdf", noise(1000, 4));

        assertThat(files.of(reference)).extracting(Evidence::id).containsExactly(third.id(), other.id());
        EvidencePiece piece = files.pieces(reference).get(0);
        assertThat(piece.versions()).extracting(Evidence::version).containsExactly(3, 2, 1);
        assertThat(piece.versions()).extracting(Evidence::fileName).contains("plan.pdf", "plan corrigé.pdf");
        assertThat(files.open(first)).hasBinaryContent(noise(1000, 1));
        assertThat(second.proves()).isEqualTo("Preuve de plan corrigé.pdf");
        assertThat(second.task()).isEqualTo("Déposer la demande de charte");

        files.remove(reference, third.id(), GRENOBLE);
        assertThat(files.of(reference)).extracting(Evidence::id).containsExactly(second.id(), other.id());
        assertThat(add("E01", second.id(), "encore.pdf", noise(1000, 5)).version())
                .isEqualTo(4);
    }

    @Test
    void aPieceOfAnotherCommitmentOrDossierIsNotReplaced() throws Exception {
        Evidence first = add("E01", null, "plan.pdf", noise(1000, 1));
        assertThatThrownBy(() -> add("E02", first.id(), "plan.pdf", noise(1000, 2)))
                .isInstanceOf(NotPossible.class);
        assertThatThrownBy(() -> add("E01", UUID.randomUUID(), "plan.pdf", noise(1000, 2)))
                .isInstanceOf(NotPossible.class);
        assertThat(files.of(reference)).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadToItsEndLeavesNothing() {
        byte[] content = noise(4 * CHUNK, 1);
        int[] opened = {0};
        NewEvidence file = from(() -> opened[0]++ == 0
                ? new ByteArrayInputStream(content)
                : new Failing(content, 3 * CHUNK, () -> {
                    throw new IOException("No space left on device");
                }));
        assertThatThrownBy(() -> files.add(reference, file, GRENOBLE))
                .satisfies(failure ->
                        assertThat(StorageTrouble.of(failure).status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE));
        assertThat(rows()).isZero();
    }

    @Test
    void aFileThatChangesWhileItIsStoredLeavesNothing() {
        int[] opened = {0};
        NewEvidence file = from(() -> new ByteArrayInputStream(noise(2 * CHUNK, opened[0]++)));
        assertThatThrownBy(() -> files.add(reference, file, GRENOBLE)).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(rows()).isZero();
    }

    @Test
    void aConnectionThatIsKilledInTheMiddleLeavesNothing() {
        byte[] content = noise(4 * CHUNK, 1);
        int[] opened = {0};
        NewEvidence file = from(() -> opened[0]++ == 0
                ? new ByteArrayInputStream(content)
                : new Failing(content, 2 * CHUNK, this::killTheConnectionThatStores));
        assertThatThrownBy(() -> files.add(reference, file, GRENOBLE))
                .satisfies(failure ->
                        assertThat(StorageTrouble.of(failure).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        assertThat(rows()).isZero();
        assertThat(files.of(reference)).isEmpty();
    }

    /** From a connection of its own: within the transaction it would be its own. */
    private void killTheConnectionThatStores() throws IOException {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement();
                ResultSet killed = statement.executeQuery("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where state = 'idle in transaction' and query like 'insert into ecoquartier.evidence_chunk%'
                        """)) {
            assertThat(killed.next()).isTrue();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aDatabaseWhoseDiskIsFullLeavesNothingAndSaysSo() {
        jdbc.sql("""
                        create function ecoquartier.no_room() returns trigger language plpgsql as
                        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$
                        """).update();
        jdbc.sql("""
                        create trigger no_room before insert on ecoquartier.evidence_chunk for each row
                        when (new.part = 2 and octet_length(new.content) = 4242) execute function ecoquartier.no_room()
                        """).update();
        try {
            assertThatThrownBy(() -> add("E05", null, "plan.pdf", noise(2 * CHUNK + 4242, 1)))
                    .satisfies(failure -> {
                        StorageTrouble trouble = StorageTrouble.of(failure);
                        assertThat(trouble.status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE);
                        assertThat(trouble.sentence())
                                .contains("manque de place")
                                .contains("Rien n’en a été gardé");
                    });
        } finally {
            jdbc.sql("drop trigger no_room on ecoquartier.evidence_chunk").update();
            jdbc.sql("drop function ecoquartier.no_room()").update();
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aFileJoinedByANodeOfTheReleaseBeforeIsReadHere() {
        byte[] content = noise(2 * CHUNK + 5, 7);
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into ecoquartier.evidence (id, reference, commitment, stage, file_name, media_type, size, sha256,
                            added_by, added_at, content) values (?, ?, 'E01', 'CHARTER', 'ancien.pdf', 'application/pdf', ?, 'x', 'Anne',
                            now(), ?)
                        """).params(id, reference, content.length, content).update();
        Evidence kept = files.of(reference).get(0);
        assertThat(kept.piece()).isEqualTo(id);
        assertThat(kept.version()).isEqualTo(1);
        assertThat(files.open(kept)).hasBinaryContent(content);
    }

    @Test
    void marksAreNeverRewritten() throws Exception {
        Evidence first = add("E01", null, "plan.pdf", noise(1000, 1));
        application
                .getBean(EvidenceReviews.class)
                .mark(reference, first.id(), EvidenceMark.Mark.ACCEPTED, null, new Actor("x", "X", "DREAL"));
        assertThatThrownBy(
                        () -> jdbc.sql("update ecoquartier.evidence_mark set mark = 'INSUFFICIENT' where reference = ?")
                                .param(reference)
                                .update())
                .hasMessageContaining("append-only");
    }

    /** Gives the content up to a place, then something happens. */
    private static final class Failing extends InputStream {

        private interface Event {
            void happens() throws IOException;
        }

        private final InputStream content;
        private long left;
        private final Event event;
        private boolean happened;

        Failing(byte[] content, int at, Event event) {
            this.content = new ByteArrayInputStream(Arrays.copyOf(content, content.length));
            this.left = at;
            this.event = event;
        }

        @Override
        public int read() throws IOException {
            if (left-- <= 0 && !happened) {
                happened = true;
                event.happens();
            }
            return content.read();
        }
    }
}
