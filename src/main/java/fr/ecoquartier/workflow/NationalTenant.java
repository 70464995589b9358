package fr.ecoquartier.workflow;

/**
 * The tenant of what belongs to no region: pilot campaigns. Ministry, carrier structure, managers, administrators and
 * partners have it; nobody who works for a region does. It is no region: no dossier, no authority and no person of a
 * DREAL is there.
 */
public final class NationalTenant {

    /** As a region's code has two digits, so has this one; no region of France is {@code 00}. */
    public static final String CODE = "00";

    public static final String LABEL = "National";

    private NationalTenant() {}
}
