package fr.ecoquartier.referentiel;

/**
 * Who writes or adopts a version, as the history keeps it.
 *
 * @param id account name
 * @param name the person's name as displayed
 * @param role the role in French, in which the person acts
 */
public record Author(String id, String name, String role) {}
