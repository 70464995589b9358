package fr.ecoquartier.modelling.graph;

import org.springframework.lang.Nullable;

/**
 * A sequence flow.
 *
 * @param condition as written, {@code ${outcome == 'signed'}}; null when it has none
 */
public record Flow(
        String id,
        @Nullable String name,
        String source,
        String target,
        @Nullable String condition) {}
