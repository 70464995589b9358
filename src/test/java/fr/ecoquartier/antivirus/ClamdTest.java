package fr.ecoquartier.antivirus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is understood of the daemon's answers, and of its silence. */
class ClamdTest {

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aFileInManyBlocksArrivesWhole() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            assertThat(clamd.client().examine(text("a".repeat(300_000))).kind()).isEqualTo(Verdict.Kind.CLEAN);
            Verdict verdict = clamd.client().examine(text("a".repeat(300_000) + FakeClamd.EICAR));
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.INFECTED);
            assertThat(verdict.detail()).isEqualTo("Eicar-Test-Signature");
        }
    }

    @Test
    void aFileLargerThanItTakesIsRefusedWithoutAlarm() throws Exception {
        try (FakeClamd clamd = new FakeClamd().limitedTo(100_000)) {
            Verdict verdict = clamd.client().examine(text("a".repeat(8_000_000)));
            // it stops listening at once: its answer may be lost with the connection
            assertThat(verdict.kind()).isIn(Verdict.Kind.REFUSED, Verdict.Kind.UNAVAILABLE);
            assertThat(clamd.client().examine(text("a".repeat(150_000))).detail())
                    .contains("dépasse la taille que l’antivirus accepte");
        }
    }

    @Test
    void anErrorIsNeitherCleanNorInfected() throws Exception {
        try (FakeClamd clamd = new FakeClamd().answering("stream: Can't open file ERROR")) {
            Verdict verdict = clamd.client().examine(text("a"));
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.REFUSED);
            assertThat(verdict.detail()).contains("Can't open file");
        }
    }

    @Test
    void anAnswerThatIsNotUnderstoodIsNoVerdict() throws Exception {
        for (String answer : new String[] {"", "OK maybe", "HTTP/1.1 400 Bad Request"}) {
            try (FakeClamd clamd = new FakeClamd().answering(answer)) {
                assertThat(clamd.client().examine(text("a")).kind()).isEqualTo(Verdict.Kind.UNAVAILABLE);
            }
        }
    }

    @Test
    void aDaemonThatDoesNotAnswerIsGivenUp() throws Exception {
        try (FakeClamd clamd = new FakeClamd().silent()) {
            assertThat(clamd.client(Duration.ofMillis(300)).examine(text("a")).kind())
                    .isEqualTo(Verdict.Kind.UNAVAILABLE);
        }
    }

    @Test
    void aDaemonThatDoesNotReadIsGivenUp() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Clamd clamd = new Clamd("127.0.0.1", deaf.getLocalPort(), Duration.ofMillis(500));
            assertThat(clamd.examine(text("a".repeat(20_000_000))).kind()).isEqualTo(Verdict.Kind.UNAVAILABLE);
        }
    }

    @Test
    void nobodyThereIsNoVerdict() throws Exception {
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        assertThat(new Clamd("127.0.0.1", port, Duration.ofSeconds(2))
                        .examine(text("a"))
                        .kind())
                .isEqualTo(Verdict.Kind.UNAVAILABLE);
    }

    @Test
    void aFileThatCannotBeReadIsNotTheAntivirussFault() {
        try (FakeClamd clamd = new FakeClamd()) {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("disk");
                }
            };
            assertThatThrownBy(() -> clamd.client().examine(broken)).hasMessage("disk");
        }
    }
}
