package fr.ecoquartier.database;

import fr.ecoquartier.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of this application alone, kept in a folder: {@code <version>/} the cluster, {@code server-…/} the
 * programs, {@code password} what its two roles sign in with, {@code server.log} what the server says.
 *
 * <p>It listens on the loopback address only, survives a killed application (the next start stops the orphan in order and
 * goes on), and belongs to one application at a time (the lock ends with the process).
 */
final class LocalPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);

    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "ecoquartier";

    private final Path cluster;
    private final PostgresPrograms programs;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final int port;
    private final String password;

    /** Starts the server, making the cluster at the first start. */
    static LocalPostgres start(Path folder, String runAs) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new StartRefused("the database folder " + home + " cannot be made (" + e.getMessage() + ").", e);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                throw new StartRefused("another application already runs on the database folder " + home
                        + ". Stop it, or choose another folder with ECOQUARTIER_DATABASE_DIRECTORY.");
            }
            return new LocalPostgres(home, PostgresPrograms.in(home, runAs), channel, lock);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartRefused("the embedded PostgreSQL in " + home + " does not start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private LocalPostgres(Path home, PostgresPrograms programs, FileChannel channel, FileLock lock) throws IOException {
        this.programs = programs;
        this.lockChannel = channel;
        this.lock = lock;
        this.cluster = home.resolve(PostgresPrograms.MAJOR);
        boolean made = Files.exists(cluster.resolve("PG_VERSION"));
        this.password = password(home, made);
        if (made) {
            endOrphan();
        } else {
            initialise(home);
        }
        this.port = freePort();
        configure();
        programs.own(cluster);
        Path serverLog = programs.writable(home.resolve("server.log"));
        Optional<String> refusal = programs.run(
                90, "pg_ctl", "-D", cluster.toString(), "-l", serverLog.toString(), "-w", "-t", "80", "start");
        if (refusal.isPresent()) {
            throw new StartRefused("the embedded PostgreSQL in " + home + " does not start: "
                    + lastLine(serverLog).orElse(refusal.get()) + " (the whole story is in " + serverLog + ").");
        }
        try {
            prepare();
        } catch (SQLException e) {
            stop();
            throw new StartRefused(
                    "the embedded PostgreSQL in " + home + " started and refuses us: " + e.getMessage(), e);
        }
        log.info("PostgreSQL {} runs on 127.0.0.1:{}, data in {}", PostgresPrograms.MAJOR, port, home);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + OWNER;
    }

    String user() {
        return OWNER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        stop();
        closeQuietly(lockChannel);
    }

    private void stop() {
        Optional<String> refusal =
                programs.run(40, "pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "30", "stop");
        refusal.ifPresentOrElse(
                reason -> log.warn("PostgreSQL did not stop in order, it will recover at the next start: {}", reason),
                () -> log.info("PostgreSQL has stopped"));
    }

    /**
     * After {@code kill -9} of the application its server is still there, or a file that says so. We hold the lock, so
     * a server on this cluster can only be an orphan.
     */
    private void endOrphan() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        Optional<ProcessHandle> orphan = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(LocalPostgres::isPostgres);
        if (orphan.isPresent()) {
            log.info(
                    "The previous run was killed: stopping its PostgreSQL (process {}) in order",
                    orphan.get().pid());
            programs.own(cluster);
            programs.run(70, "pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60", "stop")
                    .ifPresent(reason -> {
                        throw new StartRefused("the PostgreSQL that a killed run left (process "
                                + orphan.get().pid() + ") does not stop: " + reason);
                    });
        }
        // left by a power cut, its number may be anybody's by now; the server would take it for a living one
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.startsWith("postgres"))
                .isPresent();
    }

    /** Made aside and moved at the end, so that an interrupted first start leaves nothing half-made. */
    private void initialise(Path home) throws IOException {
        Path aside = home.resolve(PostgresPrograms.MAJOR + ".making");
        deleteTree(aside);
        Files.createDirectory(aside);
        Path secret = Files.createTempFile(programs.shared(), "initdb", "");
        try {
            Files.writeString(secret, password);
            programs.own(aside);
            programs.own(secret);
            programs.run(
                            120,
                            "initdb",
                            "-D",
                            aside.toString(),
                            "-U",
                            SUPERUSER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + secret,
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8")
                    .ifPresent(reason -> {
                        throw new StartRefused("the database cannot be made in " + home + ": " + reason);
                    });
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.move(aside, cluster);
    }

    /** The whole configuration is ours and written at each start. */
    private void configure() throws IOException {
        Files.writeString(cluster.resolve("postgresql.conf"), """
                # written by the application at each start
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = scram-sha-256
                max_connections = 60
                shared_buffers = 64MB
                work_mem = 4MB
                max_wal_size = 512MB
                huge_pages = off
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                datestyle = 'iso, dmy'
                default_text_search_config = 'pg_catalog.french'
                """.formatted(port));
        Files.writeString(cluster.resolve("pg_hba.conf"), """
                # written by the application at each start
                host all all 127.0.0.1/32 scram-sha-256
                """);
    }

    /** The application is not the superuser: it owns one database. */
    private void prepare() throws SQLException {
        Properties superuser = new Properties();
        superuser.setProperty("user", SUPERUSER);
        superuser.setProperty("password", password);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", superuser);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + OWNER + "'")) {
                statement.execute("create role " + OWNER + " login password '" + password + "'");
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + OWNER + "'")) {
                statement.execute("create database " + OWNER + " owner " + OWNER);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String password(Path home, boolean made) throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        if (made) {
            throw new StartRefused("the database in " + home + " is there and the file " + file
                    + " with its password is not: put it back.");
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path fresh = home.resolve("password.making");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, password);
        Files.move(fresh, file);
        return password;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static Optional<String> lastLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("ERROR"))
                    .reduce((first, second) -> second);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
