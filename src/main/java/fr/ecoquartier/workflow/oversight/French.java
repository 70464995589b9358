package fr.ecoquartier.workflow.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;

/** Dates in the sentences of this room. */
public final class French {

    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H'\u00a0h\u00a0'mm", Locale.FRENCH);

    private French() {}

    /** « 1er mars 2012 ». */
    public static String day(LocalDate day) {
        String text = DAY.format(day);
        return day.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    /** The day in Paris. */
    public static String day(Date date) {
        return day(LocalDate.ofInstant(date.toInstant(), PARIS));
    }

    /** « 1er mars 2012 à 14 h 05 ». */
    public static String moment(Instant instant) {
        ZonedDateTime moment = instant.atZone(PARIS);
        return day(moment.toLocalDate()) + " à " + TIME.format(moment);
    }

    /** Non-breaking spaces inside quotes and before high punctuation. */
    public static String typeset(String text) {
        return text.replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»")
                .replace(" :", "\u00a0:")
                .replace(" ;", "\u00a0;");
    }
}
