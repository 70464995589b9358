package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Figures as people type them in French: "1 234,5" as well as "1234.5". */
public final class TypedFigure {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f\\u2009]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,34}([.,]\\d{1,34})?");

    private TypedFigure() {}

    /** The exact number, or empty when this is none. */
    public static Optional<BigDecimal> read(String typed) {
        String text = SPACES.matcher(typed).replaceAll("").replace('\u2212', '-');
        return NUMBER.matcher(text).matches()
                ? Optional.of(Decimals.plain(new BigDecimal(text.replace(',', '.'))))
                : Optional.empty();
    }

    /** As a person would type it. */
    public static String write(BigDecimal number) {
        return Decimals.plain(number).toPlainString().replace('.', ',');
    }
}
