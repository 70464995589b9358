package fr.ecoquartier.oversight.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a process that has ended, as the history lists it.
 *
 * @param reference dossier or campaign that it ran for, its business key
 * @param caller the instance that called it, null for one that was opened by itself
 * @param completed false when it was stopped before its end
 * @param endElement id of the end event that it reached, null when it was stopped
 * @param endName its French name
 * @param outcome code of how a stage ended, null for a process that gives none
 */
public record FinishedInstance(
        String id,
        String process,
        String processName,
        int version,
        @Nullable String reference,
        @Nullable String authorityCode,
        @Nullable String authorityName,
        @Nullable String regionCode,
        @Nullable String caller,
        Instant startedAt,
        Instant endedAt,
        boolean completed,
        @Nullable String endElement,
        @Nullable String endName,
        @Nullable String outcome) {}
