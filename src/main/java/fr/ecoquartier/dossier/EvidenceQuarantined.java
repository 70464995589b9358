package fr.ecoquartier.dossier;

import org.jspecify.annotations.Nullable;

/**
 * The antivirus found something in a file: it is kept and given to nobody.
 *
 * @param addedById account of whoever joined it, null when it is not known
 * @param found what the antivirus calls it
 */
public record EvidenceQuarantined(
        String reference,
        String commitment,
        String fileName,
        @Nullable String addedById,
        String found) {}
