package fr.ecoquartier.indicator;

import java.util.List;

/**
 * What a check found: an immutable report, kept as it is.
 *
 * @param rule name of the opinion rule that fired
 */
public record CheckReport(
        String referentiel,
        String context,
        Stage stage,
        Opinion opinion,
        String rule,
        List<IndicatorResult> indicators,
        List<DimensionResult> dimensions) {

    public CheckReport {
        indicators = List.copyOf(indicators);
        dimensions = List.copyOf(dimensions);
    }
}
