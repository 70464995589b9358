package fr.ecoquartier.pilot.calibration;

import static fr.ecoquartier.pilot.calibration.IndicatorAnalysis.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.calibration.Analysis.RankCorrelation;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.PairOfJudges;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Separation;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Twelve pilots, six rural and six urban, three indicators. The expected numbers were computed outside of this program,
 * in Python from the definitions (see {@link StatisticsTest}).
 */
class CalibrationTest {

    private static final Offset<Double> EXACT = within(1e-9);

    /** By pilot: the service's judgment, the experts', the partner's (null: gave none). */
    private static final Integer[][][] JUDGMENTS = {
        {{0}, {0, 1}, {0}}, {{1}, {1}, {}}, {{1}, {1, 2}, {1}}, {{2}, {2, 2}, {1}}, {{2}, {2}, {2}}, {{1}, {0, 1}, {1}},
        {{0}, {0}, {1}}, {{1}, {1, 1}, {}}, {{2}, {1}, {1}}, {{2}, {2, 1}, {2}}, {{2}, {2}, {2}}, {{1}, {1}, {}}
    };

    private static final Rating[] SCALE = {Rating.UNMET, Rating.MET, Rating.EXEMPLARY};

    private final Analysis analysis = twelve().analysis();
    private final Group all = analysis.indicator("A").orElseThrow().group(ALL);

    private static Sample twelve() {
        Map<String, double[]> a = Map.of("rural", new double[] {10, 20}, "urban", new double[] {30, 60});
        Map<String, double[]> b = Map.of("rural", new double[] {100, 50}, "urban", new double[] {100, 50});
        Map<String, double[]> c = Map.of("rural", new double[] {1, 2}, "urban", new double[] {1, 2});
        Sample sample = Sample.of(
                        "rural", "rural", "rural", "rural", "rural", "rural", "urban", "urban", "urban", "urban",
                        "urban", "urban")
                .indicator("A", false, a, List.of("surface", "logements"))
                .indicator("B", false, b, List.of("energie"))
                .indicator("C", false, c, List.of("surface"))
                .values("A", 5., 10., 12., 20., 25., 18., 25., 30., 45., 60., 75., null)
                .values("B", 120., 100., 90., 50., 40., 60., 110., 95., null, 45., 50., 70.)
                .values("C", .5, 1., 1.2, 2., 2.5, 1.8, .6, 1.1, 1.4, 2.1, 2.4, 3.)
                .notApplicable("B", 8);
        EvaluatorRole[] roles = {EvaluatorRole.DREAL, EvaluatorRole.EXPERT, EvaluatorRole.PARTNER};
        for (int pilot = 0; pilot < JUDGMENTS.length; pilot++) {
            for (int role = 0; role < roles.length; role++) {
                for (int category : JUDGMENTS[pilot][role]) {
                    sample.evaluation(pilot, roles[role], "A", SCALE[category], 1 + category, null);
                }
            }
        }
        return sample.cost(0, "logements", "3")
                .cost(1, "logements", "4.5")
                .cost(2, "surface", "2")
                .evaluation(6, EvaluatorRole.AUTHORITY, "A", Rating.EXEMPLARY, 5, 2);
    }

    @Test
    void aMissingValueIsNotMeasuredAndAnotherThatDoesNotApplyIsNotCounted() {
        assertThat(all.measurability().applicable()).isEqualTo(12);
        assertThat(all.measurability().measured()).isEqualTo(11);
        assertThat(all.measurability().missing()).isEqualTo(1);
        assertThat(all.measurability().share()).isEqualTo(11.0 / 12, EXACT);
        assertThat(all.measurability().interval().low()).isEqualTo(0.6461200888588832, EXACT);
        Group b = analysis.indicator("B").orElseThrow().group(ALL);
        assertThat(b.measurability().applicable()).isEqualTo(11);
        assertThat(b.measurability().measured()).isEqualTo(11);
    }

