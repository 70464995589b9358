package fr.ecoquartier.referentiel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the history of what is in force.
 *
 * @param draft the draft that the version came from, or null when it was stored from a file
 */
public record Adoption(String version, @Nullable Long draft, Author author, Instant adoptedAt) {}
