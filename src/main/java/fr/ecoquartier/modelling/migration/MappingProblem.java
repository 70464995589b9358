package fr.ecoquartier.modelling.migration;

import org.jspecify.annotations.Nullable;

/**
 * Why a mapping cannot be used.
 *
 * @param source id of the element that instances leave, null when it concerns the mapping as a whole
 * @param message a French sentence
 */
public record MappingProblem(
        @Nullable String source, @Nullable String target, String message) {}
