package fr.ecoquartier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A hundred certificates from the decision to the stored file, each with its page, its QR code, its seal and its row,
 * by two threads as on a machine of two cores; under {@code mvn -Pbench verify}.
 */
@IntegrationTest
class CertificatesBenchmarks {

    private static final int CERTIFICATES = 100;
    private static final int THREADS = 2;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Actor MINISTRY = new Actor("bench", "Camille Martin", "Ministère");

    @Autowired
    private IssuedDocuments documents;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    @Test
    void aHundredCertificatesAreSealedAndStoredInLessThanAMinute() throws Exception {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < CERTIFICATES; i++) {
            steps.add(labelled("Opération " + i));
        }
        AtomicLong processor = new AtomicLong();
        long start = System.nanoTime();
        List<IssuedDocument> issued = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<IssuedDocument>> work = steps.stream()
                    .<Callable<IssuedDocument>>map(step -> () -> issue(step, processor))
                    .toList();
            for (Future<IssuedDocument> one : workers.invokeAll(work)) {
                issued.add(one.get());
            }
        } finally {
            workers.shutdownNow();
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        String line = String.format(
                Locale.ROOT,
                "%d certificates sealed and stored by %d threads: %.1f s, %.0f ms each; processor time of the threads %.1f s",
                CERTIFICATES,
                THREADS,
                taken.toMillis() / 1000.0,
                taken.toMillis() / (double) CERTIFICATES,
                processor.get() / 1e9);
        LoggerFactory.getLogger(getClass()).info(line);
        Files.writeString(Files.createDirectories(Path.of("target", "bench")).resolve("certificates.txt"), line);
        assertThat(issued)
                .hasSize(CERTIFICATES)
                .allSatisfy(certificate -> assertThat(certificate.seal()).isNotNull());
        assertThat(taken).isLessThan(BOUND);
    }

    private IssuedDocument issue(Step step, AtomicLong processor) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        IssuedDocument issued = documents.issue(step, DocumentKind.CERTIFICATE);
        processor.addAndGet(threads.getCurrentThreadCpuTime() - start);
        return issued;
    }

    private Step labelled(String operation) throws Exception {
        String reference = dossiers.open(new NewDossier("38185", operation, "urban", false), MINISTRY);
        dossiers.enterStage(reference, DossierStage.AWARD, 1);
        proceedings.decide(
                step(reference, "recordNationalDecision"),
                new NewDecision("labelled", "Label attribué", "Opération exemplaire."),
                MINISTRY);
        return step(reference, "issueCertificate");
    }

    private static Step step(String reference, String element) {
        return new Step(reference, DossierStage.AWARD, element, reference + ":" + element, "award:1");
    }
}
