package fr.ecoquartier.act;

/** A document was issued, in the transaction at hand. */
public record DocumentIssued(IssuedDocument document) {}
