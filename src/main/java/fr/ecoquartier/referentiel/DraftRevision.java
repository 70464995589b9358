package fr.ecoquartier.referentiel;

import java.time.Instant;

/**
 * A line of the history of a draft.
 *
 * @param summary what was changed, in French
 */
public record DraftRevision(int revision, String summary, Author author, Instant savedAt) {}
