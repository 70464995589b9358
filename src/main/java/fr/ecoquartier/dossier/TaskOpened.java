package fr.ecoquartier.dossier;

/** A task of a dossier waits for somebody; published in the transaction that opens it. */
public record TaskOpened(OpenTask task) {}
