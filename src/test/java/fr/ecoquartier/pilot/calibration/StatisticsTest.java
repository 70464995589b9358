package fr.ecoquartier.pilot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Worked examples. Where a comment gives no calculation by hand, the expected number was computed outside of this
 * program, in Python from the definitions (numpy 2.4 quantile "linear", scipy 1.17 spearmanr, kappa as a mean over
 * pairs of evaluators, a re-implementation of java.util.Random for the draws).
 */
class StatisticsTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final double[] VALUES = {12, 15, 15, 18, 22, 30, 41, 58};
    private static final double[] A = {3, 1, 4, 1, 5, 9, 2, 6};
    private static final double[] B = {2, 7, 1, 8, 2, 8, 1, 8};

    /** Judgments by subject: 0 unmet, 1 met, 2 exemplary. */
    private static final List<List<Integer>> SUBJECTS = List.of(
            List.of(0, 0, 1),
            List.of(1, 1),
            List.of(2, 2, 1, 2),
            List.of(0, 1),
            List.of(2, 2, 2),
            List.of(1, 0, 1),
            List.of(1),
            List.of(2, 1));

    @Test
    void aQuantileLiesBetweenTheTwoNeighboursOfItsPosition() {
        // type 7: position (8 − 1) × 0.75 = 5.25, so 30 + 0.25 × (41 − 30) = 32.75
        assertThat(Statistics.quantile(VALUES, 0.75)).isEqualTo(32.75, EXACT);
        assertThat(Statistics.quantile(VALUES, 0.1)).isEqualTo(14.1, EXACT);
        assertThat(Statistics.quantile(VALUES, 0.25)).isEqualTo(15, EXACT);
        assertThat(Statistics.quantile(VALUES, 0.5)).isEqualTo(20, EXACT);
        assertThat(Statistics.quantile(VALUES, 0.9)).isEqualTo(46.1, EXACT);
        assertThat(Statistics.quantile(VALUES, 0)).isEqualTo(12);
        assertThat(Statistics.quantile(VALUES, 1)).isEqualTo(58);
        assertThat(Statistics.quantile(new double[] {7}, 0.9)).isEqualTo(7);
    }

    @Test
    void anIntervalOfAShareIsWideWhenTheSampleIsSmallEvenWhenEverybodyAgrees() {
        // (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964
        assertThat(Statistics.wilson(11, 12, 0.95).low()).isEqualTo(0.6461200888588832, EXACT);
        assertThat(Statistics.wilson(11, 12, 0.95).high()).isEqualTo(0.9851349055950829, EXACT);
        assertThat(Statistics.wilson(12, 12, 0.95).low()).isEqualTo(0.7575059933447593, EXACT);
        assertThat(Statistics.wilson(12, 12, 0.95).high()).isEqualTo(1, EXACT);
        assertThat(Statistics.wilson(0, 12, 0.95).low()).isEqualTo(0, EXACT);
        assertThat(Statistics.wilson(0, 12, 0.95).high()).isEqualTo(0.2424940066552408, EXACT);
        assertThat(Statistics.wilson(1, 1, 0.95).low()).isEqualTo(0.20654931437723745, EXACT);
        assertThat(Statistics.wilson(0, 0, 0.95)).isNull();
    }

    @Test
    void entropyIsNothingWhenAllAreRatedTheSameAndOneWhenAThirdEach() {
        // −(2/8 ln 2/8 + 3/8 ln 3/8 + 3/8 ln 3/8) / ln 3
        assertThat(Statistics.entropy(2, 3, 3)).isEqualTo(0.9850568223215077, EXACT);
        assertThat(Statistics.entropy(0, 12, 0)).isEqualTo(0, EXACT);
        assertThat(Statistics.entropy(4, 4, 4)).isEqualTo(1, EXACT);
        assertThat(Statistics.entropy(0, 0, 0)).isNull();
    }

    @Test
    void tiesTakeTheirMeanRankInARankCorrelation() {
        assertThat(Statistics.spearman(A, B)).isEqualTo(0.19885368120992467, EXACT);
        // ranks 1, 2, 3 against 1, 3, 2: 1 − 6 × (0 + 1 + 1) / (3 × 8) = 0.5
        assertThat(Statistics.spearman(new double[] {1, 2, 3}, new double[] {10, 30, 20}))
                .isEqualTo(0.5, EXACT);
        assertThat(Statistics.spearman(new double[] {1, 2, 3}, new double[] {9, 4, 1}))
                .isEqualTo(-1, EXACT);
    }

    @Test
    void aCorrelationWithAConstantOrOfTwoPilotsIsUndefinedNotNought() {
        assertThat(Statistics.spearman(new double[] {1, 2, 3}, new double[] {5, 5, 5}))
                .isNull();
        assertThat(Statistics.spearman(new double[] {1, 2}, new double[] {3, 4}))
                .isNull();
        assertThat(Statistics.spearman(new double[0], new double[0])).isNull();
    }

    @Test
    void theIntervalOfARankCorrelationIsThatOfBonettAndWright() {
        // tanh(atanh ρ ± z √((1 + ρ²/2) / (n − 3))) with n = 8
        Interval interval = Statistics.spearmanInterval(0.19885368120992467, 8, 0.95);
        assertThat(interval.low()).isEqualTo(-0.593858937784991, EXACT);
        assertThat(interval.high()).isEqualTo(0.795664622183862, EXACT);
        // ρ = 1 with n = 12 stands at 1 − 6 / (12³ − 12)
        Interval perfect = Statistics.spearmanInterval(1.0, 12, 0.95);
        assertThat(perfect.low()).isEqualTo(0.9828271327485646, EXACT);
        assertThat(perfect.high()).isEqualTo(0.9992919791493556, EXACT);
        assertThat(Statistics.spearmanInterval(1.0, 4, 0.95)).isNull();
        assertThat(Statistics.spearmanInterval(null, 12, 0.95)).isNull();
    }

    @Test
    void kappaOfManyEvaluatorsCountsEverySubjectOnceAndLeavesSingleJudgmentsOut() {
        assertThat(Statistics.kappa(counts(SUBJECTS))).isEqualTo(0.47769667477696676, EXACT);
        // (2/6 + 1 + 6/12 + 0 + 1 + 2/6 + 0) / 7
        assertThat(Statistics.sameShare(counts(SUBJECTS))).isEqualTo(0.4523809523809524, EXACT);
    }

    @Test
    void kappaIsOneInFullAgreementAndNegativeInFullDisagreement() {
        assertThat(Statistics.kappa(counts(List.of(List.of(0, 0), List.of(1, 1), List.of(2, 2)))))
                .isEqualTo(1, EXACT);
        // observed 1; margins ½ and ½ at the ends, expected ½ × ½ × 1 × 2 = ½; 1 − 1 / ½ = −1
        assertThat(Statistics.kappa(counts(List.of(List.of(0, 2), List.of(2, 0)))))
                .isEqualTo(-1, EXACT);
    }

    @Test
    void kappaIsUndefinedWhereChanceExplainsEverythingOrNobodyJudgedTwice() {
        assertThat(Statistics.kappa(counts(List.of(List.of(1, 1), List.of(1, 1, 1)))))
                .isNull();
        assertThat(Statistics.sameShare(counts(List.of(List.of(1, 1))))).isEqualTo(1, EXACT);
        assertThat(Statistics.kappa(counts(List.of(List.of(1), List.of(2))))).isNull();
        assertThat(Statistics.kappa(List.of())).isNull();
        assertThat(Statistics.sameShare(List.of())).isNull();
    }

    @Test
    void betweenTwoCapacitiesKappaIsThatOfCohen() {
        // 1 − mean of (a − b)²/4 over subjects, over the same mean over all combinations of margins
        int[] first = {0, 0, 1, 1, 2, 2, 1, 0, 2, 1};
        int[] second = {0, 1, 1, 1, 2, 1, 1, 0, 2, 2};
        assertThat(Statistics.cohen(singles(first), singles(second), 3)).isEqualTo(0.7272727272727273, EXACT);
        assertThat(Statistics.cohen(List.of(), List.of(), 3)).isNull();
        assertThat(Statistics.cohen(singles(1, 1), singles(1, 1), 3)).isNull();
    }

    @Test
    void theBootstrapDrawsWhatThePublishedSeedSaysAndNothingElse() {
        Bootstrap bootstrap = new Bootstrap(20120301, 2000, 0.95);
        Interval median =
                bootstrap.interval("I06/urban/median", 8, drawn -> Statistics.quantile(sorted(VALUES, drawn), 0.5));
        assertThat(median).isEqualTo(new Interval(15, 41));
        Interval rho =
                bootstrap.interval("I06/all/itemRest", 8, drawn -> Statistics.spearman(at(A, drawn), at(B, drawn)));
        assertThat(rho.low()).isEqualTo(-0.79514073, within(1e-8));
        assertThat(rho.high()).isEqualTo(0.92898531, within(1e-8));
        List<int[]> judged = counts(SUBJECTS.stream().filter(s -> s.size() > 1).toList());
        Interval kappa = bootstrap.interval(
                "I06/all/kappa", judged.size(), drawn -> Statistics.kappa(Statistics.pick(judged, drawn)));
        assertThat(kappa.low()).isEqualTo(-0.13173653, within(1e-8));
        assertThat(kappa.high()).isEqualTo(0.7254902, within(1e-8));
    }

    @Test
    void theBootstrapSaysNothingOfTwoPilotsOrOfAMeasureThatIsMostlyUndefined() {
        Bootstrap bootstrap = new Bootstrap(1, 200, 0.95);
        assertThat(bootstrap.interval("x", 2, drawn -> 1.0)).isNull();
        assertThat(bootstrap.interval("x", 8, drawn -> drawn[0] < 4 ? null : 1.0))
                .isNull();
        assertThat(bootstrap.interval("x", 8, drawn -> drawn[0] == 0 ? null : 1.0))
                .isEqualTo(new Interval(1, 1));
    }

    private static List<int[]> counts(List<List<Integer>> subjects) {
        List<int[]> counts = new ArrayList<>();
        for (List<Integer> subject : subjects) {
            int[] count = new int[3];
            subject.forEach(category -> count[category]++);
            counts.add(count);
        }
        return counts;
    }

    private static List<int[]> singles(int... categories) {
        return IntStream.of(categories).mapToObj(c -> new int[] {c}).toList();
    }

    private static double[] at(double[] all, int[] drawn) {
        return IntStream.of(drawn).mapToDouble(i -> all[i]).toArray();
    }

    private static double[] sorted(double[] all, int[] drawn) {
        double[] sample = at(all, drawn);
        Arrays.sort(sample);
        return sample;
    }
}
