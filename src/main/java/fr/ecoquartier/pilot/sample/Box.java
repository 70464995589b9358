package fr.ecoquartier.pilot.sample;

import java.util.Arrays;

/** A part of the search: bounds of what is taken from each profile and of each margin. */
final class Box {

    final int[] lower;
    final int[] upper;
    final int[] least;
    final int[] most;

    private Box(int[] lower, int[] upper, int[] least, int[] most) {
        this.lower = lower;
        this.upper = upper;
        this.least = least;
        this.most = most;
    }

    static Box whole(Program program) {
        int[] most = new int[program.margins()];
        Arrays.fill(most, program.size);
        return new Box(program.lower.clone(), program.upper.clone(), new int[program.margins()], most);
    }

    /** True when only one solution is left. */
    boolean single() {
        return Arrays.equals(lower, upper);
    }

    Box copy() {
        return new Box(lower.clone(), upper.clone(), least.clone(), most.clone());
    }

    /** Draws the consequences of every bound on the others until nothing changes; false when nothing is left. */
    boolean tighten(Program program) {
        boolean changed = true;
        while (changed) {
            changed = false;
            int sumLower = 0;
            int sumUpper = 0;
            int[] low = new int[program.margins()];
            int[] high = new int[program.margins()];
            for (int p = 0; p < lower.length; p++) {
                if (lower[p] > upper[p]) {
                    return false;
                }
                sumLower += lower[p];
                sumUpper += upper[p];
                for (int v : program.marginsOf[p]) {
                    low[v] += lower[p];
                    high[v] += upper[p];
                }
            }
            if (sumLower > program.size || sumUpper < program.size) {
                return false;
            }
            for (int v = 0; v < low.length; v++) {
                int atLeast = Math.max(least[v], Math.max(low[v], program.size - (sumUpper - high[v])));
                int atMost = Math.min(most[v], Math.min(high[v], program.size - (sumLower - low[v])));
                if (atLeast > atMost) {
                    return false;
                }
                changed |= atLeast > least[v] || atMost < most[v];
                least[v] = atLeast;
                most[v] = atMost;
            }
            for (int p = 0; p < lower.length; p++) {
                int wasLower = lower[p];
                int wasUpper = upper[p];
                int atMost = Math.min(wasUpper, wasLower + program.size - sumLower);
                int atLeast = Math.max(wasLower, wasUpper - (sumUpper - program.size));
                for (int v : program.marginsOf[p]) {
                    atMost = Math.min(atMost, wasLower + most[v] - low[v]);
                    atLeast = Math.max(atLeast, wasUpper - (high[v] - least[v]));
                }
                if (atLeast > atMost) {
                    return false;
                }
                if (atMost < upper[p] || atLeast > lower[p]) {
                    upper[p] = atMost;
                    lower[p] = atLeast;
                    changed = true;
                }
            }
        }
        return true;
    }
}
