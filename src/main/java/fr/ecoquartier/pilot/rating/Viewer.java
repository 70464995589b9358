package fr.ecoquartier.pilot.rating;

/**
 * Who wants to read ratings.
 *
 * @param national one who answers for the whole campaign: ministry, carrier structure, manager, administrator
 * @param regional one who works for the service of the dossier's region
 */
public record Viewer(String userId, boolean national, boolean regional) {}
