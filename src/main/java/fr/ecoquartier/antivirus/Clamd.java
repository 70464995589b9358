package fr.ecoquartier.antivirus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * ClamAV's daemon over TCP, by its INSTREAM command: the file goes to it in blocks that say their length, and one line comes
 * back. An examination that is not over in time is given up by closing the connection, whichever side it waits for.
 */
public final class Clamd implements Antivirus {

    private static final int BLOCK = 64 * 1024;
    private static final int LONGEST_ANSWER = 4096;
    private static final int CONNECT_TIMEOUT = (int) Duration.ofSeconds(3).toMillis();

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "antivirus-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final String host;
    private final int port;
    private final Duration timeout;

    public Clamd(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeout = timeout;
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public Verdict examine(InputStream content) throws IOException {
        try (Socket socket = new Socket()) {
            Future<?> watch = WATCH.schedule(() -> giveUp(socket), timeout.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return verdict(talk(socket, content));
            } finally {
                watch.cancel(false);
            }
        } catch (Unreadable unreadable) {
            throw unreadable.cause;
        } catch (IOException silent) {
            return Verdict.unavailable(String.valueOf(silent.getMessage()));
        }
    }

    private static void giveUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // nothing is left to close
        }
    }

    private String talk(Socket socket, InputStream content) throws IOException {
        socket.connect(new InetSocketAddress(host, port), (int) Math.min(CONNECT_TIMEOUT, timeout.toMillis()));
        try {
            send(socket.getOutputStream(), content);
        } catch (Unreadable unreadable) {
            throw unreadable;
        } catch (IOException refused) {
            // it stops listening once it has said that the file is larger than it takes
            String answer = answer(socket.getInputStream());
            if (answer.isEmpty()) {
                throw refused;
            }
            return answer;
        }
        return answer(socket.getInputStream());
    }

    private static void send(OutputStream out, InputStream content) throws IOException {
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        byte[] block = new byte[BLOCK];
        for (int read = read(content, block); read > 0; read = read(content, block)) {
            out.write(ByteBuffer.allocate(4).putInt(read).array());
            out.write(block, 0, read);
        }
        out.write(new byte[4]);
        out.flush();
    }

    private static int read(InputStream content, byte[] block) throws Unreadable {
        try {
            return content.readNBytes(block, 0, block.length);
        } catch (IOException broken) {
            throw new Unreadable(broken);
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0 && next != '\n' && line.size() < LONGEST_ANSWER; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private static Verdict verdict(String answer) {
        String said = answer.replaceFirst("^stream: ", "");
        if (said.equals("OK")) {
            return Verdict.clean();
        }
        if (said.endsWith(" FOUND")) {
            return Verdict.infected(said.substring(0, said.length() - " FOUND".length()));
        }
        if (said.toLowerCase(Locale.ROOT).contains("size limit exceeded")) {
            return Verdict.refused("le fichier dépasse la taille que l’antivirus accepte");
        }
        if (said.endsWith("ERROR")) {
            return Verdict.refused(said);
        }
        return Verdict.unavailable(said.isEmpty() ? "aucune réponse" : "réponse inattendue : " + said);
    }

    /** It is the file that cannot be read, not the antivirus that does not answer. */
    private static final class Unreadable extends IOException {
        private final IOException cause;

        Unreadable(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
