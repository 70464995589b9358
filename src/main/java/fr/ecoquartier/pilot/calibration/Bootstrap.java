package fr.ecoquartier.pilot.calibration;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Percentile bootstrap over pilots. Each measure draws from a generator of its own, seeded with the published seed plus
 * the hash of the measure's name, so that a result depends neither on the order of the computations nor on which others
 * are made. {@link Random} and {@link String#hashCode()} are specified to the bit: anybody can draw the same samples
 * again.
 *
 * @param seed published with the results
 */
record Bootstrap(long seed, int resamples, double confidence) {

    /** Under so many pilots a resample says nothing about others. */
    private static final int LEAST = 3;

    /** The interval is withheld when the measure is undefined on more than a fifth of the resamples. */
    private static final double DEFINED = 0.8;

    /**
     * @param name of the measure, {@code I06/urban/median}
     * @param n how many pilots
     * @param measure of the pilots drawn, by index, with repetition; null where it is undefined
     */
    @Nullable
    Interval interval(String name, int n, Function<int[], @Nullable Double> measure) {
        if (n < LEAST) {
            return null;
        }
        Random random = new Random(seed + name.hashCode());
        double[] drawn = new double[resamples];
        int defined = 0;
        int[] indexes = new int[n];
        for (int draw = 0; draw < resamples; draw++) {
            for (int i = 0; i < n; i++) {
                indexes[i] = random.nextInt(n);
            }
            Double value = measure.apply(indexes);
            if (value != null) {
                drawn[defined++] = value;
            }
        }
        if (defined < DEFINED * resamples) {
            return null;
        }
        double[] sorted = Arrays.copyOf(drawn, defined);
        Arrays.sort(sorted);
        double tail = (1 - confidence) / 2;
        return new Interval(Statistics.quantile(sorted, tail), Statistics.quantile(sorted, 1 - tail));
    }
}
