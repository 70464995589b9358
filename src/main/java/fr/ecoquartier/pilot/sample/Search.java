package fr.ecoquartier.pilot.sample;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound: the part with the lowest bound first, the newest among equals. Bounds are exact integers, so that
 * "optimal" is a proof; one thread, so that the same program is searched in the same way.
 */
final class Search {

    private static final double WHOLE = 1e-6;
    private static final int FIRST_SHAKES = 60;
    private static final int SHAKES = 2;
    /** Numbers that open parts may hold in memory, about 50 MB; a search that needs more gives up without a proof. */
    private static final int ROOM = 12_000_000;

    /** Told of every step; says when to stop. */
    interface Watch {
        boolean stop(long value, long bound);
    }

    /**
     * What was found.
     *
     * @param taken the best solution known
     * @param bound no solution costs less
     */
    record Found(int[] taken, long value, long bound, boolean complete) {}

    private record Part(long bound, int order, Box box) {}

    private final Watch watch;
    private Program program;
    private @Nullable LinearBound relaxation;
    private int parts;

    Search(Program program, Watch watch) {
        this.program = program;
        this.watch = watch;
    }

    /** The optimum, started from a solution if one is known. */
    Found minimum(int @Nullable [] start) {
        return run(start, Long.MIN_VALUE);
    }

    /**
     * A solution that takes at least so many from each profile and costs no more than this, or the proof that there is
     * none ({@code bound} above it). The relaxation is kept from one question to the next, and its last multipliers
     * often answer the next question by themselves.
     */
    Found atMost(long target, int[] lower, int @Nullable [] start) {
        program = program.withLower(lower);
        return run(start, target);
    }

    private Found run(int @Nullable [] start, long target) {
        boolean goal = target != Long.MIN_VALUE;
        Box whole = Box.whole(program);
        if (goal && relaxation != null) {
            Box likely = whole.copy();
            if (!likely.tighten(program) || relaxation.bound(likely) > target) {
                return new Found(program.lower, Long.MAX_VALUE, target + 1, true);
            }
        }
        LocalSearch local = new LocalSearch(program);
        int[] best = start != null ? local.improve(start, SHAKES) : local.from(new double[0], FIRST_SHAKES);
        long value = program.value(best);
        if (goal && value <= target) {
            return new Found(best, value, Long.MIN_VALUE, true);
        }
        if (relaxation == null) {
            relaxation = new LinearBound(program, 2 * (Math.abs(value) + 1));
        }
        PriorityQueue<Part> open = new PriorityQueue<>(Comparator.comparingLong(Part::bound)
                .thenComparing(Comparator.comparingInt(Part::order).reversed()));
        open.add(new Part(Long.MIN_VALUE, parts++, whole));
        boolean first = true;
        int most = ROOM / (2 * (program.profiles() + program.margins()));
        while (!open.isEmpty()) {
            Part part = open.poll();
            long limit = goal ? target : value - 1;
            if (part.bound() > limit) {
                break;
            }
            if (watch.stop(value, part.bound()) || open.size() > most) {
                return new Found(best, value, part.bound(), false);
            }
            Box box = part.box();
            if (!box.tighten(program)) {
                continue;
            }
            double[] relaxed = relaxation.solve(box);
            long bound = Math.max(part.bound(), relaxation.bound(box));
            if (bound > limit) {
                continue;
            }
            int[] near = box.single() ? box.lower : local.from(relaxed, first ? FIRST_SHAKES : SHAKES);
            first = false;
            long nearValue = program.value(near);
            if (nearValue < value) {
                best = near;
                value = nearValue;
                if (goal && value <= target) {
                    return new Found(best, value, Long.MIN_VALUE, true);
                }
            }
            if (goal || bound < value) {
                branch(open, box, relaxed, bound);
            }
        }
        return new Found(best, value, goal ? target + 1 : value, true);
    }

    private void branch(PriorityQueue<Part> open, Box box, double[] relaxed, long bound) {
        if (relaxed.length > 0) {
            double[] counts = new double[program.margins()];
            for (int p = 0; p < relaxed.length; p++) {
                for (int v : program.marginsOf[p]) {
                    counts[v] += relaxed[p];
                }
            }
            int margin = mostFractional(counts, box.least, box.most);
            if (margin >= 0) {
                int floor = (int) Math.floor(counts[margin]);
                Box below = box.copy();
                below.most[margin] = floor;
                Box above = box.copy();
                above.least[margin] = floor + 1;
                push(open, below, above, bound, counts[margin] - floor < 0.5);
                return;
            }
            int profile = mostFractional(relaxed, box.lower, box.upper);
            if (profile >= 0) {
                split(open, box, profile, (int) Math.floor(relaxed[profile]), bound, true);
                return;
            }
        }
        for (int p = 0; p < box.lower.length; p++) {
            if (box.lower[p] < box.upper[p]) {
                split(open, box, p, (box.lower[p] + box.upper[p]) / 2, bound, true);
                return;
            }
        }
    }

    private void split(PriorityQueue<Part> open, Box box, int profile, int floor, long bound, boolean aboveFirst) {
        Box below = box.copy();
        below.upper[profile] = floor;
        Box above = box.copy();
        above.lower[profile] = floor + 1;
        push(open, below, above, bound, !aboveFirst);
    }

    /** The newest is looked at first. */
    private void push(PriorityQueue<Part> open, Box below, Box above, long bound, boolean belowFirst) {
        open.add(new Part(bound, parts++, belowFirst ? above : below));
        open.add(new Part(bound, parts++, belowFirst ? below : above));
    }

    private static int mostFractional(double[] values, int[] lower, int[] upper) {
        int most = -1;
        double distance = WHOLE;
        for (int i = 0; i < values.length; i++) {
            double here = Math.abs(values[i] - Math.rint(values[i]));
            double floor = Math.floor(values[i]);
            if (here > distance && floor >= lower[i] && floor + 1 <= upper[i]) {
                distance = here;
                most = i;
            }
        }
        return most;
    }
}
