package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Invented figures for the pilots of the demonstration: a sound district, larger or smaller, better here and worse
 * there, with some figures that the authority could not collect. The same seed gives the same figures.
 */
final class DemoFigures {

    private static final double MISSING = 0.06;

    private DemoFigures() {}

    /**
     * @param sound figures of a sound district, by input
     * @param drift how far the values may stray, 0 to 1
     */
    static Map<String, BigDecimal> of(
            Referentiel referentiel, Map<String, BigDecimal> sound, double size, double drift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (Input input : referentiel.inputs().values()) {
            double chance = random.nextDouble();
            boolean missing = random.nextDouble() < MISSING && !input.required() && isPart(referentiel, input);
            BigDecimal base = sound.get(input.code());
            if (base == null || missing) {
                continue;
            }
            double stray = 1 + drift * (chance - 0.5) * 2;
            BigDecimal value;
            if (input.atMost() != null && figures.containsKey(input.atMost())) {
                BigDecimal whole = figures.get(input.atMost());
                double share = base.doubleValue() / sound.get(input.atMost()).doubleValue();
                value = whole.multiply(BigDecimal.valueOf(Math.min(1, share * stray)));
            } else if (grows(input)) {
                value = base.multiply(BigDecimal.valueOf(size * stray));
            } else {
                value = base.multiply(BigDecimal.valueOf(stray));
            }
            value = value.setScale(input.integer() ? 0 : 1, RoundingMode.DOWN);
            figures.put(input.code(), value.max(input.min()).min(input.max()));
        }
        return figures;
    }

    /** Only parts are left out: without its whole a part says nothing. */
    private static boolean isPart(Referentiel referentiel, Input input) {
        return referentiel.inputs().values().stream()
                .noneMatch(other -> input.code().equals(other.atMost()));
    }

    /** Whether a larger district has more of it: studies, measured commitments and a consumption per m² do not grow. */
    private static boolean grows(Input input) {
        return !input.unit().contains("/m2")
                && !input.unit().equals("{étude}")
                && !input.unit().equals("{engagement}");
    }
}
