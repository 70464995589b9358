package fr.ecoquartier.pilot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.TestReferentiel;
import fr.ecoquartier.workflow.decision.StageOpinionTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayEngineTest {

    private static final OpinionRule TABLE = StageOpinionTable.load();

    /** Four indicators in two dimensions; share = 100 × part / whole, noise is better low and mandatory. */
    private static final String BASE = """
            version: base
            label: Version de base
            contexts: [rural, urban]
            inputs:
              part:  {label: "Part", unit: m2, min: 0, max: 100}
              whole: {label: "Tout", unit: m2, min: 1, max: 100, required: true}
              noise: {label: "Bruit", unit: "1", min: 0, max: 100}
              spare: {label: "Réserve", unit: m2, min: 0, max: 100}
            dimensions:
              - code: D1
                label: Première
                commitments:
                  - code: E01
                    label: Premier engagement
                    indicators:
                      - {code: I01, label: "Part du tout", unit: "%", decimals: 0, formula: "100 * part / whole", better: higher, thresholds: {rural: [20, 40], urban: [20, 40]}}
              - code: D2
                label: Seconde
                commitments:
                  - code: E02
                    label: Second engagement
                    indicators:
                      - {code: I02, label: "Bruit", unit: "1", decimals: 0, formula: "noise", better: lower, mandatory: true, thresholds: {rural: [50, 30], urban: [50, 30]}}
            """;

    private static final Referentiel BASE_VERSION = TestReferentiel.read(BASE);

    private final List<CheckChange> changes = new ArrayList<>();

    @Test
    void a_threshold_that_moves_is_named_with_the_value_that_it_moves_past() {
        ReplayResult result = replay(
                draft("I01", "urban: [20, 40]", "urban: [25, 40]"),
                planned("EQ-2012-00001", "urban", "part=22", "whole=100", "noise=20"),
                planned("EQ-2012-00002", "urban", "part=25", "whole=100", "noise=20"),
                planned("EQ-2012-00003", "rural", "part=22", "whole=100", "noise=20"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.reference()).isEqualTo("EQ-2012-00001");
            assertThat(change.ratings()).singleElement().satisfies(rating -> {
                assertThat(rating.from()).isEqualTo(Rating.MET);
                assertThat(rating.to()).isEqualTo(Rating.UNMET);
                assertThat(rating.cause()).isEqualTo(Cause.THRESHOLD);
                assertThat(rating.reason()).isEqualTo("Seuil de 20\u00a0% à 25\u00a0%\u00a0; valeur\u00a0: 22\u00a0%.");
            });
            assertThat(change.opinionFrom()).isEqualTo(Opinion.FAVOURABLE);
            assertThat(change.opinionTo()).isEqualTo(Opinion.RESERVATIONS);
            assertThat(change.opinionReason()).contains("I01");
            assertThat(change.kinds()).containsExactlyInAnyOrder(ChangeKind.RATING_WORSE, ChangeKind.OPINION_WORSE);
        });
        assertThat(result.checks()).isEqualTo(3);
        assertThat(result.dossiersChanged()).isEqualTo(1);
        assertThat(result.contexts())
                .filteredOn(group -> group.code().equals("urban"))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.checks()).isEqualTo(2);
                    assertThat(group.count(ChangeKind.OPINION_WORSE)).isEqualTo(1);
                });
        assertThat(result.contexts())
                .filteredOn(group -> group.code().equals("rural"))
                .singleElement()
                .satisfies(group -> assertThat(group.kinds()).isEmpty());
    }

    @Test
    void a_formula_that_changes_is_the_cause_when_the_thresholds_alone_would_change_nothing() {
        replay(
                draft("I01", "100 * part / whole", "100 * part / (2 * whole)"),
                planned("EQ-2012-00001", "urban", "part=30", "whole=100", "noise=20"));

        assertThat(only().ratings()).singleElement().satisfies(rating -> {
            assertThat(rating.cause()).isEqualTo(Cause.FORMULA);
            assertThat(rating.before()).isEqualByComparingTo("30");
            assertThat(rating.after()).isEqualByComparingTo("15");
            assertThat(rating.reason()).contains("30\u00a0% à 15\u00a0%");
        });
    }

    @Test
    void a_formula_and_a_threshold_that_only_together_change_the_rating_are_both_the_cause() {
        replay(
                draft("I01", "100 * part / whole", "100 * part / whole - 5", "urban: [20, 40]", "urban: [24, 40]"),
                planned("EQ-2012-00001", "urban", "part=27", "whole=100", "noise=20"));

        assertThat(only().ratings()).singleElement().satisfies(rating -> {
            assertThat(rating.cause()).isEqualTo(Cause.BOTH);
            assertThat(rating.from()).isEqualTo(Rating.MET);
            assertThat(rating.to()).isEqualTo(Rating.UNMET);
        });
    }

    @Test
    void an_input_that_the_draft_adds_is_missing_counted_apart_and_does_not_hide_the_rest() {
        Referentiel draft = TestReferentiel.read(BASE.replace("version: base", "version: draft")
                .replace("noise: {", "trees: {label: \"Arbres\", unit: \"1\", min: 0, max: 9}\n  noise: {")
                .replace("formula: \"100 * part / whole\"", "formula: \"100 * part / whole + trees\"")
                .replace("urban: [50, 30]", "urban: [15, 10]"));

        ReplayResult result = replay(draft, planned("EQ-2012-00001", "urban", "part=30", "whole=100", "noise=20"));

        CheckChange change = only();
        assertThat(change.opinionTo()).isEqualTo(Opinion.INCOMPLETE);
        assertThat(change.opinionAside()).isEqualTo(Opinion.UNFAVOURABLE);
        assertThat(change.kinds())
                .contains(ChangeKind.MISSING, ChangeKind.OPINION_INCOMPLETE, ChangeKind.RATING_WORSE)
                .doesNotContain(ChangeKind.OPINION_WORSE);
        assertThat(change.ratings())
                .filteredOn(rating -> rating.indicator().equals("I01"))
                .singleElement()
                .satisfies(rating -> {
                    assertThat(rating.cause()).isEqualTo(Cause.NEW_INPUT);
                    assertThat(rating.to()).isEqualTo(Rating.MISSING);
                    assertThat(rating.reason()).contains("«\u00a0Arbres\u00a0»");
                });
        assertThat(result.newInputs()).containsExactly(Map.entry("trees", 1));
        assertThat(result.adoptable()).isTrue();
    }

    @Test
    void an_input_that_the_base_knew_and_the_dossier_never_gave_is_told_from_a_new_one() {
        replay(
                draft("I01", "100 * part / whole", "100 * (part + spare) / whole"),
                planned("EQ-2012-00001", "urban", "part=30", "whole=100", "noise=20"));

        assertThat(only().ratings()).singleElement().satisfies(rating -> {
            assertThat(rating.cause()).isEqualTo(Cause.ABSENT_INPUT);
            assertThat(rating.reason()).contains("Réserve");
        });
    }

    @Test
    void a_division_by_zero_names_dossier_indicator_and_inputs_and_the_rest_goes_on() {
        // the draft believes that there is always some noise; real dossiers have none
        Referentiel draft = TestReferentiel.read(BASE.replace("version: base", "version: draft")
                .replace("\"Bruit\", unit: \"1\", min: 0", "\"Bruit\", unit: \"1\", min: 1")
                .replace("formula: \"noise\"", "formula: \"100 / noise\"")
                .replace("urban: [20, 40]", "urban: [35, 40]"));

        ReplayResult result = replay(
                draft,
                planned("EQ-2012-00001", "urban", "part=30", "whole=100", "noise=0"),
                planned("EQ-2012-00002", "urban", "part=30", "whole=100", "noise=20"));

        assertThat(result.adoptable()).isFalse();
        assertThat(result.failureCount()).isEqualTo(1);
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reference()).isEqualTo("EQ-2012-00001");
            assertThat(failure.indicator()).isEqualTo("I02");
            assertThat(failure.inputs()).containsExactly(Map.entry("noise", new BigDecimal("0")));
            assertThat(failure.reason()).contains("division par zéro").contains("Bruit = 0");
        });
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).opinionTo()).isNull();
        assertThat(changes.get(0).kinds()).contains(ChangeKind.FAILED, ChangeKind.REFUSED, ChangeKind.RATING_WORSE);
        assertThat(changes.get(1).kinds()).contains(ChangeKind.RATING_WORSE).doesNotContain(ChangeKind.FAILED);
        assertThat(new ReplaySummary(1, 1, 1, true, java.time.Instant.EPOCH, 0, result).verdict())
                .contains("ne peut pas être adopté")
                .contains("EQ-2012-00001")
                .contains("I02");
    }

    @Test
    void added_and_dropped_indicators_and_a_new_obligation_are_said() {
        Referentiel draft = TestReferentiel.read(BASE.replace("version: base", "version: draft")
                .replace("{code: I02", "{code: I03")
                .replace("better: higher, thresholds", "better: higher, mandatory: true, thresholds"));

        replay(draft, planned("EQ-2012-00001", "urban", "part=10", "whole=100", "noise=20"));

        CheckChange change = only();
        assertThat(change.ratings())
                .extracting(RatingChange::indicator, RatingChange::cause)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("I03", Cause.ADDED),
                        org.assertj.core.groups.Tuple.tuple("I02", Cause.REMOVED));
        assertThat(change.opinionTo()).isEqualTo(Opinion.UNFAVOURABLE);
        assertThat(change.opinionReason()).contains("I01 (devenu obligatoire)");
    }

    @Test
    void sensitivity_counts_ratings_and_opinions_at_each_step_of_a_threshold() {
        ReplayResult result = replay(
                draft("I01", "Part du tout", "Part du total"),
                planned("EQ-2012-00001", "urban", "part=18", "whole=100", "noise=20"),
                planned("EQ-2012-00002", "urban", "part=20", "whole=100", "noise=20"),
                planned("EQ-2012-00003", "urban", "part=24", "whole=100", "noise=20"),
                planned("EQ-2012-00004", "urban", "part=39", "whole=100", "noise=20"));

        Sensitivity minimum = sensitivity(result, "I01", "minimum");
        // a tenth of the way from 20 to 40
        assertThat(minimum.step()).isEqualByComparingTo("2");
        assertThat(minimum.concerned()).isEqualTo(4);
        assertThat(minimum.points())
                .extracting(
                        point -> point.threshold().intValueExact(),
                        Sensitivity.Point::ratings,
                        Sensitivity.Point::opinions)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(12, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(14, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(16, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(18, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(22, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(24, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(26, 2, 2),
                        org.assertj.core.groups.Tuple.tuple(28, 2, 2));
        Sensitivity target = sensitivity(result, "I01", "target");
        assertThat(target.points())
                .extracting(
                        point -> point.threshold().intValueExact(),
                        Sensitivity.Point::ratings,
                        Sensitivity.Point::opinions)
                .contains(org.assertj.core.groups.Tuple.tuple(38, 1, 0), org.assertj.core.groups.Tuple.tuple(42, 0, 0));
        assertThat(changes).isEmpty();
    }

    @Test
    void a_target_is_never_moved_past_its_minimum() {
        ReplayResult result = replay(
                draft("I01", "urban: [20, 40]", "urban: [39, 40]"),
                planned("EQ-2012-00001", "urban", "part=1", "whole=10"));

        assertThat(sensitivity(result, "I01", "minimum").points())
                .extracting(Sensitivity.Point::threshold)
                .allSatisfy(threshold -> assertThat(threshold).isLessThanOrEqualTo(new BigDecimal("40")));
        assertThat(sensitivity(result, "I01", "target").points())
                .extracting(Sensitivity.Point::threshold)
                .allSatisfy(threshold -> assertThat(threshold).isGreaterThanOrEqualTo(new BigDecimal("39")));
    }

    @Test
    void steps_are_numbers_that_people_choose() {
        assertThat(Threshold.step(new BigDecimal("20"), new BigDecimal("40"), 0))
                .isEqualByComparingTo("2");
        assertThat(Threshold.step(new BigDecimal("60"), new BigDecimal("70"), 1))
                .isEqualByComparingTo("1");
        assertThat(Threshold.step(new BigDecimal("0.3"), new BigDecimal("0.35"), 2))
                .isEqualByComparingTo("0.01");
        assertThat(Threshold.step(new BigDecimal("200"), new BigDecimal("200"), 0))
                .isEqualByComparingTo("10");
        assertThat(Threshold.step(BigDecimal.ZERO, BigDecimal.ZERO, 1)).isEqualByComparingTo("0.1");
        assertThat(Threshold.step(new BigDecimal("10"), new BigDecimal("11"), 0))
                .isEqualByComparingTo("1");
    }

    @Test
    void the_measured_figures_are_held_to_the_objectives_that_the_draft_leaves() {
        // I01 was promised at 60 %, measured at 45 %: worse by more than a tenth, so the opinion has reservations
        Map<String, BigDecimal> objectives = Map.of("I01", new BigDecimal("60"), "I02", new BigDecimal("20"));
        ReplayDossier dossier = new ReplayDossier(
                "EQ-2012-00001",
                "Grenoble",
                "Caserne",
                "82",
                "urban",
                false,
                Map.of(
                        Stage.CONTRACT, given("part=60", "whole=100", "noise=20"),
                        Stage.LABEL, given("part=45", "whole=100", "noise=20")),
                objectives);

        replay(draft("I01", "100 * part / whole", "50 * part / whole", "urban: [20, 40]", "urban: [10, 20]"), dossier);

        // the promise becomes 30 %, what is measured 22.5 %: still worse by more than a tenth
        assertThat(changes).filteredOn(change -> change.stage() == Stage.LABEL).isEmpty();
    }

    @Test
    void a_dossier_whose_version_or_context_is_unknown_is_counted_and_left() {
        Referentiel draft = TestReferentiel.read(BASE.replace("version: base", "version: draft")
                .replace("contexts: [rural, urban]", "contexts: [urban]")
                .replace("rural: [20, 40], ", "")
                .replace("rural: [50, 30], ", ""));
        ReplayDossier unknown = new ReplayDossier(
                "EQ-2012-00002",
                "Grenoble",
                "Caserne",
                "82",
                "urban",
                false,
                Map.of(Stage.CONTRACT, new ReplayDossier.Given("1999", Map.of())),
                Map.of());

        ReplayResult result = replay(draft, planned("EQ-2012-00001", "rural", "part=1", "whole=2"), unknown);

        assertThat(result.checks()).isZero();
        assertThat(result.unread().keySet())
                .anySatisfy(reason -> assertThat(reason).contains("rural"))
                .anySatisfy(reason -> assertThat(reason).contains("1999"));
    }

    @Test
    void many_dossiers_on_several_threads_give_the_same_as_on_one_and_in_order() {
        Referentiel draft = draft("I01", "urban: [20, 40]", "urban: [25, 40]");
        ReplayDossier[] dossiers = IntStream.range(0, 1234)
                .mapToObj(i -> planned(
                        "EQ-2012-%05d".formatted(i),
                        i % 3 == 0 ? "rural" : "urban",
                        "part=" + i % 60,
                        "whole=100",
                        "noise=" + i % 97))
                .toArray(ReplayDossier[]::new);

        ReplayResult many = replay(draft, dossiers);
        List<CheckChange> inOrder = List.copyOf(changes);
        changes.clear();
        ReplayResult one =
                engine(draft, 1).run(List.of(dossiers).iterator(), dossiers.length, changes::addAll, Progress.none());

        assertThat(many).isEqualTo(one);
        assertThat(inOrder).isEqualTo(changes).isNotEmpty();
        assertThat(inOrder).extracting(CheckChange::reference).isSorted();
    }

    @Test
    void a_replay_that_nobody_wants_any_more_stops_and_reads_no_further() {
        AtomicInteger read = new AtomicInteger();
        Iterator<ReplayDossier> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ReplayDossier next() {
                read.incrementAndGet();
                return planned("EQ-2012-00001", "urban", "part=1", "whole=2");
            }
        };
        Progress impatient = new Progress() {
            private boolean enough;

            @Override
            public void report(double share, String message) {
                enough = true;
            }

            @Override
            public boolean cancelled() {
                return enough;
            }
        };

        assertThatThrownBy(() -> engine(BASE_VERSION, 2).run(endless, 1000, changes::addAll, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(read.get()).isLessThanOrEqualTo(500);
    }

    private CheckChange only() {
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static Sensitivity sensitivity(ReplayResult result, String indicator, String bound) {
        return result.sensitivities().stream()
                .filter(s -> s.context().equals("urban")
                        && s.indicator().equals(indicator)
                        && s.bound().equals(bound))
                .findFirst()
                .orElseThrow();
    }

    private ReplayResult replay(Referentiel draft, ReplayDossier... dossiers) {
        return engine(draft, 2).run(List.of(dossiers).iterator(), dossiers.length, changes::addAll, Progress.none());
    }

    private static ReplayEngine engine(Referentiel draft, int threads) {
        return new ReplayEngine(
                draft,
                version -> version.equals("base") ? Optional.of(BASE_VERSION) : Optional.empty(),
                TABLE,
                threads);
    }

    /** The base with texts replaced in the line of one indicator. */
    private static Referentiel draft(String indicator, String... replacements) {
        String text = BASE.replace("version: base", "version: draft")
                .lines()
                .map(line -> {
                    String changed = line;
                    for (int i = 0; line.contains("{code: " + indicator) && i < replacements.length; i += 2) {
                        assertThat(line).contains(replacements[i]);
                        changed = changed.replace(replacements[i], replacements[i + 1]);
                    }
                    return changed + "\n";
                })
                .reduce("", String::concat);
        return TestReferentiel.read(text);
    }

    private static ReplayDossier planned(String reference, String context, String... figures) {
        return new ReplayDossier(
                reference,
                "Grenoble",
                "Caserne de Bonne",
                "82",
                context,
                reference.startsWith("TEST"),
                Map.of(Stage.CONTRACT, given(figures)),
                Map.of());
    }

    private static ReplayDossier.Given given(String... figures) {
        return new ReplayDossier.Given("base", fr.ecoquartier.referentiel.WorkedExamples.figures(figures));
    }
}