    @Test
    void theEffortIsTheMeanOfWhatWasDeclaredForEachInput() {
        // logements: (3 + 4.5) / 2 = 3.75, surface: 2; C uses surface too, so dropping A would save 3.75
        assertThat(all.effort().hours()).isEqualByComparingTo("5.75");
        assertThat(all.effort().ownHours()).isEqualByComparingTo("3.75");
        assertThat(all.effort().costedInputs()).isEqualTo(2);
        // 39 judges: 6 unmet, 19 met, 14 exemplary said 1, 2 and 3; the authority said 5: (6 + 38 + 42 + 5) / 40
        assertThat(all.effort().difficultyOpinions()).isEqualTo(40);
        assertThat(all.effort().difficulty()).isEqualTo(91.0 / 40, EXACT);
        assertThat(all.effort().clarity()).isEqualTo(2, EXACT);
        Group b = analysis.indicator("B").orElseThrow().group(ALL);
        assertThat(b.effort().hours()).isNull();
        assertThat(b.effort().difficulty()).isNull();
    }

    @Test
    void theDistributionHasItsQuantilesAndTheMedianItsInterval() {
        assertThat(all.distribution().n()).isEqualTo(11);
        assertThat(all.distribution().q10()).isEqualByComparingTo("10");
        assertThat(all.distribution().q25()).isEqualByComparingTo("15");
        assertThat(all.distribution().median()).isEqualByComparingTo("25");
        assertThat(all.distribution().q75()).isEqualByComparingTo("37.5");
        assertThat(all.distribution().q90()).isEqualByComparingTo("60");
        assertThat(all.distribution().mean()).isEqualByComparingTo("29.54545"); // 325 / 11
        assertThat(all.distribution().medianRange().low()).isEqualByComparingTo("12");
        assertThat(all.distribution().medianRange().high()).isEqualByComparingTo("45");
    }

    @Test
    void ratingsAreThoseOfEachContext() {
        assertThat(List.of(
                        all.ratings().unmet(),
                        all.ratings().met(),
                        all.ratings().exemplary()))
                .containsExactly(2, 5, 4);
        assertThat(all.ratings().satisfiedShare()).isEqualTo(9.0 / 11, EXACT);
        Group rural = analysis.indicator("A").orElseThrow().group("rural");
        assertThat(rural.ratings().rated()).isEqualTo(6);
        assertThat(rural.confidence()).isEqualTo(Confidence.TOO_FEW);
    }

    @Test
    void anIndicatorSeparatesWhenRatingsDifferAndFollowTheRestOfTheDossier() {
        // the pilot for which B does not apply has only one other indicator, the one without A has no position
        assertThat(all.discrimination().n()).isEqualTo(10);
        assertThat(all.discrimination().itemRest()).isEqualTo(0.9428090415820632, EXACT);
        assertThat(all.discrimination().itemRestInterval().low()).isEqualTo(0.75592895, within(1e-8));
        assertThat(all.discrimination().itemRestInterval().high()).isEqualTo(0.98019606, within(1e-8));
        assertThat(all.discrimination().commonest()).isEqualTo(5.0 / 11, EXACT);
        assertThat(all.discrimination().separation()).isEqualTo(Separation.SEPARATES);
    }

    @Test
    void twoIndicatorsAreComparedWithinTheirContextSoThatTheContextIsNoLink() {
        RankCorrelation ac = analysis.correlation("C", "A", ALL).orElseThrow();
        assertThat(ac.n()).isEqualTo(11);
        assertThat(ac.rho()).isEqualTo(0.9748513469869371, EXACT);
        assertThat(ac.interval().low()).isEqualTo(0.8716931556085543, EXACT);
        assertThat(ac.interval().high()).isEqualTo(0.9952799206812237, EXACT);
        RankCorrelation ab = analysis.correlation("A", "B", ALL).orElseThrow();
        assertThat(ab.n()).isEqualTo(10);
        assertThat(ab.rho()).isEqualTo(0.9476967938415949, EXACT);
        RankCorrelation rural = analysis.correlation("A", "C", "rural").orElseThrow();
        assertThat(rural.rho()).isEqualTo(1, EXACT);
        assertThat(rural.interval().low()).isEqualTo(0.6316889830216209, EXACT);
    }

    @Test
    void whatDiffersByContextOnlyIsNotALink() {
        // the same value everywhere, against thresholds that differ: positions differ by context, deviations are all 0
        Analysis constant = twelve().values("B", 70., 70., 70., 70., 70., 70., 70., 70., 70., 70., 70., 70.)
                .analysis();
        assertThat(constant.correlation("A", "B", ALL).orElseThrow().rho()).isNull();
    }

