package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The figures of an analysis as French readers write them. */
public final class Phrases {

    private static final char NO_BREAK = '\u00a0';
    private static final String NOTHING = "–";

    private Phrases() {}

    /** "91,7 %" for 0.9166…; a dash of nothing. */
    public static String percent(@Nullable Double share) {
        return share == null
                ? NOTHING
                : Decimals.french(Decimals.plain(BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP)))
                        + NO_BREAK
                        + '%';
    }

    /** "0,42", "−0,30"; a dash of nothing. */
    public static String decimal(@Nullable Double number, int decimals) {
        return number == null ? NOTHING : Decimals.french(BigDecimal.valueOf(number), decimals);
    }

    /** "de 64,6 % à 98,5 %"; a dash of nothing. */
    public static String shares(@Nullable Interval interval) {
        return interval == null ? NOTHING : "de " + percent(interval.low()) + " à " + percent(interval.high());
    }

    /** "de 0,12 à 0,55"; a dash of nothing. */
    public static String decimals(@Nullable Interval interval) {
        return interval == null ? NOTHING : "de " + decimal(interval.low(), 2) + " à " + decimal(interval.high(), 2);
    }

    /** "3,5 h"; a dash of nothing. */
    public static String hours(@Nullable BigDecimal hours) {
        return hours == null
                ? NOTHING
                : Decimals.french(Decimals.plain(hours.setScale(1, RoundingMode.HALF_UP))) + NO_BREAK + 'h';
    }

    /** "1 pilote", "12 pilotes". */
    public static String count(int number, String one, String many) {
        return number + String.valueOf(NO_BREAK) + (number < 2 ? one : many);
    }

    static String quote(String text) {
        return "«" + NO_BREAK + text + NO_BREAK + "»";
    }
}
