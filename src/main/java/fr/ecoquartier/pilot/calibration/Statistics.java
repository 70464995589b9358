package fr.ecoquartier.pilot.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.jspecify.annotations.Nullable;

/**
 * The measures of the calibration, each by its published definition. What is not defined on its data (a correlation
 * with a constant, an agreement of nobody) is null, never zero.
 */
final class Statistics {

    private Statistics() {}

    /**
     * Quantile of type 7 of Hyndman and Fan (1996): linear interpolation at the position (n − 1)p + 1.
     *
     * @param sorted ascending, not empty
     */
    static double quantile(double[] sorted, double p) {
        double position = (sorted.length - 1) * p;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Wilson score interval of a share; null of nothing. */
    static @Nullable Interval wilson(int successes, int trials, double confidence) {
        if (trials == 0) {
            return null;
        }
        ConfidenceInterval interval =
                BinomialProportion.getWilsonScoreInterval(trials, (double) successes / trials, confidence);
        return new Interval(Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()));
    }

    /** Shannon's entropy of the counts over the greatest that so many categories allow; null of nothing. */
    static @Nullable Double entropy(int... counts) {
        int total = IntStream.of(counts).sum();
        if (total == 0) {
            return null;
        }
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                entropy -= share * Math.log(share);
            }
        }
        return entropy / Math.log(counts.length);
    }

    /** Spearman's rank correlation, ties at their mean rank; null under three pairs or with a constant. */
    static @Nullable Double spearman(double[] x, double[] y) {
        if (x.length < 3 || constant(x) || constant(y)) {
            return null;
        }
        NaturalRanking ranking = new NaturalRanking();
        double rho = new PearsonsCorrelation().correlation(ranking.rank(x), ranking.rank(y));
        return Math.max(-1, Math.min(1, rho));
    }

    /**
     * Interval of Spearman's correlation on Fisher's scale, with the standard error of Bonett and Wright (2000), √((1 + ρ²/2) / (n
     * − 3)). Fisher's scale has no place for ±1: they are brought back by half the smallest step that n ranks allow, 6 /
     * (n³ − n). Null under five pairs.
     */
    static @Nullable Interval spearmanInterval(@Nullable Double rho, int n, double confidence) {
        if (rho == null || n < 5) {
            return null;
        }
        double limit = 1 - 6.0 / ((double) n * n * n - n);
        double r = Math.max(-limit, Math.min(limit, rho));
        double z = new NormalDistribution().inverseCumulativeProbability(0.5 + confidence / 2);
        double centre = Math.log((1 + r) / (1 - r)) / 2;
        double half = z * Math.sqrt((1 + r * r / 2) / (n - 3));
        return new Interval(Math.tanh(centre - half), Math.tanh(centre + half));
    }

    /**
     * Weighted kappa for any number of evaluators (Fleiss 1971, with weights and unequal numbers of evaluators after
     * Gwet 2014, chapter 2), quadratic weights 1 − (i − j)² / (q − 1)². Every subject counts the same, subjects with less than two
     * judgments do not count. Null without such a subject, and when all judgments are the same: chance alone would then
     * explain them.
     *
     * @param counts by subject, how many evaluators chose each category
     */
    static @Nullable Double kappa(List<int[]> counts) {
        List<int[]> judged =
                counts.stream().filter(c -> IntStream.of(c).sum() >= 2).toList();
        if (judged.isEmpty()) {
            return null;
        }
        int categories = judged.get(0).length;
        double[] margins = new double[categories];
        double observed = 0;
        for (int[] count : judged) {
            int judgments = IntStream.of(count).sum();
            double disagreement = 0;
            for (int i = 0; i < categories; i++) {
                margins[i] += (double) count[i] / judgments / judged.size();
                for (int j = 0; j < categories; j++) {
                    disagreement += distance(i, j, categories) * count[i] * count[j];
                }
            }
            observed += disagreement / judgments / (judgments - 1) / judged.size();
        }
        double expected = 0;
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                expected += distance(i, j, categories) * margins[i] * margins[j];
            }
        }
        return expected < 1e-12 ? null : 1 - observed / expected;
    }

    /** Share of the pairs of evaluators of a subject that agree, mean over the subjects; null without a pair. */
    static @Nullable Double sameShare(List<int[]> counts) {
        double sum = 0;
        int subjects = 0;
        for (int[] count : counts) {
            int judgments = IntStream.of(count).sum();
            if (judgments >= 2) {
                double same = 0;
                for (int c : count) {
                    same += (double) c * (c - 1);
                }
                sum += same / judgments / (judgments - 1);
                subjects++;
            }
        }
        return subjects == 0 ? null : sum / subjects;
    }

    /**
     * Cohen's weighted kappa (1968), quadratic weights, between two capacities. Where a subject has several evaluators
     * of one, each of their pairs weighs its part, so that every subject counts the same. Null as {@link #kappa(List)}.
     *
     * @param first by subject, categories chosen in the first capacity
     * @param second by subject, in the second
     */
    static @Nullable Double cohen(List<int[]> first, List<int[]> second, int categories) {
        double[][] table = new double[categories][categories];
        double total = 0;
        for (int subject = 0; subject < first.size(); subject++) {
            int[] a = first.get(subject);
            int[] b = second.get(subject);
            for (int i : a) {
                for (int j : b) {
                    table[i][j] += 1.0 / (a.length * b.length);
                }
            }
            total += a.length > 0 && b.length > 0 ? 1 : 0;
        }
        if (total == 0) {
            return null;
        }
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                double row = 0;
                double column = 0;
                for (int k = 0; k < categories; k++) {
                    row += table[i][k];
                    column += table[k][j];
                }
                observed += distance(i, j, categories) * table[i][j] / total;
                expected += distance(i, j, categories) * row * column / total / total;
            }
        }
        return expected < 1e-12 ? null : 1 - observed / expected;
    }

    private static double distance(int i, int j, int categories) {
        return Math.pow((double) (i - j) / (categories - 1), 2);
    }

    /** Mean; null of nothing. */
    static @Nullable Double mean(List<Integer> values) {
        return values.isEmpty()
                ? null
                : values.stream().mapToInt(Integer::intValue).average().getAsDouble();
    }

    static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static <T> List<T> pick(List<T> all, int[] indexes) {
        List<T> picked = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            picked.add(all.get(index));
        }
        return picked;
    }

    private static boolean constant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
