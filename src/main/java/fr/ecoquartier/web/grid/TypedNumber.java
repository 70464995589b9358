package fr.ecoquartier.web.grid;

import fr.ecoquartier.indicator.Decimals;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as people type them in French: "1 234,5" as well as "1234.5". */
final class TypedNumber {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f\\u2009]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,60}([.,]\\d{1,60})?");

    private TypedNumber() {}

    /** Null for a blank, a {@link BigDecimal} for a number, else the text itself, to be refused as no number. */
    static Object read(String typed) {
        if (typed == null) {
            return null;
        }
        String text = SPACES.matcher(typed).replaceAll("").replace('\u2212', '-');
        if (text.isEmpty()) {
            return null;
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text.replace(',', '.')) : typed;
    }

    /** As a person would type it. */
    static String write(BigDecimal number) {
        return Decimals.plain(number).toPlainString().replace('.', ',');
    }
}
