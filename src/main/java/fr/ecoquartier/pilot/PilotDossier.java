package fr.ecoquartier.pilot;

/** The test dossier of a pilot, as its process needs it. */
public record PilotDossier(
        String reference, String regionCode, String authorityName, String operationName, String referentielVersion) {}
