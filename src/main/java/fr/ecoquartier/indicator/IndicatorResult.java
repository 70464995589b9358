package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One indicator of a check.
 *
 * @param value unrounded, null when missing or not applicable
 * @param unit UCUM; {@link UnitLabels} says it in French
 * @param decimals how many decimals people see
 * @param minimum as good as this is met
 * @param target as good as this is exemplary
 * @param margin distance to the minimum, positive on the good side; null without a value
 * @param missing inputs of the formula that are absent
 * @param inputs figures that the formula used
 * @param explanation one or two sentences in French
 */
public record IndicatorResult(
        String code,
        String label,
        String commitment,
        String dimension,
        BigDecimal value,
        String unit,
        int decimals,
        BigDecimal minimum,
        BigDecimal target,
        boolean lowerIsBetter,
        boolean mandatory,
        Rating rating,
        BigDecimal margin,
        List<String> missing,
        Map<String, BigDecimal> inputs,
        String explanation) {

    public IndicatorResult {
        missing = List.copyOf(missing);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
