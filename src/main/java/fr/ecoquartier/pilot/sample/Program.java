package fr.ecoquartier.pilot.sample;

/**
 * An integer program: take {@code size} candidates out of profiles so that the sum of a convex cost of every margin is
 * smallest. A profile is a group of candidates that nothing distinguishes; a margin counts those taken from some
 * profiles. Quotas are costs too, steep ones: docs/decisions/0801.
 */
final class Program {

    final int size;
    /** The margins that each profile counts in. */
    final int[][] marginsOf;
    /** How many may be taken from each profile, at least and at most. */
    final int[] lower;

    final int[] upper;
    /** The cost of each margin at the counts 0 to size: integers, convex. */
    final long[][] cost;

    Program(int size, int[][] marginsOf, int[] lower, int[] upper, long[][] cost) {
        this.size = size;
        this.marginsOf = marginsOf;
        this.lower = lower;
        this.upper = upper;
        this.cost = cost;
        for (long[] function : cost) {
            for (int y = 1; y < size; y++) {
                if (function[y + 1] - function[y] < function[y] - function[y - 1]) {
                    throw new IllegalArgumentException("a cost is not convex");
                }
            }
        }
    }

    int profiles() {
        return marginsOf.length;
    }

    int margins() {
        return cost.length;
    }

    int[] counts(int[] taken) {
        int[] counts = new int[cost.length];
        for (int p = 0; p < taken.length; p++) {
            if (taken[p] > 0) {
                for (int v : marginsOf[p]) {
                    counts[v] += taken[p];
                }
            }
        }
        return counts;
    }

    long value(int[] taken) {
        int[] counts = counts(taken);
        long value = 0;
        for (int v = 0; v < counts.length; v++) {
            value += cost[v][counts[v]];
        }
        return value;
    }

    /** What a solution must satisfy, counted again in integers. */
    boolean admits(int[] taken) {
        int sum = 0;
        for (int p = 0; p < taken.length; p++) {
            if (taken[p] < lower[p] || taken[p] > upper[p]) {
                return false;
            }
            sum += taken[p];
        }
        return sum == size;
    }

    Program withLower(int[] bounds) {
        return new Program(size, marginsOf, bounds, upper, cost);
    }
}
