package fr.ecoquartier.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class OutsideHealthTest {

    private final OutsideHealth outside = new OutsideHealth();

    @Test
    void anAntivirusThatAnswersIsUp() throws IOException {
        try (ServerSocket clamd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = answerOnce(clamd, "PONG\0");
            assertThat(ask(clamd.getLocalPort()).getStatus()).isEqualTo(Status.UP);
            assertThat(asked.join()).isEqualTo("zPING\0");
        }
    }

    @Test
    void anAntivirusThatSaysSomethingElseIsDown() throws IOException {
        try (ServerSocket clamd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answerOnce(clamd, "ERROR\0");
            assertThat(ask(clamd.getLocalPort()).getStatus()).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void anAntivirusThatIsNotThereIsDownAndTheReasonSaysSo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Health health = ask(free);
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("reason").toString()).startsWith("ne répond pas");
    }

    @Test
    void anAntivirusThatIsNotConfiguredIsUnknown() {
        assertThat(outside.antivirusHealthIndicator("", 3310).health().getStatus())
                .isEqualTo(Status.UNKNOWN);
    }

    private Health ask(int port) {
        return outside.antivirusHealthIndicator("127.0.0.1", port).health();
    }

    private static CompletableFuture<String> answerOnce(ServerSocket clamd, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = clamd.accept()) {
                String asked = new String(client.getInputStream().readNBytes(6), StandardCharsets.US_ASCII);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                return asked;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
