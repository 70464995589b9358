package fr.ecoquartier.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.antivirus.Antivirus;
import fr.ecoquartier.antivirus.Clamd;
import fr.ecoquartier.antivirus.FakeClamd;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What becomes of a file once the antivirus has spoken, or not. */
@IntegrationTest
class EvidenceScansTest {

    private static final Actor GRENOBLE = OpenDossiers.actor(Cast.GRENOBLE);

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    @Autowired
    private EvidenceScans unconfigured;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    private final List<Object> events = new ArrayList<>();

    private String reference;

    @BeforeEach
    void aDossier() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Fichiers analysés");
    }

    private EvidenceScans with(Antivirus antivirus) {
        return new EvidenceScans(jdbc, clock, dossiers, antivirus, events::add, transactions);
    }

    private Evidence add(String commitment, String content) throws NotPossible {
        return files.add(
                reference,
                new NewEvidence(
                        commitment, "plan.pdf", "application/pdf", content.getBytes(StandardCharsets.ISO_8859_1)),
                GRENOBLE);
    }

    private Evidence now(Evidence evidence) {
        return files.find(reference, evidence.id()).orElseThrow();
    }

    /** Only the files of this test wait, and they wait no longer. */
    private void due() {
        jdbc.sql(
                        "update ecoquartier.evidence set scan_next_at = case when reference = ? then null else timestamptz 'infinity' end"
                                + " where scan in ('WAITING', 'REFUSED')")
                .param(reference)
                .update();
    }

    @Test
    void aCleanFileIsSaidToBe() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            Evidence evidence = add("E01", "a".repeat(600_000));
            assertThat(with(clamd.client()).examine(evidence).scan()).isEqualTo(Evidence.Scan.CLEAN);
            assertThat(files.of(reference)).hasSize(1);
            assertThat(events).isEmpty();
        }
    }

    @Test
    void anInfectedFileIsKeptGivenToNobodyAndSaid() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            Evidence evidence = add("E01", "%PDF " + FakeClamd.EICAR);
            Evidence examined = with(clamd.client()).examine(evidence);
            assertThat(examined.quarantined()).isTrue();
            assertThat(examined.scanDetail()).isEqualTo("Eicar-Test-Signature");
            assertThat(files.of(reference)).isEmpty();
            assertThat(files.pieces(reference)).hasSize(1);
            assertThatThrownBy(() -> files.open(evidence)).isInstanceOf(IllegalStateException.class);
            assertThat(jdbc.sql("select count(*) from ecoquartier.evidence_chunk where evidence = ?")
                            .param(evidence.id())
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(dossiers.journal(reference, false))
                    .filteredOn(entry -> entry.kind() == JournalKind.EVIDENCE_QUARANTINED)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.text()).contains("plan.pdf", "Eicar-Test-Signature"));
            assertThat(events)
                    .containsExactly(new EvidenceQuarantined(
                            reference, "E01", "plan.pdf", GRENOBLE.id(), "Eicar-Test-Signature"));
        }
    }

    @Test
    void anInfectedVersionDoesNotReplaceTheOneBefore() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            Evidence sound = add("E01", "sain");
            Evidence bad = files.add(
                    reference,
                    new NewEvidence(
                            "E01",
                            sound.id(),
                            "v2.pdf",
                            "application/pdf",
                            null,
                            () -> new java.io.ByteArrayInputStream(
                                    FakeClamd.EICAR.getBytes(StandardCharsets.ISO_8859_1))),
                    GRENOBLE);
            with(clamd.client()).examine(bad);
            assertThat(files.of(reference)).extracting(Evidence::id).containsExactly(sound.id());
        }
    }

    @Test
    void whatCouldNotBeExaminedWaitsAndTheJobDoesItLater() throws Exception {
        Evidence first = add("E01", "un");
        Evidence second = add("E02", "deux " + FakeClamd.EICAR);
        EvidenceScans down = with(new Clamd("127.0.0.1", 1, Duration.ofSeconds(1)));
        assertThat(down.examine(first).scan()).isEqualTo(Evidence.Scan.WAITING);
        due();
        down.examineWaiting();
        assertThat(now(second).scan()).isEqualTo(Evidence.Scan.WAITING);

        due();
        try (FakeClamd clamd = new FakeClamd()) {
            with(clamd.client()).examineWaiting();
            assertThat(clamd.examined()).isEqualTo(2);
        }
        assertThat(now(first).scan()).isEqualTo(Evidence.Scan.CLEAN);
        assertThat(now(second).scan()).isEqualTo(Evidence.Scan.INFECTED);
    }

    @Test
    void whatTheAntivirusRefusesIsToldAndAskedAgainAnotherDay() throws Exception {
        Evidence evidence = add("E01", "a");
        try (FakeClamd clamd = new FakeClamd().answering("INSTREAM size limit exceeded. ERROR")) {
            EvidenceScans scans = with(clamd.client());
            Evidence examined = scans.examine(evidence);
            assertThat(examined.scan()).isEqualTo(Evidence.Scan.REFUSED);
            assertThat(examined.scanDetail()).contains("dépasse la taille");
            assertThat(files.of(reference)).hasSize(1);
            assertThat(jdbc.sql("select scan_next_at from ecoquartier.evidence where id = ?")
                            .param(evidence.id())
                            .query(java.time.OffsetDateTime.class)
                            .single()
                            .toInstant())
                    .isAfter(clock.instant().plus(Duration.ofHours(23)));
        }
    }

    @Test
    void withoutAnAntivirusNothingIsExamined() throws Exception {
        Evidence evidence = add("E01", FakeClamd.EICAR);
        assertThat(unconfigured.configured()).isFalse();
        assertThat(unconfigured.examine(evidence).scan()).isEqualTo(Evidence.Scan.WAITING);
        assertThat(files.of(reference)).hasSize(1);
    }

    @Test
    void aFileSuspectedWronglyComesBackAndAnotherIsDestroyed() throws Exception {
        Actor admin = new Actor("admin", "Admin", "Administrateur");
        Evidence wrong = add("E01", "%PDF suspect");
        try (FakeClamd clamd = new FakeClamd().answering("stream: Heuristics.Wrong FOUND")) {
            EvidenceScans scans = with(clamd.client());
            scans.examine(wrong);
            assertThat(scans.examineAgain(wrong.id(), admin)).isEqualTo(fr.ecoquartier.antivirus.Verdict.Kind.INFECTED);
            assertThat(files.of(reference)).isEmpty();
            clamd.answering("stream: OK");
            scans.examineAgain(wrong.id(), admin);
            assertThat(files.of(reference)).hasSize(1);
            assertThatThrownBy(() -> scans.destroy(wrong.id(), admin)).isInstanceOf(NotPossible.class);

            clamd.answering("stream: Real.Virus FOUND");
            Evidence bad = add("E02", "%PDF virus");
            scans.examine(bad);
            scans.destroy(bad.id(), admin);
            assertThat(jdbc.sql("select count(*) from ecoquartier.evidence_chunk where evidence = ?")
                            .param(bad.id())
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(scans.quarantined())
                    .filteredOn(one -> one.evidence().id().equals(bad.id()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.kept()).isFalse());
            assertThatThrownBy(() -> scans.examineAgain(bad.id(), admin)).isInstanceOf(NotPossible.class);
        }
        assertThat(dossiers.journal(reference, false))
                .filteredOn(entry -> entry.kind() == JournalKind.EVIDENCE_QUARANTINED)
                .hasSize(4);
    }

    @Test
    void aFileThatTheAntivirusDoesNotJudgeAgainStaysInQuarantine() throws Exception {
        Evidence bad = add("E01", FakeClamd.EICAR);
        try (FakeClamd clamd = new FakeClamd()) {
            with(clamd.client()).examine(bad);
        }
        EvidenceScans down = with(new Clamd("127.0.0.1", 1, Duration.ofSeconds(1)));
        assertThatThrownBy(() -> down.examineAgain(bad.id(), GRENOBLE)).hasMessageContaining("reste en quarantaine");
        assertThat(now(bad).quarantined()).isTrue();
    }
}
