package fr.ecoquartier.pilot;

/**
 * A cell of an imported table that is wrong.
 *
 * @param value what stands in it
 * @param message what is wrong and what to do, in French
 */
public record CellFault(CandidateColumn column, String value, String message) {}
