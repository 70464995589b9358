package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.IssuedDocument;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of a document of ours. It names nobody.
 *
 * @param number of a certificate, « EQ-2012-00042-L1 »; null for another document
 * @param validUntil when the label has to be confirmed; null for another document
 * @param latest the document to rely on instead, when there is one
 * @param demonstration the document says that it is a demonstration
 * @param test the document is of a test dossier and binds nobody
 */
public record Genuine(
        IssuedDocument document,
        String operation,
        String authority,
        Standing standing,
        @Nullable String number,
        @Nullable LocalDate validUntil,
        @Nullable Latest latest,
        boolean demonstration,
        boolean test) {

    /** The document that took the place of another one. */
    public record Latest(UUID code, int number, java.time.Instant issuedAt) {}
}
