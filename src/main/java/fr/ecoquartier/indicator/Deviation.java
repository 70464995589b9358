package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A measured indicator beside its contract objective.
 *
 * @param measured unrounded, null when the indicator has no value
 * @param ratio (measured - objective) / |objective|, positive when the measure is better than the objective; null
 *     without a measure or when the objective is zero
 * @param kept as good as the objective; false without a measure
 * @param serious worse by more than 10 % of the objective
 */
public record Deviation(
        String code,
        String label,
        String unit,
        int decimals,
        boolean lowerIsBetter,
        BigDecimal objective,
        BigDecimal measured,
        BigDecimal ratio,
        boolean kept,
        boolean serious) {

    /** The deviations of {@code measured} from {@code objectives}, one per objective, in the order of the report. */
    public static List<Deviation> of(CheckReport measured, Map<String, BigDecimal> objectives) {
        return measured.indicators().stream()
                .filter(indicator -> objectives.get(indicator.code()) != null)
                .map(indicator -> of(indicator, objectives.get(indicator.code())))
                .toList();
    }

    /** Whether any of {@code deviations} is serious. */
    public static boolean anySerious(List<Deviation> deviations) {
        return deviations.stream().anyMatch(Deviation::serious);
    }

    private static Deviation of(IndicatorResult indicator, BigDecimal objective) {
        BigDecimal value = indicator.value();
        boolean lower = indicator.lowerIsBetter();
        BigDecimal gain = value == null ? null : lower ? objective.subtract(value) : value.subtract(objective);
        return new Deviation(
                indicator.code(),
                indicator.label(),
                indicator.unit(),
                indicator.decimals(),
                lower,
                objective,
                value,
                gain == null || objective.signum() == 0
                        ? null
                        : Decimals.plain(gain.divide(objective.abs(), Decimals.PRECISION)),
                gain != null && gain.signum() >= 0,
                value != null && Grid.seriouslyWorse(value, objective, lower));
    }
}
