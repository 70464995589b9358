package fr.ecoquartier.dossier;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that proves something, without its content.
 *
 * @param commitment {@code E01} to {@code E20}, or {@link #DELIBERATION}
 * @param size in bytes, 1 to 20 MiB
 * @param sha256 hexadecimal, of the content
 */
public record Evidence(
        UUID id,
        String reference,
        String commitment,
        DossierStage stage,
        String fileName,
        String mediaType,
        long size,
        String sha256,
        String addedBy,
        Instant addedAt) {

    /** Stands for the deliberation of the council in place of a commitment. */
    public static final String DELIBERATION = "deliberation";

    public static final long MAX_SIZE = 20L * 1024 * 1024;
}
