package fr.ecoquartier.oversight.history;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which finished instances; null for no matter which.
 *
 * @param reference beginning of the reference of a dossier or campaign
 * @param authority name, INSEE code or SIREN of an authority
 * @param from first day, of Paris, on which an instance ended
 * @param to last such day
 * @param end id of an end event; {@link #STOPPED} for those that reached none
 * @param page from 0
 */
public record HistoryQuery(
        @Nullable String reference,
        @Nullable String authority,
        @Nullable String process,
        @Nullable Integer version,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String outcome,
        @Nullable String end,
        int page,
        int size) {

    /** Asks for the instances that were stopped before their end. */
    public static final String STOPPED = "-";
}
