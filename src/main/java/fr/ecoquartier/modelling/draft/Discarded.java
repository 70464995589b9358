package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/** Who closed a draft without deploying it, and why. */
public record Discarded(String reason, Author author, Instant at) {}
