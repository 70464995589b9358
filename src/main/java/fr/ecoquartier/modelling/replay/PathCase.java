package fr.ecoquartier.modelling.replay;

import java.time.Instant;
import org.springframework.lang.Nullable;

/**
 * One finished dossier, and what the new model would have done with it.
 *
 * @param instance the engine's id
 * @param reference dossier or campaign, null when the instance has no business key
 * @param version of the model that it ran on
 */
public record PathCase(String instance, @Nullable String reference, int version, Instant endedAt, Outcome outcome) {}
