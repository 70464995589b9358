package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/**
 * What could not be saved because somebody else had saved first.
 *
 * @param draft where it was to go
 * @param baseRevision the revision that the author had before them
 */
public record Aside(long id, long draft, int baseRevision, String content, Author author, Instant savedAt) {}
