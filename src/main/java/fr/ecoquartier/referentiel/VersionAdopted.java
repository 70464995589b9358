package fr.ecoquartier.referentiel;

/** A version came into force for new dossiers; published inside the transaction that says so. */
public record VersionAdopted(Referentiel referentiel, Author author) {}