    @Test
    void agreementIsMeasuredBetweenThoseWhoJudgeAndNotWithTheAuthorityItself() {
        assertThat(all.agreement().pilots()).isEqualTo(12);
        assertThat(all.agreement().judgments()).isEqualTo(39);
        assertThat(all.agreement().kappa()).isEqualTo(0.6358438702583837, EXACT);
        assertThat(all.agreement().interval().low()).isEqualTo(0.33768116, within(1e-8));
        assertThat(all.agreement().interval().high()).isEqualTo(0.78859437, within(1e-8));
        assertThat(all.agreement().same()).isEqualTo(0.6805555555555555, EXACT);
        assertThat(all.agreement().confidence()).isEqualTo(Confidence.ENOUGH);
    }

    @Test
    void everyPairOfCapacitiesHasItsOwnKappa() {
        PairOfJudges experts = all.agreement().pairs().get(0);
        assertThat(experts.second()).isEqualTo(EvaluatorRole.EXPERT);
        assertThat(experts.pilots()).isEqualTo(12);
        assertThat(experts.kappa()).isEqualTo(0.75, EXACT);
        assertThat(experts.interval().low()).isEqualTo(0.42307692, within(1e-8));
        assertThat(experts.interval().high()).isEqualTo(0.92309322, within(1e-8));
        PairOfJudges partners = all.agreement().pairs().get(1);
        assertThat(partners.second()).isEqualTo(EvaluatorRole.PARTNER);
        assertThat(partners.pilots()).isEqualTo(9);
        assertThat(partners.kappa()).isEqualTo(0.6896551724137931, EXACT);
    }

    @Test
    void judgmentsAreComparedWithTheComputedRatingWhereThereIsOne() {
        assertThat(all.agreement().compared()).isEqualTo(37);
        assertThat(all.agreement().asComputed()).isEqualTo(30);
        assertThat(all.agreement().better()).isEqualTo(4);
        assertThat(all.agreement().worse()).isEqualTo(3);
    }

    @Test
    void theSameSeedGivesTheSameAnalysisAndAnotherSeedOtherIntervalsOnly() {
        assertThat(twelve().analysis()).isEqualTo(analysis);
        Analysis other = Calibration.analyse(twelve().input(8));
        Group otherAll = other.indicator("A").orElseThrow().group(ALL);
        assertThat(otherAll.agreement().kappa()).isEqualTo(all.agreement().kappa());
        assertThat(otherAll.agreement().interval()).isNotEqualTo(all.agreement().interval());
    }

    @Test
    void anAnalysisIsKeptAsJsonWithNothingLost() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(analysis), Analysis.class))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(analysis);
    }

    @Test
    void withoutAnyPilotEverythingIsUnknownAndNothingFails() {
        Analysis empty = Sample.rural(0).indicator("A", 10, 20).analysis();
        Group group = empty.indicator("A").orElseThrow().group(ALL);
        assertThat(group.measurability().share()).isNull();
        assertThat(group.distribution()).isNull();
        assertThat(group.ratings().satisfiedShare()).isNull();
        assertThat(group.discrimination().itemRest()).isNull();
        assertThat(group.agreement().kappa()).isNull();
        assertThat(empty.indicator("A").orElseThrow().proposal().kind()).isEqualTo(ProposalKind.KEEP);
        assertThat(empty.indicator("A").orElseThrow().proposal().confidence()).isEqualTo(Confidence.TOO_FEW);
        assertThat(empty.largeEnough()).isFalse();
    }

    @Test
    void withOnePilotThereIsAValueAndNoIntervalOfIt() {
        Group group = Sample.rural(1)
                .indicator("A", 10, 20)
                .values("A", 12.)
                .analysis()
                .indicator("A")
                .orElseThrow()
                .group(ALL);
        assertThat(group.distribution().median()).isEqualByComparingTo("12");
        assertThat(group.distribution().medianRange()).isNull();
        assertThat(group.ratings().satisfiedInterval().low()).isEqualTo(0.20654931437723745, EXACT);
        assertThat(group.confidence()).isEqualTo(Confidence.TOO_FEW);
    }
}
