package fr.ecoquartier.pilot.replay;

import java.math.BigDecimal;
import java.util.List;

/**
 * How much hangs on one threshold of the draft.
 *
 * @param bound {@code minimum} or {@code target}
 * @param value the threshold as the draft has it
 * @param concerned checks in which the indicator has a value
 * @param points the threshold moved by whole steps, in the order of its value; the draft's own is not among them
 */
public record Sensitivity(
        String indicator,
        String label,
        String unit,
        boolean lowerIsBetter,
        String context,
        String bound,
        BigDecimal value,
        BigDecimal step,
        int concerned,
        List<Point> points) {

    /**
     * The threshold at another value.
     *
     * @param steps how many steps away, negative below
     * @param ratings how many checks rate the indicator otherwise than under the draft
     * @param opinions how many checks end with another opinion
     */
    public record Point(int steps, BigDecimal threshold, int ratings, int opinions) {}

    public boolean minimum() {
        return "minimum".equals(bound);
    }

    /** The most ratings that change at one point. */
    public int most() {
        return points.stream().mapToInt(Point::ratings).max().orElse(0);
    }
}
