package fr.ecoquartier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.StartRefused;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster through the accidents of its life, in their order, because making one takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalPostgresTest {

    private static Path folder;

    @BeforeAll
    static void folder() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "local-postgres");
    }

    @AfterAll
    static void clean() throws Exception {
        LocalPostgres.deleteTree(folder);
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int notes(LocalPostgres postgres) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from note")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @Order(1)
    void isDurableAndNotTheSuperusers() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(folder, "");
                Connection connection = connect(postgres)) {
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
            assertThat(setting(connection, "is_superuser")).isEqualTo("off");
            try (var statement = connection.createStatement()) {
                statement.execute("create table note (text text)");
                statement.execute("insert into note values ('gardé')");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "faux"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    @Order(2)
    void listensOnTheLoopbackOnly() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        try (LocalPostgres postgres = LocalPostgres.start(folder, "")) {
            int port = Integer.parseInt(postgres.url().replaceAll(".*:(\\d+)/.*", "$1"));
            new Socket(InetAddress.getByName("127.0.0.1"), port).close();
            for (InetAddress other : others) {
                assertThatThrownBy(() -> new Socket(other, port).close())
                        .as(other.toString())
                        .isInstanceOf(java.io.IOException.class);
            }
        }
    }

    @Test
    @Order(3)
    void aSecondStartIsRefusedAndHarmsNothing() throws Exception {
        try (ForkedJvm first = new ForkedJvm(HoldsTheDatabase.class, Map.of(), folder.toString())) {
            first.awaitOutput("holding jdbc:");
            assertThatThrownBy(() -> LocalPostgres.start(folder, ""))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("another application already runs on the database folder");
            String url = first.output().replaceAll("(?s).*holding (jdbc:\\S+).*", "$1");
            String password = Files.readString(folder.resolve("password"));
            try (Connection connection = DriverManager.getConnection(url, "ecoquartier", password)) {
                assertThat(connection.isValid(5)).isTrue();
                try (var statement = connection.createStatement()) {
                    statement.execute("insert into note values ('avant la coupure')");
                }
            }
            first.kill();
        }
    }

    @Test
    @Order(4)
    void goesOnAfterAKillAndLosesNothing() throws Exception {
        assertThat(folder.resolve("17/postmaster.pid")).exists();
        try (LocalPostgres postgres = LocalPostgres.start(folder, "")) {
            assertThat(notes(postgres)).isEqualTo(2);
        }
        assertThat(folder.resolve("17/postmaster.pid")).doesNotExist();
    }

    @Test
    @Order(5)
    void isNotDeceivedByAProcessNumberThatIsSomebodyElsesNow() throws Exception {
        Path pid = folder.resolve("17/postmaster.pid");
        Files.writeString(
                pid,
                ProcessHandle.current().pid() + "\n" + folder.resolve("17")
                        + "\n1700000000\n5432\n\n127.0.0.1\n0 0\nready\n");
        try (LocalPostgres postgres = LocalPostgres.start(folder, "")) {
            assertThat(notes(postgres)).isEqualTo(2);
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    @Order(6)
    void anInterruptedFirstStartLeavesNothingHalfMade() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createDirectories(other.resolve("17.making/base"));
        Files.writeString(other.resolve("17.making/PG_VERSION"), "17");
        Files.createDirectories(other.resolve("server.making/bin"));
        try (LocalPostgres postgres = LocalPostgres.start(other, "");
                Connection connection = connect(postgres)) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    @Order(7)
    void keepsItsPasswordToItself() throws Exception {
        Path file = folder.resolve("password");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }
        Files.move(file, folder.resolve("password.away"));
        assertThatThrownBy(() -> LocalPostgres.start(folder, ""))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("put it back");
        Files.move(folder.resolve("password.away"), file);
    }

    @Test
    @Order(8)
    void aWrongPasswordAndAMissingDatabaseAreSaidInOneSentence() {
        try (LocalPostgres postgres = LocalPostgres.start(folder, "")) {
            assertThatThrownBy(() -> Preflight.checkDatabase(postgres.url(), postgres.user(), "faux"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("refuses the user ecoquartier")
                    .hasMessageNotContaining("faux");
            String missing = postgres.url().replaceAll("/\\w+$", "/absente");
            assertThatThrownBy(() -> Preflight.checkDatabase(missing, postgres.user(), postgres.password()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("/absente does not exist");
            Preflight.checkDatabase(postgres.url(), postgres.user(), postgres.password());
        }
    }

    @Test
    @Order(9)
    void runsAsAnotherUserWhereRootMayNotUnshare() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root changes user");
        Path open = Files.createTempDirectory("postgres-nobody");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
            assertThatThrownBy(() -> LocalPostgres.start(open, "nobody"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("its user nobody may not enter " + open);
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (LocalPostgres postgres = LocalPostgres.start(open, "nobody")) {
                long pid = Long.parseLong(
                        Files.readAllLines(open.resolve("17/postmaster.pid")).get(0));
                assertThat(ProcessHandle.of(pid).orElseThrow().info().user()).hasValue("nobody");
                assertThat(connect(postgres).isValid(5)).isTrue();
            }
            try (LocalPostgres postgres = LocalPostgres.start(open, "")) {
                assertThat(connect(postgres).isValid(5)).isTrue();
            }
        } finally {
            LocalPostgres.deleteTree(open);
        }
    }
}
