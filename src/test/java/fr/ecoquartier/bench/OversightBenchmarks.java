package fr.ecoquartier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.oversight.FactUpkeep;
import fr.ecoquartier.oversight.Period;
import fr.ecoquartier.oversight.bottleneck.BottleneckFilter;
import fr.ecoquartier.oversight.bottleneck.Bottlenecks;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.history.HistoryQuery;
import fr.ecoquartier.oversight.portfolio.Portfolio;
import fr.ecoquartier.oversight.portfolio.PortfolioFilter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The views of managers on 100,000 dossiers, under {@code mvn -Pbench verify}: on a PostgreSQL of its own, with the
 * application's own queries on generated data. Each view is asked one question after the other, as wide as its page can
 * ask (five years, every region) and as it opens (twelve months); the middle one of five answers counts, the slowest is
 * told beside it.
 */
class OversightBenchmarks {

    private static final int DOSSIERS = Integer.getInteger("bench.dossiers", 100_000);
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int ANSWERS = 5;

    private final Map<String, Long> middle = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    @Test
    void eachViewAnswersInLessThanASecondOnAHundredThousandDossiers() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var application = new AnnotationConfigApplicationContext()) {
            DataSource database =
                    new DriverManagerDataSource(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            Flyway.configure()
                    .dataSource(database)
                    .schemas("ecoquartier")
                    .defaultSchema("ecoquartier")
                    .outOfOrder(true)
                    .load()
                    .migrate();
            JdbcClient jdbc = JdbcClient.create(database);
            generate(database);

            application.registerBean(Clock.class, () -> Clock.system(Period.PARIS));
            application.registerBean(JdbcClient.class, () -> jdbc);
            application.register(Portfolio.class, Bottlenecks.class, FactUpkeep.class, FinishedInstances.class);
            application.scan("fr.ecoquartier.territory");
            application.refresh();
            application.getBean(FactUpkeep.class).learn();

            Portfolio portfolio = application.getBean(Portfolio.class);
            Bottlenecks bottlenecks = application.getBean(Bottlenecks.class);
            FinishedInstances history = application.getBean(FinishedInstances.class);
            LocalDate today = LocalDate.now(Period.PARIS);
            Map<String, Period> periods = new LinkedHashMap<>();
            periods.put("12 months", Period.yearTo(today));
            periods.put("5 years", new Period(today.minusYears(5), today));
            periods.forEach((name, period) -> {
                PortfolioFilter all = new PortfolioFilter(null, null, false, period);
                PortfolioFilter some = new PortfolioFilter("82", DossierStage.CONTRACT, false, period);
                view("Portefeuille, " + name, () -> {
                    portfolio.stock(all);
                    portfolio.flow(all);
                    portfolio.times(all);
                    portfolio.overdue(all);
                    portfolio.forecast(all);
                    portfolio.due(all);
                });
                view("  its flow, " + name, () -> portfolio.flow(all));
                view("  its times, " + name, () -> portfolio.times(all));
                view("Portefeuille of a region and a stage, " + name, () -> {
                    portfolio.stock(some);
                    portfolio.flow(some);
                    portfolio.times(some);
                    portfolio.overdue(some);
                    portfolio.forecast(some);
                    portfolio.due(some);
                });
                for (String process : List.of("contract", "progressiveLabel")) {
                    BottleneckFilter every = new BottleneckFilter(process, null, null, false, period);
                    String element = process.equals("contract") ? "instructContract" : "contractStage";
                    view("Goulots of " + process + ", " + name, () -> bottlenecks.elements(every));
                    view(
                            "Goulots of " + process + ", one version, " + name,
                            () -> bottlenecks.elements(new BottleneckFilter(process, 2, null, false, period)));
                    view("Goulots, the element " + element + ", " + name, () -> {
                        bottlenecks.months(every, element);
                        bottlenecks.regions(every, element);
                        bottlenecks.waiting(every, element, false, 0, 25);
                    });
                }
                view("Historique, " + name, () -> {
                    history.choices();
                    history.search(
                            new HistoryQuery(null, null, null, null, period.from(), period.to(), null, null, 0, 25));
                });
                view(
                        "Historique of an outcome of a process, " + name,
                        () -> history.search(new HistoryQuery(
                                null, null, "contract", 2, period.from(), period.to(), "signed", null, 3, 25)));
            });
            report(jdbc);
        }
        assertThat(middle)
                .allSatisfy((view, millis) ->
                        assertThat(Duration.ofMillis(millis)).as(view).isLessThan(BOUND));
    }

    private void view(String name, Runnable questions) {
        questions.run(); // the first answer fills the caches of the database
        long[] millis = new long[ANSWERS];
        for (int n = 0; n < ANSWERS; n++) {
            long start = System.nanoTime();
            questions.run();
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

    private void report(JdbcClient jdbc) throws Exception {
        for (String table :
                List.of("dossier", "dossier_task", "stage_fact", "step_fact", "element_day", "finished_instance")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %9d rows",
                    table,
                    jdbc.sql("select count(*) from ecoquartier." + table)
                            .query(Long.class)
                            .single()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "load of the machine %.1f on %d processors",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors()));
        Files.write(Files.createDirectories(Path.of("target", "bench")).resolve("oversight.txt"), lines);
    }
}
