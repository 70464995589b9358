package fr.ecoquartier.database;

import fr.ecoquartier.StartRefused;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the Maven artifact of this system, and the way to run them. PostgreSQL refuses to
 * run as root: it then runs in a user namespace of its own, or, where that is not allowed, as another user.
 */
final class PostgresPrograms {

    static final String MAJOR = "17";
    private static final Logger log = LoggerFactory.getLogger(PostgresPrograms.class);
    private static final Set<PosixFilePermission> OTHERS_MAY_PASS = Set.of(PosixFilePermission.OTHERS_EXECUTE);

    private final Path programs;
    private final Path home;
    private final List<String> prefix;
    private final String user;

    private PostgresPrograms(Path programs, Path home, List<String> prefix, String user) {
        this.programs = programs;
        this.home = home;
        this.prefix = prefix;
        this.user = user;
    }

    /** @param runAs the user that runs the server when the application is root; empty to choose */
    static PostgresPrograms in(Path home, String runAs) throws IOException {
        Path programs = unpacked(home);
        boolean root = "root".equals(System.getProperty("user.name")) && !isWindows();
        if (!root) {
            return new PostgresPrograms(programs, home, List.of(), null);
        }
        if (runAs.isBlank() && LinuxUtils.isUnshareAvailable()) {
            return new PostgresPrograms(programs, home, List.of("unshare", "-U"), "root");
        }
        String user = runAs.isBlank() ? otherUser() : runAs;
        for (Path folder = home; folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).containsAll(OTHERS_MAY_PASS)) {
                throw new StartRefused("PostgreSQL does not run as root, and its user " + user + " may not enter "
                        + folder + ". Start the application as an ordinary user, choose another folder with"
                        + " ECOQUARTIER_DATABASE_DIRECTORY, or give a database with SPRING_DATASOURCE_URL.");
            }
        }
        log.info("PostgreSQL does not run as root: it runs as {}", user);
        List<String> prefix = onPath("setpriv")
                ? List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups")
                : List.of("runuser", "-u", user, "--");
        return new PostgresPrograms(programs, home, prefix, user);
    }

    /** Runs one of the programs. What it said, when it did not end well. */
    Optional<String> run(int seconds, String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve("bin")
                .resolve(isWindows() ? program + ".exe" : program)
                .toString());
        command.addAll(List.of(arguments));
        return execute(seconds, command);
    }

    private Optional<String> execute(int seconds, List<String> command) {
        try {
            Path output = Files.createTempFile("postgres", ".log");
            try {
                // to a file, because the server that pg_ctl starts keeps a pipe open
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().put("LC_ALL", "C");
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.of(command.get(prefix.size()) + " did not end within " + seconds + " s");
                }
                String said = Files.readString(output).strip();
                log.debug("{}: {}", command, said);
                return process.exitValue() == 0
                        ? Optional.empty()
                        : Optional.of(said.isEmpty() ? "exit code " + process.exitValue() : said);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Gives a file or a folder with all that is in it to the server's user. */
    void own(Path path) throws IOException {
        if (user == null || user.equals(owner(path))) {
            return;
        }
        execute(120, List.of("chown", "-R", user, path.toString())).ifPresent(reason -> {
            throw new StartRefused("the database's files cannot be given to " + user + ": " + reason);
        });
    }

    /** A file that the server may write. */
    Path writable(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        own(file);
        return file;
    }

    /** A folder that the server's user may read. */
    Path shared() {
        return home;
    }

    private static String owner(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    private static String otherUser() throws IOException {
        List<String> users;
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            users = lines.map(line -> line.split(":")[0]).toList();
        }
        return Stream.of("postgres", "nobody", "daemon")
                .filter(users::contains)
                .findFirst()
                .orElseThrow(() -> new StartRefused(
                        "PostgreSQL does not run as root, and there is no other user to run it. Start the application as"
                                + " an ordinary user, or give a database with SPRING_DATASOURCE_URL."));
    }

    private static String groupOf(String user) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":"))
                    .filter(cells -> cells[0].equals(user))
                    .map(cells -> cells[3])
                    .findFirst()
                    .orElseThrow(() -> new StartRefused("there is no user " + user + " to run PostgreSQL."));
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Path unpacked(Path home) throws IOException {
        String system = isWindows() ? "windows" : System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = machine();
        URL archive = PostgresPrograms.class.getResource("/postgres-" + system + '-' + machine + ".txz");
        if (archive == null) {
            throw new StartRefused("there is no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch")
                    + ". Give a database with SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and"
                    + " SPRING_DATASOURCE_PASSWORD.");
        }
        long size = archive.openConnection().getContentLengthLong();
        Path target = home.resolve("server-" + MAJOR + '-' + machine + '-' + size);
        if (!Files.isDirectory(target)) {
            removeAll(home, "server-*");
            Path aside = home.resolve("server.making");
            LocalPostgres.deleteTree(aside);
            try (InputStream stream = archive.openStream()) {
                unpack(stream, aside);
            }
            Files.move(aside, target);
        }
        return target;
    }

    /** The programs of former versions. */
    private static void removeAll(Path home, String pattern) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(home, pattern)) {
            for (Path folder : old) {
                LocalPostgres.deleteTree(folder);
            }
        }
    }

    private static String machine() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("unexpected path in the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    if (posix) {
                        boolean program = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
