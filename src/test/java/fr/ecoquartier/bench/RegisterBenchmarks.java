package fr.ecoquartier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.oversight.Period;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.register.Departements;
import fr.ecoquartier.register.PublicFields;
import fr.ecoquartier.register.Register;
import fr.ecoquartier.register.RegisterQuery;
import fr.ecoquartier.register.RegisterSort;
import fr.ecoquartier.register.RegisterState;
import fr.ecoquartier.web.Book;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.dossier.DossierExportBenchmark;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The public register and the exports of the search on 100,000 dossiers, under {@code mvn -Pbench verify}: on a PostgreSQL
 * of its own, with the application's own queries and files on generated data.
 */
class RegisterBenchmarks {

    private static final int DOSSIERS = Integer.getInteger("bench.dossiers", 100_000);
    private static final int ANSWERS = 5;
    /** What is searched for a timed export: far more than the ten thousand dossiers that are promised. */
    private static final String MANY = "quartier 1";

    private static final long FLAT = 16L * 1024 * 1024;

    private final Map<String, Long> middle = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    @Configuration
    @EnableTransactionManagement
    static class Transactions {

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new DataSourceTransactionManager(database);
        }
    }

    @Test
    void theRegisterAnswersInLessThanASecondAndTenThousandDossiersAreExportedInLessThanTenSeconds() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var database = new HikariDataSource();
                var application = new AnnotationConfigApplicationContext()) {
            database.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            database.setUsername("postgres");
            database.setPassword("postgres");
            Flyway.configure()
                    .dataSource(database)
                    .schemas("ecoquartier")
                    .defaultSchema("ecoquartier")
                    .outOfOrder(true)
                    .load()
                    .migrate();
            generate(database);
            application.registerBean(Clock.class, () -> Clock.system(Period.PARIS));
            application.registerBean(DataSource.class, () -> database);
            application.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
            application.registerBean(ObjectMapper.class, () -> new ObjectMapper());
            application.registerBean(Referentiels.class, () -> Mockito.mock(Referentiels.class));
            application.register(
                    Transactions.class,
                    Class.forName("fr.ecoquartier.dossier.JsonColumns"),
                    Dossiers.class,
                    French.class,
                    Departements.class,
                    PublicFields.class,
                    Register.class);
            application.scan("fr.ecoquartier.territory");
            DossierExportBenchmark.register(application);
            application.refresh();

            register(application.getBean(Register.class));
            exports(new DossierExportBenchmark(application));
            lines.add(String.format(
                    Locale.ROOT,
                    "load of the machine %.1f on %d processors",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors()));
            Files.write(Files.createDirectories(Path.of("target", "bench")).resolve("register.txt"), lines);
        }
        assertThat(middle)
                .allSatisfy((question, millis) ->
                        assertThat(Duration.ofMillis(millis)).as(question).isLessThan(Duration.ofSeconds(1)));
    }

    private void register(Register register) {
        RegisterQuery all = RegisterQuery.all();
        lines.add(register.count(all).total() + " operations in the register");
        ask("page of the register, as it opens", () -> {
            register.search(all, RegisterSort.LATEST, 0, 25);
            register.count(all);
            register.years();
        });
        ask("page of the register, a text, an authority's order, page 40", () -> {
            RegisterQuery query = new RegisterQuery("commune 12", null, null, null, null);
            register.search(query, RegisterSort.AUTHORITY, 40, 25);
            register.count(query);
            register.years();
        });
        ask("page of a département and a state", () -> {
            RegisterQuery query = new RegisterQuery(null, null, "02", RegisterState.LABELLED, null);
            register.search(query, RegisterSort.LATEST, 0, 25);
            register.count(query);
            register.years();
        });
        ask("whether anything changed (ETag)", register::version);
        ask("feed of the last hundred acts", () -> register.events(all, 100));
        long start = System.nanoTime();
        long[] rows = {0};
        register.each(all, operation -> rows[0]++);
        lines.add(String.format(
                Locale.ROOT,
                "%-60s %6d ms for %d operations",
                "everything, as a file reads it",
                (System.nanoTime() - start) / 1_000_000,
                rows[0]));
    }

    private void exports(DossierExportBenchmark exports) throws Exception {
        for (Book.Format format : Book.Format.values()) {
            exports.run(format, MANY, 0);
            DossierExportBenchmark.Measured some = exports.run(format, MANY, 0);
            DossierExportBenchmark.Measured all = exports.run(format, null, 10_000);
            lines.add(String.format(
                    Locale.ROOT,
                    "export %-5s %6d dossiers in %5d ms (%d KiB); of %d, memory in use from %d to at most %d KiB",
                    format,
                    some.rows(),
                    some.millis(),
                    some.size() / 1024,
                    all.rows(),
                    all.before() / 1024,
                    all.most() / 1024));
            assertThat(some.rows()).isGreaterThan(DOSSIERS / 10);
            assertThat(some.millis()).as(format + " of " + some.rows()).isLessThan(10_000);
            assertThat(all.rows()).isEqualTo(DOSSIERS);
            assertThat(all.most() - all.before()).as("memory of " + format).isLessThan(FLAT);
        }
    }

    private void ask(String name, Runnable question) {
        question.run(); // the first answer fills the caches of the database
        long[] millis = new long[ANSWERS];
        for (int n = 0; n < ANSWERS; n++) {
            long start = System.nanoTime();
            question.run();
            millis[n] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(millis);
        middle.put(name, millis[ANSWERS / 2]);
        lines.add(String.format(
                Locale.ROOT, "%-60s %6d ms, slowest %6d ms", name, millis[ANSWERS / 2], millis[ANSWERS - 1]));
    }

    private void generate(DataSource database) throws Exception {
        String sql = new ClassPathResource("bench/dossiers.sql").getContentAsString(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql.replace(":dossiers", String.valueOf(DOSSIERS)));
            statement.execute("vacuum analyze");
        }
        lines.add(String.format(Locale.ROOT, "generated in %d s", (System.nanoTime() - start) / 1_000_000_000));
    }
}
