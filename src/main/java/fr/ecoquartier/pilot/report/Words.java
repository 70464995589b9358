package fr.ecoquartier.pilot.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and numbers as a French report writes them. */
final class Words {

    static final String NO_BREAK = "\u00a0";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private Words() {}

    static String date(@Nullable Instant instant) {
        return instant == null ? "" : date(LocalDate.ofInstant(instant, PARIS));
    }

    static String date(LocalDate date) {
        String text = DAY.format(date);
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    /** « 24/11/2012 », for narrow columns. */
    static String shortDate(@Nullable Instant instant) {
        return instant == null ? "–" : SHORT.format(instant.atZone(PARIS));
    }

    static String number(long value) {
        return number(BigDecimal.valueOf(value), 0);
    }

    static String number(@Nullable BigDecimal value, int decimals) {
        if (value == null) {
            return "";
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator('\u202f');
        DecimalFormat format = new DecimalFormat("#,##0.#", symbols);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace('-', '\u2212');
    }

    /** « 3 sur 12 (25 %) ». */
    static String share(long part, long whole) {
        return whole == 0
                ? "0 sur 0"
                : "%s sur %s (%s%s%%)"
                        .formatted(number(part), number(whole), Math.round(100.0 * part / whole), NO_BREAK);
    }

    static String count(long number, String singular, String plural) {
        return number(number) + NO_BREAK + (number < 2 ? singular : plural);
    }

    /** A role as people call it. */
    static String role(String group) {
        return switch (group) {
            case "authority" -> "Collectivité";
            case "dreal" -> "Service régional";
            case "carrier" -> "Structure porteuse";
            case "ministry" -> "Ministère";
            case "expert" -> "Experts";
            case "partner" -> "Partenaires";
            default -> group;
        };
    }
}
