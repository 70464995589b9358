package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How results are written for people: French numbers, units and spaces. */
public final class Wording {

    private static final char NO_BREAK = '\u00a0';
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Wording() {}

    /** "66,7 logements/ha", or a dash without a value. */
    public static String value(IndicatorResult result) {
        return result.value() == null
                ? "–"
                : value(result.value(), result.unit(), result.decimals(), result.minimum(), result.target());
    }

    /** "66,7": the value without its unit, with enough decimals to tell it from its thresholds. */
    public static String number(IndicatorResult result) {
        return Decimals.french(result.value(), result.decimals(), result.minimum(), result.target());
    }

    /** "≥ 60 logements/ha". */
    public static String minimum(IndicatorResult result) {
        return bound(result, result.minimum());
    }

    /** "≥ 90 logements/ha". */
    public static String target(IndicatorResult result) {
        return bound(result, result.target());
    }

    /** "+6,7 logements/ha", in points for a percentage, or a dash without a value. */
    public static String margin(IndicatorResult result) {
        if (result.margin() == null) {
            return "–";
        }
        String sign = result.margin().signum() > 0 ? "+" : "";
        return sign + difference(result.margin(), result.unit(), result.decimals());
    }

    /** "3 sur 5 (60 %)", or "sans objet" when nothing applies. */
    public static String share(DimensionResult dimension) {
        return dimension.share() == null
                ? "sans objet"
                : dimension.met() + " sur " + dimension.applicable() + " (" + percent(dimension.share()) + ")";
    }

    /** "66,7 %" for 0.6666… */
    public static String percent(BigDecimal share) {
        BigDecimal percent = share.multiply(HUNDRED).setScale(1, RoundingMode.HALF_UP);
        return Decimals.french(percent) + NO_BREAK + '%';
    }

    /** A number exactly as it is, with its unit. */
    public static String quantity(BigDecimal number, String unit) {
        return UnitLabels.quantity(Decimals.french(number), UnitLabels.french(unit, number));
    }

    /** A value with its unit, with enough decimals to tell it from {@code thresholds}. */
    public static String value(BigDecimal value, String unit, int decimals, BigDecimal... thresholds) {
        return UnitLabels.quantity(Decimals.french(value, decimals, thresholds), UnitLabels.french(unit, value));
    }

    /** A difference of percentages is in points. */
    static String difference(BigDecimal difference, String unit, int decimals) {
        String words = "%".equals(unit)
                ? difference.abs().compareTo(TWO) < 0 ? "point" : "points"
                : UnitLabels.french(unit, difference);
        return UnitLabels.quantity(Decimals.french(difference, decimals, BigDecimal.ZERO), words);
    }

    /** French spacing: no line break before double punctuation and inside guillemets. */
    public static String typeset(String text) {
        return text.replace(" :", NO_BREAK + ":")
                .replace(" ;", NO_BREAK + ";")
                .replace(" %", NO_BREAK + "%")
                .replace("« ", "«" + NO_BREAK)
                .replace(" »", NO_BREAK + "»");
    }

    private static String bound(IndicatorResult result, BigDecimal threshold) {
        return (result.lowerIsBetter() ? "≤" : "≥") + NO_BREAK + quantity(threshold, result.unit());
    }
}
