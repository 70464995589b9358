package fr.ecoquartier.dossier;

/** An open task went to somebody else than before; published in the transaction that gives it to them. */
public record TaskAssigned(OpenTask task) {}
