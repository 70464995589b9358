package fr.ecoquartier.pilot.sample;

import java.util.SplittableRandom;

/** Good solutions, quickly: exchange one candidate for another as long as it helps, then shake. Always the same ones. */
final class LocalSearch {

    private final Program program;
    private final SplittableRandom random = new SplittableRandom(2012);

    LocalSearch(Program program) {
        this.program = program;
    }

    /** The best found from what a relaxation takes, or from nothing. */
    int[] from(double[] relaxed, int shakes) {
        return improve(rounded(relaxed), shakes);
    }

    int[] improve(int[] start, int shakes) {
        int[] best = start.clone();
        descend(best);
        long bestValue = program.value(best);
        for (int i = 0; i < shakes; i++) {
            int[] next = best.clone();
            shake(next);
            descend(next);
            long value = program.value(next);
            if (value <= bestValue) {
                best = next;
                bestValue = value;
            }
        }
        return best;
    }

    /** Whole numbers near the relaxed ones, of the right sum. */
    private int[] rounded(double[] relaxed) {
        int[] taken = program.lower.clone();
        double[] rest = new double[taken.length];
        int missing = program.size;
        for (int p = 0; p < taken.length; p++) {
            if (relaxed.length > 0) {
                taken[p] = (int) Math.min(program.upper[p], Math.max(taken[p], Math.floor(relaxed[p] + 1e-6)));
                rest[p] = relaxed[p] - taken[p];
            }
            missing -= taken[p];
        }
        while (missing > 0) {
            int most = -1;
            for (int p = 0; p < taken.length; p++) {
                if (taken[p] < program.upper[p] && (most < 0 || rest[p] > rest[most] + 1e-9)) {
                    most = p;
                }
            }
            taken[most]++;
            rest[most] -= 1;
            missing--;
        }
        while (missing < 0) {
            int least = -1;
            for (int p = 0; p < taken.length; p++) {
                if (taken[p] > program.lower[p] && (least < 0 || rest[p] < rest[least] - 1e-9)) {
                    least = p;
                }
            }
            taken[least]--;
            missing++;
        }
        return taken;
    }

    private void descend(int[] taken) {
        int[] counts = program.counts(taken);
        while (true) {
            long best = 0;
            int bestOut = -1;
            int bestIn = -1;
            for (int out = 0; out < taken.length; out++) {
                if (taken[out] <= program.lower[out]) {
                    continue;
                }
                long without = add(counts, out, -1);
                for (int in = 0; in < taken.length; in++) {
                    if (in != out && taken[in] < program.upper[in]) {
                        long change = without + cost(counts, in);
                        if (change < best) {
                            best = change;
                            bestOut = out;
                            bestIn = in;
                        }
                    }
                }
                add(counts, out, 1);
            }
            if (bestOut < 0) {
                return;
            }
            add(counts, bestOut, -1);
            add(counts, bestIn, 1);
            taken[bestOut]--;
            taken[bestIn]++;
        }
    }

    /** What one more of a profile costs. */
    private long cost(int[] counts, int profile) {
        long change = 0;
        for (int v : program.marginsOf[profile]) {
            change += program.cost[v][counts[v] + 1] - program.cost[v][counts[v]];
        }
        return change;
    }

    private long add(int[] counts, int profile, int by) {
        long change = 0;
        for (int v : program.marginsOf[profile]) {
            change += program.cost[v][counts[v] + by] - program.cost[v][counts[v]];
            counts[v] += by;
        }
        return change;
    }

    /** Two exchanges by chance. */
    private void shake(int[] taken) {
        for (int i = 0; i < 2; i++) {
            int out = pick(taken, -1);
            int in = pick(taken, out);
            if (out >= 0 && in >= 0) {
                taken[out]--;
                taken[in]++;
            }
        }
    }

    private int pick(int[] taken, int out) {
        int first = random.nextInt(taken.length);
        for (int i = 0; i < taken.length; i++) {
            int p = (first + i) % taken.length;
            boolean possible = out < 0 ? taken[p] > program.lower[p] : p != out && taken[p] < program.upper[p];
            if (possible) {
                return p;
            }
        }
        return -1;
    }
}
