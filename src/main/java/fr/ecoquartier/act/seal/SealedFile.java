package fr.ecoquartier.act.seal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself, read without trusting it.
 *
 * @param sha256 hexadecimal SHA-256 of the whole file
 * @param seals from the first to the last; empty unless {@link Form#SIGNED}
 */
public record SealedFile(Form form, String sha256, long size, List<FoundSeal> seals) {

    /** What kind of file it is. */
    public enum Form {
        NOT_PDF,
        ENCRYPTED,
        UNREADABLE,
        UNSIGNED,
        SIGNED
    }

    /** What a seal proves about the file. */
    public enum Integrity {
        /** Every byte of the file is what was sealed. */
        INTACT,
        /** What was sealed is unchanged, and bytes were added after it. */
        ADDED_AFTER,
        /** Something of what was sealed is changed. */
        CHANGED,
        /** The signature is not by the certificate that it names, or cannot be read. */
        FORGED
    }

    /**
     * A signature in the file.
     *
     * @param subject who the certificate says it is; anybody can make a certificate that says so
     * @param certificate hexadecimal SHA-256 of the certificate, empty when there is none
     * @param statedAt the time the signature gives, which nobody but the signer vouches for
     * @param added bytes after those that were sealed
     * @param sealedSha256 of the file as it was when it was sealed, before anything was added; empty when it is changed
     */
    public record FoundSeal(
            String subject,
            String issuer,
            String certificate,
            @Nullable Instant statedAt,
            Integrity integrity,
            long added,
            String sealedSha256) {}
}
