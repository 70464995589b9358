package fr.ecoquartier.dossier;

/**
 * A stage ended because the authority did not answer in time; published in the transaction that ends it.
 *
 * @param taskName what was not done, in French
 */
public record StageAbandoned(Step step, String taskName) {}
