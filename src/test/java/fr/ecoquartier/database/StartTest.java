package fr.ecoquartier.database;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.EcoQuartierLabel;
import fr.ecoquartier.TestDatabase;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads when the application does not start: one line, and exit code 1. */
class StartTest {

    private static Map<String, String> database(String url, String user, String password) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", url);
        environment.put("SPRING_DATASOURCE_USERNAME", user);
        environment.put("SPRING_DATASOURCE_PASSWORD", password);
        environment.put("SERVER_PORT", "0");
        return environment;
    }

    private static void assertOneLine(Map<String, String> environment, String... said) throws Exception {
        try (ForkedJvm application = new ForkedJvm(EcoQuartierLabel.class, environment)) {
            int exitCode = application.exitCode();
            assertThat(application.complaints())
                    .as(application.output())
                    .singleElement()
                    .asString()
                    .contains(said);
            assertThat(exitCode).isEqualTo(1);
            assertThat(application.output()).doesNotContain("très secret");
        }
    }

    @Test
    void aDatabaseThatIsAbsentIsOneLine() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        assertOneLine(
                database("jdbc:postgresql://127.0.0.1:" + nobody + "/label", "label", "très secret"),
                "Not started: the database jdbc:postgresql://127.0.0.1:" + nobody + "/label does not answer",
                "SPRING_DATASOURCE_URL");
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, String> environment = database("jdbc:postgresql://127.0.0.1:1/label", "label", "très secret");
            environment.put("SERVER_PORT", String.valueOf(taken.getLocalPort()));
            assertOneLine(environment, "Not started: port " + taken.getLocalPort() + " cannot be used", "SERVER_PORT");
        }
    }

    @Test
    void aUserWhoMayNotMakeTablesIsOneLine() throws Exception {
        try (var connection = DriverManager.getConnection(TestDatabase.url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("drop role if exists sans_droit");
            statement.execute("create role sans_droit login password 'x'");
        }
        assertOneLine(
                database(TestDatabase.url().replaceAll("\\?.*", ""), "sans_droit", "très secret"),
                "Not started: the database user sans_droit may not create tables in its default schema public");
    }
}
