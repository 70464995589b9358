package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.seal.SealedFile.FoundSeal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file that somebody sent turns out to be.
 *
 * @param genuine the document of ours that the file is, or that it was before it was changed; null when there is none
 * @param seals every signature found in the file
 */
public record Verdict(
        Finding finding, String sha256, long size, @Nullable Genuine genuine, List<Seen> seals) {

    /** A signature and whether its certificate is one of this installation. */
    public record Seen(FoundSeal seal, boolean ours, boolean demonstration) {}

    /** From what we know for sure to what is no document at all. */
    public enum Finding {
        /** Byte for byte a document that we issued. */
        AUTHENTIC,
        /** Our seal is intact, but the file is not among those that are kept here. */
        SEALED_BUT_UNKNOWN,
        /** Sealed by us, then something was added. */
        ADDED_AFTER,
        /** Sealed by us, then changed. */
        CHANGED,
        /** Bears our certificate without its signature. */
        FORGED,
        /** Signed by a certificate that only has the name of ours. */
        SAME_NAME,
        /** Signed by others. */
        OTHERS,
        /** A PDF that nobody signed and that we did not issue as it is. */
        UNSIGNED,
        ENCRYPTED,
        UNREADABLE,
        NOT_PDF
    }
}
