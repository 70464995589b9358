package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/** A line of the history of a draft. */
public record Revision(int number, Author author, Instant savedAt) {}
