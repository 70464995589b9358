package fr.ecoquartier.modelling.migration;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/** What somebody did with a migration. */
public record MigrationEvent(Instant at, Author author, String text) {}
