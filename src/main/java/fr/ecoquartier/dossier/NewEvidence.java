package fr.ecoquartier.dossier;

/** A file to join, its type already detected from its content. */
public record NewEvidence(String commitment, String fileName, String mediaType, byte[] content) {}
