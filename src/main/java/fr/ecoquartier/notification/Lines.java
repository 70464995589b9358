package fr.ecoquartier.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Texts that are made safe for one line, and dates as French readers write them. */
final class Lines {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter NAMED = DateTimeFormatter.ofPattern("EEEE", Locale.FRENCH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H'\u00a0h\u00a0'mm", Locale.FRENCH);

    private Lines() {}

    /**
     * One line of at most so many characters: line ends, control and invisible formatting characters become spaces, so
     * that nothing typed adds a header to a mail or hides what follows.
     */
    static String one(String text, int longest) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("[ \\t]{2,}", " ")
                .strip();
        int count = line.codePointCount(0, line.length());
        return count <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }

    static String date(LocalDate date) {
        String text = DAY.format(date);
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }

    static String date(Instant at) {
        return date(LocalDate.ofInstant(at, PARIS));
    }

    /** « mardi 3 décembre 2013 ». */
    static String named(Instant at) {
        return NAMED.format(at.atZone(PARIS)) + " " + date(at);
    }

    /** « 14 h 30 ». */
    static String time(Instant at) {
        return TIME.format(at.atZone(PARIS));
    }
}
