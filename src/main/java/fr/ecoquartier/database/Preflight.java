package fr.ecoquartier.database;

import fr.ecoquartier.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Looks, before anything is built, at what the start needs from outside: a free port and a database that lets us in. A
 * failure is one line at once instead of half a minute of retries and a stack trace.
 */
public class Preflight implements ApplicationListener<ApplicationPreparedEvent> {

    private static final int OLDEST_SERVER = 15;
    private static final int CONNECT_SECONDS = 10;

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        checkPort(environment);
        String url = environment.getProperty("spring.datasource.url");
        if (url != null && !environment.getProperty("ecoquartier.database.embedded", Boolean.class, false)) {
            checkDatabase(
                    url,
                    environment.getProperty("spring.datasource.username"),
                    environment.getProperty("spring.datasource.password"));
        }
    }

    private static void checkPort(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port <= 0 || "none".equals(environment.getProperty("spring.main.web-application-type"))) {
            return;
        }
        String address = environment.getProperty("server.address");
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    address == null
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new StartRefused("port " + port + " cannot be used (" + e.getMessage()
                    + "). Is the application running already? Stop it, or choose another port with SERVER_PORT.");
        }
    }

    static void checkDatabase(String url, String user, String password) {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL") || version < OLDEST_SERVER) {
                throw new StartRefused("the database is "
                        + connection.getMetaData().getDatabaseProductName() + ' ' + version
                        + ", PostgreSQL " + OLDEST_SERVER + " or later is needed.");
            }
            checkRights(statement, user);
        } catch (SQLException e) {
            throw new StartRefused(reason(url, user, e), e);
        }
    }

    private static void checkRights(Statement statement, String user) throws SQLException {
        try (ResultSet rights = statement.executeQuery("""
                select current_schema(),
                    has_schema_privilege(current_schema(), 'CREATE'),
                    exists (select 1 from pg_namespace where nspname = 'ecoquartier')
                        or has_database_privilege(current_database(), 'CREATE')
                """)) {
            rights.next();
            if (rights.getString(1) == null) {
                throw new StartRefused(
                        "the database user " + user + " has no default schema: create the first schema of"
                                + " its search_path, the engine keeps its tables there.");
            }
            if (!rights.getBoolean(2)) {
                throw new StartRefused("the database user " + user + " may not create tables in its default schema "
                        + rights.getString(1) + ": make it the owner of the database, or grant CREATE on that schema.");
            }
            if (!rights.getBoolean(3)) {
                throw new StartRefused(
                        "the database user " + user + " may not create the schema ecoquartier: make it the"
                                + " owner of the database, or create that schema for it.");
            }
        }
    }

    /** The cause by its SQL state; never the password. */
    private static String reason(String url, String user, SQLException failure) {
        String address = url.replaceAll("[?;].*", "");
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                "the database " + address + " refuses the user " + user
                        + " (wrong password, or not allowed from here). Check SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD.";
            case "3D000" ->
                "the database " + address + " does not exist on its server. Create it, or correct"
                        + " SPRING_DATASOURCE_URL.";
            case "08001", "08004", "08006" ->
                "the database " + address + " does not answer (" + failure.getMessage()
                        + "). Is its server running? Check SPRING_DATASOURCE_URL.";
            default -> "the database " + address + " cannot be used: " + failure.getMessage();
        };
    }
}
