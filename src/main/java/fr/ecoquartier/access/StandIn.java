package fr.ecoquartier.access;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who stands in for somebody absent, in one role, for a period.
 *
 * @param absent account of the absent person
 * @param substitute account of the person who stands in
 * @param from the first day
 * @param until the last day, included
 * @param namedBy account of who named the stand-in: the absent person or an administrator
 * @param endedAt when the stand-in was ended before its last day
 */
public record StandIn(
        long id,
        String absent,
        String substitute,
        Role role,
        LocalDate from,
        LocalDate until,
        @Nullable String reason,
        String namedBy,
        Instant namedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt) {

    /** Whether it is in force on a day, unless it was ended. */
    public boolean on(LocalDate day) {
        return endedAt == null && !day.isBefore(from) && !day.isAfter(until);
    }
}
