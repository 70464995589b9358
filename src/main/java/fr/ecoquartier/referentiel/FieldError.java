package fr.ecoquartier.referentiel;

/**
 * A refused entry.
 *
 * @param field code of the input (or indicator, for an objective)
 * @param message one sentence in French
 */
public record FieldError(String field, String message) {}
