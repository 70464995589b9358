package fr.ecoquartier.pilot.sample;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.IntermediateSolver;
import org.ojalgo.optimisation.ModelEntity;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The linear relaxation of a program, solved by ojAlgo's simplex and started again from the last basis for every part
 * of the search. Its answer is a hint: the bound that prunes is computed from its multipliers in integers, and holds
 * whatever they are worth.
 */
final class LinearBound {

    /** Multipliers are rounded to this part of a unit. */
    private static final long SCALE = 1L << 20;
    /** Rounding errors of warm starts do not add up over more solutions than this. */
    private static final int RESTART = 400;

    private static final class Relaxation extends IntermediateSolver {
        Relaxation(ExpressionsBasedModel model) {
            super(model);
        }
    }

    private final Program program;
    private final Variable[] taken;
    private final Variable[][] steps;
    private final int[][] stepStart;
    private final int[][] stepLength;
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<Variable, int[]> current = new IdentityHashMap<>();
    private final Relaxation solver;
    private final double[] solution;
    private final long[] multipliers;
    private int solved;

    LinearBound(Program program, long penalty) {
        this.program = program;
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        taken = new Variable[program.profiles()];
        Expression total = model.newExpression("size").level(program.size);
        for (int p = 0; p < taken.length; p++) {
            taken[p] = model.newVariable("x" + p).lower(0).upper(program.upper[p]);
            total.set(taken[p], 1);
        }
        steps = new Variable[program.margins()][];
        stepStart = new int[program.margins()][];
        stepLength = new int[program.margins()][];
        Expression[] links = new Expression[program.margins()];
        for (int v = 0; v < links.length; v++) {
            links[v] = model.newExpression("y" + v).level(0);
            rows.put("y" + v, v);
            addSteps(model, links[v], v);
            links[v].set(model.newVariable("short" + v).lower(0).weight(penalty), 1);
            links[v].set(model.newVariable("over" + v).lower(0).weight(penalty), -1);
        }
        for (int p = 0; p < taken.length; p++) {
            for (int v : program.marginsOf[p]) {
                links[v].set(taken[p], 1);
            }
        }
        solver = model.prepare(Optimisation.Sense.MIN, Relaxation::new);
        solution = new double[program.profiles()];
        multipliers = new long[program.margins()];
    }

    /** A convex cost as variables, one for each run of equal steps. */
    private void addSteps(ExpressionsBasedModel model, Expression link, int margin) {
        long[] cost = program.cost[margin];
        Variable[] variables = new Variable[program.size];
        int[] start = new int[program.size];
        int[] length = new int[program.size];
        int runs = 0;
        for (int y = 0; y < program.size; y++) {
            long step = cost[y + 1] - cost[y];
            if (runs > 0 && step == cost[start[runs - 1] + 1] - cost[start[runs - 1]]) {
                length[runs - 1]++;
                continue;
            }
            start[runs] = y;
            length[runs] = 1;
            variables[runs] = model.newVariable("u" + margin + '_' + y).lower(0).weight(step);
            link.set(variables[runs], -1);
            runs++;
        }
        for (int k = 0; k < runs; k++) {
            variables[k].upper(length[k]);
        }
        steps[margin] = Arrays.copyOf(variables, runs);
        stepStart[margin] = Arrays.copyOf(start, runs);
        stepLength[margin] = Arrays.copyOf(length, runs);
    }

    /** What the relaxation takes from each profile in this part; empty when the simplex failed. */
    double[] solve(Box box) {
        if (++solved % RESTART == 0) {
            solver.reset();
        }
        for (int p = 0; p < taken.length; p++) {
            move(taken[p], box.lower[p], box.upper[p]);
        }
        for (int v = 0; v < steps.length; v++) {
            for (int k = 0; k < steps[v].length; k++) {
                int length = stepLength[v][k];
                move(
                        steps[v][k],
                        Math.min(length, Math.max(0, box.least[v] - stepStart[v][k])),
                        Math.min(length, Math.max(0, box.most[v] - stepStart[v][k])));
            }
        }
        Optimisation.Result result = solver.solve(null);
        Arrays.fill(multipliers, 0);
        if (!result.getState().isFeasible()) {
            return new double[0];
        }
        for (int p = 0; p < solution.length; p++) {
            solution[p] = result.doubleValue(p);
        }
        result.getMatchedMultipliers().forEach(pair -> {
            ModelEntity<?> entity = pair.getKey().getKey();
            Integer row = rows.get(entity.getName());
            if (row != null) {
                multipliers[row] = Math.round(pair.doubleValue() * SCALE);
            }
        });
        return solution;
    }

    private void move(Variable variable, int lower, int upper) {
        int[] bounds = {lower, upper};
        if (!Arrays.equals(bounds, current.put(variable, bounds))) {
            variable.lower(lower).upper(upper);
            solver.update(variable);
        }
    }

    /**
     * No solution in this part costs less: the Lagrangian bound of the last multipliers, which holds for any
     * multipliers, rounded up because costs are integers.
     */
    long bound(Box box) {
        return Math.max(bound(box, 1), bound(box, -1));
    }

    private long bound(Box box, int sign) {
        long bound = 0;
        for (int v = 0; v < multipliers.length; v++) {
            long best = Long.MAX_VALUE;
            for (int y = box.least[v]; y <= box.most[v]; y++) {
                best = Math.min(best, program.cost[v][y] * SCALE + sign * multipliers[v] * y);
            }
            bound += best;
        }
        int left = program.size;
        long[] prices = new long[program.profiles()];
        long[] sorted = new long[program.profiles()];
        int free = 0;
        for (int p = 0; p < prices.length; p++) {
            long price = 0;
            for (int v : program.marginsOf[p]) {
                price -= sign * multipliers[v];
            }
            bound += price * box.lower[p];
            left -= box.lower[p];
            prices[p] = price;
            if (box.upper[p] > box.lower[p]) {
                sorted[free++] = price;
            }
        }
        return Math.floorDiv(bound + cheapest(box, prices, sorted, free, left) + SCALE - 1, SCALE);
    }

    /** The least that taking so many more can cost at these prices: the cheapest first. */
    private static long cheapest(Box box, long[] prices, long[] sorted, int free, int left) {
        Arrays.sort(sorted, 0, free);
        long sum = 0;
        int missing = left;
        int k = 0;
        while (missing > 0 && k < free) {
            long price = sorted[k];
            int room = 0;
            for (int p = 0; p < prices.length; p++) {
                if (prices[p] == price) {
                    room += box.upper[p] - box.lower[p];
                }
            }
            int here = Math.min(room, missing);
            sum += here * price;
            missing -= here;
            while (k < free && sorted[k] == price) {
                k++;
            }
        }
        return sum;
    }
}
