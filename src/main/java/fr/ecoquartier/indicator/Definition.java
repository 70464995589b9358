package fr.ecoquartier.indicator;

import java.math.BigDecimal;

/**
 * One indicator as a check needs it: in one context, its formulas compiled.
 *
 * @param appliesWhen null when the indicator always applies
 */
public record Definition(
        String code,
        String label,
        String commitment,
        String dimension,
        String unit,
        int decimals,
        Formula formula,
        Formula appliesWhen,
        BigDecimal minimum,
        BigDecimal target,
        boolean lowerIsBetter,
        boolean mandatory) {}
