package fr.ecoquartier.expertise;

/**
 * Why an expert cannot sit for a dossier.
 *
 * @param seat the seat in question, as the field {@code national}, {@code local} or {@code external} of a form
 * @param reason a French sentence
 */
public record Conflict(String seat, String reason) {}
