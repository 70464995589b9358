package fr.ecoquartier.dossier;

/**
 * What is needed to open a dossier.
 *
 * @param authorityCode INSEE code of a commune or SIREN of an EPCI
 * @param operation name of the operation, 3 to 200 characters
 * @param context a context of the référentiel: {@code rural}, {@code suburban}, {@code urban}
 * @param demonstration marks a dossier that is not a real request
 */
public record NewDossier(String authorityCode, String operation, String context, boolean demonstration) {}
