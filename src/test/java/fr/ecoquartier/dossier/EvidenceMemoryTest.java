package fr.ecoquartier.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What the heap holds near the end of an upload and of a download of 20 MiB. */
@IntegrationTest
class EvidenceMemoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceMemoryTest.class);
    private static final long NEAR_THE_END = Evidence.MAX_SIZE - 100_000;
    /** The file in whole would be 20 MiB; other threads of the application need something too. */
    private static final long FLAT = 8L * 1024 * 1024;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private EvidenceFiles files;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    private long used() {
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    void twentyMebibytesGoInAndComeOutWithoutBeingHeld() throws Exception {
        String reference =
                OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Mémoire");
        Measure upload = new Measure();
        int[] opened = {0};
        Evidence evidence = files.add(
                reference,
                new NewEvidence(
                        "E01",
                        null,
                        "gros.pdf",
                        "application/pdf",
                        null,
                        () -> new Generated(opened[0]++ == 1 ? upload : null)),
                OpenDossiers.actor(Cast.GRENOBLE));
        Measure download = new Measure();
        try (InputStream content = files.open(evidence)) {
            content.transferTo(new OutputStream() {
                private long written;

                @Override
                public void write(int octet) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    written += length;
                    download.at(written);
                }
            });
        }
        LOG.info(
                "20 MiB: near its end the heap holds {} KiB more than at the beginning of the upload, {} KiB of the download",
                upload.grown() / 1024,
                download.grown() / 1024);
        assertThat(upload.grown()).isLessThan(FLAT);
        assertThat(download.grown()).isLessThan(FLAT);
    }

    /** What the heap holds near the beginning and near the end of a transfer. */
    private final class Measure {

        private long first = -1;
        private long last = -1;

        void at(long position) {
            if (first < 0) {
                first = used();
            } else if (last < 0 && position >= NEAR_THE_END) {
                last = used();
            }
        }

        long grown() {
            assertThat(last).as("the end was reached").isPositive();
            return last - first;
        }
    }

    /** Bytes that are nowhere before they are read. */
    private static final class Generated extends InputStream {

        private final Measure measure;
        private long position;

        Generated(Measure measure) {
            this.measure = measure;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (position >= Evidence.MAX_SIZE) {
                return -1;
            }
            int read = (int) Math.min(length, Evidence.MAX_SIZE - position);
            Arrays.fill(into, offset, offset + read, (byte) (position >> 16));
            position += read;
            if (measure != null) {
                measure.at(position);
            }
            return read;
        }
    }
}
