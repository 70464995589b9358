package fr.ecoquartier.dossier;

/** A dossier left the stage it was in; published in the transaction that closes it. */
public record StageClosed(String reference) {}
