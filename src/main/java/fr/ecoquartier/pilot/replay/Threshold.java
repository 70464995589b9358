package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.Rating;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** One threshold of the draft, and the same one moved by whole steps both ways. */
final class Threshold {

    /** Steps looked at on each side. */
    static final int REACH = 4;

    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    final Definition definition;
    final boolean minimum;
    final BigDecimal step;
    /** The threshold at -REACH … +REACH steps; null where the target would be less demanding than the minimum. */
    final BigDecimal[] moved = new BigDecimal[2 * REACH + 1];

    Threshold(Definition definition, boolean minimum) {
        this.definition = definition;
        this.minimum = minimum;
        this.step = step(definition.minimum(), definition.target(), definition.decimals());
        for (int k = -REACH; k <= REACH; k++) {
            BigDecimal value = value().add(step.multiply(BigDecimal.valueOf(k)));
            boolean ordered =
                    minimum ? asDemanding(definition.target(), value) : asDemanding(value, definition.minimum());
            moved[k + REACH] = ordered ? value : null;
        }
    }

    BigDecimal value() {
        return minimum ? definition.minimum() : definition.target();
    }

    /** The rating of {@code value} with the threshold moved. */
    Rating rating(BigDecimal value, BigDecimal threshold) {
        return minimum
                ? Grid.rating(value, threshold, definition.target(), definition.lowerIsBetter())
                : Grid.rating(value, definition.minimum(), threshold, definition.lowerIsBetter());
    }

    private boolean asDemanding(BigDecimal target, BigDecimal minimum) {
        int order = target.compareTo(minimum);
        return definition.lowerIsBetter() ? order <= 0 : order >= 0;
    }

    /**
     * A step that people would choose: 1, 2 or 5 times a power of ten, about a tenth of the way from the minimum to
     * the target (a twentieth of the minimum when they are the same), never finer than what is shown.
     */
    static BigDecimal step(BigDecimal minimum, BigDecimal target, int decimals) {
        BigDecimal finest = BigDecimal.ONE.movePointLeft(decimals);
        BigDecimal gap = target.subtract(minimum).abs();
        BigDecimal wanted = gap.signum() > 0
                ? gap.divide(BigDecimal.TEN, 10, RoundingMode.HALF_UP)
                : minimum.abs().divide(BigDecimal.valueOf(20), 10, RoundingMode.HALF_UP);
        if (wanted.compareTo(finest) <= 0) {
            return finest;
        }
        int exponent = wanted.precision() - wanted.scale() - 1;
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
        BigDecimal nice = wanted.compareTo(power.multiply(FIVE)) >= 0
                ? power.multiply(FIVE)
                : wanted.compareTo(power.multiply(TWO)) >= 0 ? power.multiply(TWO) : power;
        return nice.max(finest);
    }
}
