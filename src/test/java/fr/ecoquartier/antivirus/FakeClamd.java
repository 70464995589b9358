package fr.ecoquartier.antivirus;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks the protocol of ClamAV's daemon, and finds the test file that all antivirus programs find. */
public final class FakeClamd implements Closeable {

    /** Not a virus: the text that the makers of antivirus programs agreed upon. */
    public static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger examined = new AtomicInteger();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile String always;
    private volatile boolean silent;

    public FakeClamd() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake-clamd");
        thread.setDaemon(true);
        thread.start();
    }

    public Antivirus client(Duration timeout) {
        return new Clamd("127.0.0.1", server.getLocalPort(), timeout);
    }

    public Antivirus client() {
        return client(Duration.ofSeconds(10));
    }

    /** As StreamMaxLength of clamd. */
    FakeClamd limitedTo(int bytes) {
        limit = bytes;
        return this;
    }

    public FakeClamd answering(String answer) {
        always = answer;
        return this;
    }

    FakeClamd silent() {
        silent = true;
        return this;
    }

    public int examined() {
        return examined.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException gone) {
                // the client gave up, or the test is over
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        StringBuilder command = new StringBuilder();
        for (int next = in.read(); next > 0; next = in.read()) {
            command.append((char) next);
        }
        if (!command.toString().equals("zINSTREAM")) {
            say(socket, "UNKNOWN COMMAND");
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            if (content.size() + length > limit) {
                say(socket, "INSTREAM size limit exceeded. ERROR");
                return;
            }
            content.write(in.readNBytes(length));
        }
        examined.incrementAndGet();
        if (silent) {
            await();
            return;
        }
        if (always != null) {
            say(socket, always);
            return;
        }
        boolean found = content.toString(StandardCharsets.ISO_8859_1).contains(EICAR);
        say(socket, found ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
