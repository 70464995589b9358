package fr.ecoquartier.pilot.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** French sentences with the spaces that French wants. */
final class Sentence {

    private Sentence() {}

    static String of(String format, Object... values) {
        return spaced(format.formatted(values));
    }

    /** No line break inside quotation marks and before double punctuation. */
    static String spaced(String text) {
        return text.replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»")
                .replace(" :", "\u00a0:")
                .replace(" ;", "\u00a0;")
                .replace(" %", "\u00a0%")
                .replace(" ?", "\u00a0?");
    }

    static String count(long number, String one, String many) {
        return number(BigDecimal.valueOf(number), 0) + "\u00a0" + (Math.abs(number) < 2 ? one : many);
    }

    /** A distance in points: « 1,42 ». */
    static String points(long distance, long unit) {
        return number(BigDecimal.valueOf(distance).divide(BigDecimal.valueOf(unit), 2, RoundingMode.HALF_UP), 2);
    }

    /** « 12 % ». */
    static String percent(long part, long whole) {
        BigDecimal share = whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        return number(share, 1) + "\u00a0%";
    }

    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " et " + items.get(items.size() - 1);
    }

    static String number(BigDecimal value, int decimals) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator('\u202f');
        DecimalFormat format = new DecimalFormat("#,##0.#", symbols);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace('-', '\u2212');
    }
}
