package fr.ecoquartier.territory;

import java.util.Set;

/** A region of 2012, with its State service (DREAL, DRIEE or DEAL) and its départements. */
public record Region(String code, String label, String service, Set<String> departements) {}
