package fr.ecoquartier.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A delay as ISO 8601 writes it and as people read it. */
public final class DelayText {

    private static final String NO_BREAK = "\u00a0";
    private static final LocalDate ANY_DAY = LocalDate.of(2012, 1, 1);
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(20L * 366);
    private static final Pattern ISO = Pattern.compile(
            "P(?=.)(?:\\d{1,4}Y)?(?:\\d{1,4}M)?(?:\\d{1,4}W)?(?:\\d{1,5}D)?(?:T(?=.)(?:\\d{1,5}H)?(?:\\d{1,6}M)?)?");

    private DelayText() {}

    /** A unit that people choose. */
    public enum Unit {
        HOURS("heures", "PT%dH"),
        DAYS("jours", "P%dD"),
        WEEKS("semaines", "P%dW"),
        MONTHS("mois", "P%dM"),
        YEARS("ans", "P%dY");

        private final String label;
        private final String pattern;

        Unit(String label, String pattern) {
            this.label = label;
            this.pattern = pattern;
        }

        /** The French name. */
        public String label() {
            return label;
        }

        /** So many of it, in ISO 8601. */
        public String iso(int number) {
            return pattern.formatted(number);
        }
    }

    /** What is wrong with a text, in French; empty when it is a delay. */
    public static Optional<String> refusal(String iso) {
        if (!ISO.matcher(iso).matches()) {
            return Optional.of(
                    "« " + shortened(iso)
                            + " » n’est pas un délai : écrivez par exemple P15D (15 jours), P2M (2 mois), P1Y (1 an) ou PT48H (48 heures).");
        }
        try {
            if (mixed(iso)) {
                return Optional.of("Un délai compte en jours, mois et années, ou en heures, mais pas les deux.");
            }
            Duration length = length(iso);
            if (length.compareTo(SHORTEST) < 0) {
                return Optional.of("Le délai est trop court : une heure au moins.");
            }
            if (length.compareTo(LONGEST) > 0) {
                return Optional.of("Le délai est trop long : vingt ans au plus.");
            }
            return Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of("« " + shortened(iso) + " » n’est pas un délai lisible.");
        }
    }

    private static boolean mixed(String iso) {
        return iso.contains("T") && !iso.startsWith("PT");
    }

    /** The delay in the writing of the engine, upper case and without blanks. */
    public static String normalized(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    /** How long it is, months counted from the first of January. */
    public static Duration length(String iso) {
        return iso.contains("T")
                ? Duration.parse(iso)
                : Duration.between(
                        ANY_DAY.atStartOfDay(ZoneOffset.UTC),
                        ANY_DAY.plus(Period.parse(iso)).atStartOfDay(ZoneOffset.UTC));
    }

    /** As people say it: « 1 an et 6 mois », « 15 jours », « 48 heures ». */
    public static String french(String iso) {
        List<String> parts = new ArrayList<>();
        if (iso.contains("T")) {
            Duration duration = Duration.parse(iso);
            add(parts, duration.toHours(), "heure", "heures");
            add(parts, duration.toMinutesPart(), "minute", "minutes");
            add(parts, duration.toSecondsPart(), "seconde", "secondes");
        } else {
            Period period = Period.parse(iso);
            add(parts, period.getYears(), "an", "ans");
            add(parts, period.getMonths(), "mois", "mois");
            add(parts, period.getDays(), "jour", "jours");
        }
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " et " + parts.get(parts.size() - 1);
    }

    private static void add(List<String> parts, long number, String singular, String plural) {
        if (number > 0) {
            parts.add(number + NO_BREAK + (number < 2 ? singular : plural));
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
