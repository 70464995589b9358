package fr.ecoquartier.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Whole days in Paris, both included.
 *
 * @param from first day
 * @param to last day, not before the first
 */
public record Period(LocalDate from, LocalDate to) {

    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period ends before it begins: " + from + " to " + to);
        }
    }

    /** The twelve months that end on this day. */
    public static Period yearTo(LocalDate day) {
        return new Period(day.minusYears(1).plusDays(1), day);
    }

    public Instant start() {
        return from.atStartOfDay(PARIS).toInstant();
    }

    /** The first moment after it. */
    public Instant end() {
        return to.plusDays(1).atStartOfDay(PARIS).toInstant();
    }
}
