package fr.ecoquartier.dossier;

/** Published when a dossier was opened, in the same transaction. */
public record DossierOpened(String reference) {}
