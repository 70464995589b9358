package fr.ecoquartier.dossier;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file that proves something, without its content.
 *
 * @param commitment {@code E01} to {@code E20}, or {@link #DELIBERATION}
 * @param task the authority's task during which it was joined, as it was called then; null when none was open
 * @param size in bytes, 1 to 20 MiB
 * @param sha256 hexadecimal, of the content
 * @param addedBy name of the person
 * @param piece what its versions have in common
 * @param version 1 for the first file of the piece
 * @param proves what it proves, in the words of the authority
 * @param scanDetail what the antivirus found, or why it did not examine the file
 */
public record Evidence(
        UUID id,
        String reference,
        String commitment,
        DossierStage stage,
        @Nullable String task,
        String fileName,
        String mediaType,
        long size,
        String sha256,
        String addedBy,
        Instant addedAt,
        UUID piece,
        int version,
        @Nullable String proves,
        Scan scan,
        @Nullable String scanDetail) {

    /** Stands for the deliberation of the council in place of a commitment. */
    public static final String DELIBERATION = "deliberation";

    public static final long MAX_SIZE = 20L * 1024 * 1024;

    /** Longest text of what a piece proves. */
    public static final int MAX_PROVES = 1000;

    /** What is known of a file's harmlessness. */
    public enum Scan {
        /** Not examined: the antivirus does not answer yet, or there is none. */
        WAITING,
        CLEAN,
        /** Kept, and given to nobody. */
        INFECTED,
        /** The antivirus answered that it does not examine this file. */
        REFUSED
    }

    public boolean quarantined() {
        return scan == Scan.INFECTED;
    }
}
