package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact decimals: 34 digits to compute with, one plain form to keep, French notation to show. */
public final class Decimals {

    /** 34 digits, half even: the precision of every operation. */
    public static final MathContext PRECISION = MathContext.DECIMAL128;

    private static final char THIN_SPACE = '\u202f';

    private Decimals() {}

    /** The one form of a number: no trailing zeros, no exponent. Null stays null. */
    public static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** "1 234,5": as many decimals as the number has. */
    public static String french(BigDecimal number) {
        BigDecimal plain = plain(number);
        return french(plain, plain.scale());
    }

    /** "1 234,50": exactly {@code decimals} decimals, half up. */
    public static String french(BigDecimal number, int decimals) {
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP);
        String digits = rounded.abs().toPlainString();
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        StringBuilder text = new StringBuilder(digits.length() + 8);
        if (rounded.signum() < 0) {
            text.append('\u2212');
        }
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                text.append(THIN_SPACE);
            }
            text.append(whole.charAt(i));
        }
        if (point >= 0) {
            text.append(',').append(digits, point + 1, digits.length());
        }
        return text.toString();
    }

    /**
     * Rounded for people, with more decimals when rounding would move the number onto a threshold that it does not
     * have: 59.97 against 60 is "59,97", not "60,0".
     */
    public static String french(BigDecimal number, int decimals, BigDecimal... thresholds) {
        int shown = decimals;
        while (shown < number.scale() && hides(number, shown, thresholds)) {
            shown++;
        }
        return french(number, shown);
    }

    private static boolean hides(BigDecimal number, int decimals, BigDecimal... thresholds) {
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP);
        for (BigDecimal threshold : thresholds) {
            if (number.compareTo(threshold) != 0 && rounded.compareTo(threshold) == 0) {
                return true;
            }
        }
        return false;
    }
}
