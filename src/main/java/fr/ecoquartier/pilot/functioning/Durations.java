package fr.ecoquartier.pilot.functioning;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Durations as French readers write them, and their quantiles. */
public final class Durations {

    private static final String NO_BREAK = "\u00a0";

    private Durations() {}

    /** The two greatest units: « 3 j 4 h », « 2 h 15 min », « 40 s ». */
    public static String text(@Nullable Duration duration) {
        if (duration == null) {
            return "";
        }
        long days = duration.toDays();
        int hours = duration.toHoursPart();
        int minutes = duration.toMinutesPart();
        if (days >= 10) {
            return (duration.plusHours(12).toDays()) + NO_BREAK + "j";
        }
        if (days > 0) {
            return join(days + NO_BREAK + "j", hours == 0 ? "" : hours + NO_BREAK + "h");
        }
        if (hours > 0) {
            return join(hours + NO_BREAK + "h", minutes == 0 ? "" : minutes + NO_BREAK + "min");
        }
        if (minutes > 0) {
            return minutes + NO_BREAK + "min";
        }
        long seconds = duration.toMillis() == 0 ? 0 : Math.max(1, Math.round(duration.toMillis() / 1000.0));
        return seconds + NO_BREAK + "s";
    }

    /** « 1 an », « 2 mois », « 15 jours ». */
    static String text(Period period) {
        List<String> parts = new ArrayList<>();
        if (period.getYears() > 0) {
            parts.add(count(period.getYears(), "an", "ans"));
        }
        if (period.getMonths() > 0) {
            parts.add(count(period.getMonths(), "mois", "mois"));
        }
        if (period.getDays() > 0) {
            parts.add(count(period.getDays(), "jour", "jours"));
        }
        return String.join(" ", parts);
    }

    /**
     * The quantile of sorted durations, interpolated between its two neighbours (type 7: the usual one of spreadsheets).
     *
     * @param share 0.5 for the median
     */
    static @Nullable Duration quantile(List<Duration> sorted, double share) {
        if (sorted.isEmpty()) {
            return null;
        }
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.size() - 1);
        Duration low = sorted.get(below);
        long gap = sorted.get(above).minus(low).toMillis();
        return low.plusMillis(Math.round((place - below) * gap));
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + NO_BREAK + second;
    }

    private static String count(int number, String singular, String plural) {
        return number + NO_BREAK + (number < 2 ? singular : plural);
    }
}
