package fr.ecoquartier.referentiel;

import java.time.Instant;

/**
 * What somebody typed on a revision that was no longer the last one: kept until it is merged, made a draft of its own
 * or let go.
 *
 * @param baseRevision the revision that it was typed on
 */
public record DraftAside(
        long id,
        long draft,
        int baseRevision,
        DraftContent content,
        String summary,
        Author author,
        Instant savedAt,
        boolean settled) {}
