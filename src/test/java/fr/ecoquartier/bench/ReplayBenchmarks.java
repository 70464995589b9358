package fr.ecoquartier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.replay.ReplayCases;
import fr.ecoquartier.pilot.replay.ReplayDossier;
import fr.ecoquartier.pilot.replay.ReplayEngine;
import fr.ecoquartier.pilot.replay.ReplayResult;
import fr.ecoquartier.pilot.replay.ReplaySummary;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.referentiel.WorkedExamples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A replay of 10,000 dossiers with 23 indicators, under {@code mvn -Pbench verify}: from the database to the stored
 * changes, and the engine alone beside two plain checks of each dossier one after the other, which say less (no causes,
 * no sensitivity).
 */
@IntegrationTest
class ReplayBenchmarks {

    private static final int DOSSIERS = 10_000;
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String[] CONTEXTS = {"rural", "suburban", "urban"};
    private static final String[] REGIONS = {"82", "42", "11", "93", "53"};

    @Autowired
    private Replays replays;

    @Autowired
    private ReferentielDrafts drafts;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private OpinionRule rule;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Test
    void ten_thousand_dossiers_are_replayed_in_less_than_twenty_seconds() throws Exception {
        Draft draft = ReplayCases.in(application)
                .draft(
                        "Banc d'essai",
                        ReplayCases.all(
                                ReplayCases.minimum("I14", "95"),
                                ReplayCases.minimum("I06", "65"),
                                ReplayCases.formula("I02", "100 * participantsConcertation / (habitants + emplois)")));
        store();
        System.gc();
        AtomicLong most = new AtomicLong();
        Progress watched = new Progress() {
            @Override
            public void report(double share, String message) {
                most.accumulateAndGet(used(), Math::max);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        long before = used();
        long start = System.nanoTime();
        ReplaySummary summary = replays.run(draft.id(), UUID.randomUUID().toString(), watched);
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        assertThat(summary.result().dossiers()).isGreaterThanOrEqualTo(DOSSIERS);

        Referentiel version = drafts.referentiel(draft.id()).orElseThrow();
        List<ReplayDossier> generated = generated();
        engine(version, generated, 2);
        start = System.nanoTime();
        ReplayResult result = engine(version, generated, 2);
        Duration two = Duration.ofNanos(System.nanoTime() - start);
        start = System.nanoTime();
        engine(version, generated, 1);
        Duration one = Duration.ofNanos(System.nanoTime() - start);
        start = System.nanoTime();
        int changed = plain(version, generated);
        Duration plain = Duration.ofNanos(System.nanoTime() - start);

        assertThat(changed).isPositive();
        String report = """
                {"dossiers": %d, "checks": %d, "wholeMillis": %d, "usedBeforeMiB": %d, "mostUsedMiB": %d,
                 "engineTwoThreadsMillis": %d, "engineOneThreadMillis": %d, "plainChecksMillis": %d, "plainToEngine": %s}
                """.formatted(
                        summary.result().dossiers(),
                        summary.result().checks(),
                        whole.toMillis(),
                        before >> 20,
                        most.get() >> 20,
                        two.toMillis(),
                        one.toMillis(),
                        plain.toMillis(),
                        BigDecimal.valueOf(plain.toMillis())
                                .divide(BigDecimal.valueOf(two.toMillis()), 2, RoundingMode.HALF_UP));
        Files.writeString(Files.createDirectories(Path.of("target", "bench")).resolve("replay.json"), report);
        assertThat(result.checks()).isEqualTo(DOSSIERS);
        assertThat(whole).isLessThan(BOUND);
    }

    private ReplayResult engine(Referentiel draft, List<ReplayDossier> dossiers, int threads) {
        return new ReplayEngine(draft, referentiels::find, rule.fixed(), threads)
                .run(dossiers.iterator(), dossiers.size(), changes -> {}, Progress.none());
    }

    /** Each dossier checked under both versions with the check of the label, and the ratings compared. */
    private int plain(Referentiel draft, List<ReplayDossier> dossiers) {
        Referentiel base = referentiels.find(ReplayCases.BASE).orElseThrow();
        OpinionRule fixed = rule.fixed();
        Map<String, Grid> before = new LinkedHashMap<>();
        Map<String, Grid> after = new LinkedHashMap<>();
        for (String context : CONTEXTS) {
            before.put(context, Checks.grid(base, context));
            after.put(context, Checks.grid(draft, context));
        }
        int changed = 0;
        for (ReplayDossier dossier : dossiers) {
            Map<String, BigDecimal> figures =
                    dossier.figures().get(Stage.CONTRACT).values();
            CheckReport was = before.get(dossier.context()).check(Stage.CONTRACT, figures, Map.of(), fixed);
            CheckReport is = after.get(dossier.context()).check(Stage.CONTRACT, figures, Map.of(), fixed);
            changed += IntStream.range(0, is.indicators().size())
                            .anyMatch(i -> was.indicators().get(i).rating()
                                    != is.indicators().get(i).rating())
                    ? 1
                    : 0;
        }
        return changed;
    }

    /** The generated dossiers, with their planned figures, straight into the tables. */
    private void store() {
        List<ReplayDossier> dossiers = generated();
        for (int from = 0; from < dossiers.size(); from += 1000) {
            StringBuilder rows = new StringBuilder("[");
            for (ReplayDossier dossier : dossiers.subList(from, from + 1000)) {
                rows.append(rows.length() > 1 ? "," : "")
                        .append("{\"reference\":\"%s\",\"region\":\"%s\",\"context\":\"%s\",\"content\":{"
                                .formatted(dossier.reference(), dossier.region(), dossier.context()));
                int n = rows.length();
                dossier.figures()
                        .get(Stage.CONTRACT)
                        .values()
                        .forEach((code, value) -> rows.append(rows.length() > n ? "," : "")
                                .append('"')
                                .append(code)
                                .append("\":\"")
                                .append(value.toPlainString())
                                .append('"'));
                rows.append("}}");
            }
            String json = rows.append("]").toString();
            jdbc.sql("""
                            insert into ecoquartier.dossier (reference, authority_code, authority_name, region_code, operation, context,
                                referentiel, stage, status, search_text, opened_at, updated_at)
                            select r.reference, '38185', 'Grenoble', r.region, 'Opération', r.context, '2012-test', 'CONTRACT',
                                'CHARTER_SIGNED', '', now(), now()
                            from jsonb_to_recordset(?::jsonb) as r (reference text, region text, context text)
                            """).param(json).update();
            jdbc.sql("""
                            insert into ecoquartier.figures (reference, kind, stage, effect, content, referentiel, submitted_by, submitted_at)
                            select r.reference, 'PLANNED', 'CONTRACT', 'bench:' || r.reference, r.content, '2012-test', 'bench', now()
                            from jsonb_to_recordset(?::jsonb) as r (reference text, content jsonb)
                            """).param(json).update();
        }
        jdbc.sql("analyze ecoquartier.figures").update();
    }

    /** The same each time: every figure of the worked example times a factor of its own. */
    private static List<ReplayDossier> generated() {
        Random random = new Random(2012);
        List<ReplayDossier> dossiers = new ArrayList<>(DOSSIERS);
        for (int i = 0; i < DOSSIERS; i++) {
            Map<String, BigDecimal> figures = new LinkedHashMap<>();
            WorkedExamples.good().forEach((code, value) -> {
                BigDecimal factor = BigDecimal.valueOf(60 + random.nextInt(61), 2);
                figures.put(code, value.multiply(factor).setScale(value.scale() > 0 ? 2 : 0, RoundingMode.HALF_UP));
            });
            dossiers.add(new ReplayDossier(
                    "EQ-2099-%05d".formatted(i + 1),
                    "Grenoble",
                    "Opération",
                    REGIONS[random.nextInt(REGIONS.length)],
                    CONTEXTS[random.nextInt(CONTEXTS.length)],
                    false,
                    Map.of(Stage.CONTRACT, new ReplayDossier.Given(ReplayCases.BASE, figures)),
                    Map.of()));
        }
        return dossiers;
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
