package fr.ecoquartier.modelling;

/**
 * Who draws, asks or approves.
 *
 * @param id account name
 * @param name as displayed
 */
public record Author(String id, String name) {}
