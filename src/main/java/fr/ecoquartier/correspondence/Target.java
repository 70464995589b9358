package fr.ecoquartier.correspondence;

/**
 * Something of a dossier that a point may be about, as it is now.
 *
 * @param label its French name
 * @param value its present value in French, or that it has none
 */
public record Target(Subject subject, String label, String value) {}
