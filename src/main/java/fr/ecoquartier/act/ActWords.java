package fr.ecoquartier.act;

import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and numbers as an official French document writes them; {@code words} in the templates. */
public final class ActWords {

    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})'(?=\\p{L})");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H 'h' mm", Locale.FRENCH);

    /** What somebody typed, or a référentiel says, with French apostrophes and spaces that do not break. */
    public static String typeset(String text) {
        return APOSTROPHE
                .matcher(Wording.typeset(text))
                .replaceAll("’")
                .replace(" ?", "\u00a0?")
                .replace(" !", "\u00a0!");
    }

    /** « 1er mars 2012 ». */
    public String date(@Nullable LocalDate date) {
        if (date == null) {
            return "";
        }
        String text = DAY.format(date).replace(' ', '\u00a0');
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    /** « 1er mars 2012 », in Paris. */
    public String date(@Nullable Instant instant) {
        return instant == null ? "" : date(LocalDate.ofInstant(instant, PARIS));
    }

    /** « 1er mars 2012 à 14 h 05 », in Paris. */
    public String dateTime(@Nullable Instant instant) {
        return instant == null
                ? ""
                : date(instant) + " à " + TIME.format(instant.atZone(PARIS)).replace(' ', '\u00a0');
    }

    /** « 1 234,5 »: as many decimals as the number has. */
    public String number(@Nullable BigDecimal value) {
        return value == null
                ? ""
                : number(value, Math.max(0, value.stripTrailingZeros().scale()));
    }

    /** « 1 234,50 » rounded half up. */
    public String number(BigDecimal value, int decimals) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator('\u00a0');
        DecimalFormat format = new DecimalFormat("#,##0.#", symbols);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace('-', '\u2212');
    }
}
