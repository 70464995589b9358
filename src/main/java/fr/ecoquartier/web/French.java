package fr.ecoquartier.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Dates, sizes and numbers as French readers write them; {@code @fr} in templates. */
@Component("fr")
public class French {

    public static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final String NO_BREAK = "\u00a0";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H 'h' mm", Locale.FRENCH);

    private final Clock clock = Clock.system(ZONE);

    public String date(LocalDate date) {
        if (date == null) {
            return "";
        }
        String text = DAY.format(date);
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    public String date(Instant instant) {
        return instant == null ? "" : date(LocalDate.ofInstant(instant, ZONE));
    }

    public String dateTime(Instant instant) {
        return instant == null
                ? ""
                : date(instant) + " à " + TIME.format(instant.atZone(ZONE)).replace(" ", NO_BREAK);
    }

    /** For the {@code datetime} attribute of a time element. */
    public String iso(Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How far away a due date is: « dans 3 jours », « aujourd’hui », « en retard de 2 jours ». */
    public String distance(Instant due) {
        if (due == null) {
            return "";
        }
        Instant now = clock.instant();
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, ZONE), LocalDate.ofInstant(due, ZONE));
        if (days == 0) {
            return due.isBefore(now) ? "en retard depuis aujourd’hui" : "aujourd’hui";
        }
        if (days == 1) {
            return "demain";
        }
        String count = Math.abs(days) + NO_BREAK + (Math.abs(days) == 1 ? "jour" : "jours");
        return days > 0 ? "dans " + count : "en retard de " + count;
    }

    public boolean past(Instant due) {
        return due != null && due.isBefore(clock.instant());
    }

    /** True when less than a week is left. */
    public boolean soon(Instant due) {
        return due != null && !past(due) && due.isBefore(clock.instant().plus(7, ChronoUnit.DAYS));
    }

    /** A file size: « 12 Ko », « 1,4 Mo ». */
    public String size(long bytes) {
        if (bytes < 1024) {
            return bytes + NO_BREAK + (bytes < 2 ? "octet" : "octets");
        }
        BigDecimal kibi = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1024), 4, RoundingMode.HALF_UP);
        return kibi.compareTo(BigDecimal.valueOf(1000)) < 0
                ? number(kibi, 0) + NO_BREAK + "Ko"
                : number(kibi.divide(BigDecimal.valueOf(1024), 4, RoundingMode.HALF_UP), 1) + NO_BREAK + "Mo";
    }

    /** A number with at most so many decimals: « 1 250,5 ». */
    public String number(BigDecimal value, int decimals) {
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

    /** A number as entered, nothing rounded. */
    public String number(BigDecimal value) {
        return value == null
                ? ""
                : number(value, Math.max(0, value.stripTrailingZeros().scale()));
    }

    /** A whole number: « 1 250 ». */
    public String whole(long value) {
        return number(BigDecimal.valueOf(value), 0);
    }

    /** The context of an operation. */
    public String context(String code) {
        return switch (code) {
            case "rural" -> "Rural";
            case "suburban" -> "Périurbain";
            case "urban" -> "Urbain";
            default -> code;
        };
    }

    /** Whom a task waits for, by the id of the group. */
    public String role(String group) {
        if (group == null) {
            return "";
        }
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

    /** « 1 dossier », « 12 dossiers ». */
    public String count(long number, String singular, String plural) {
        return number(BigDecimal.valueOf(number), 0) + NO_BREAK + (number < 2 ? singular : plural);
    }
}
