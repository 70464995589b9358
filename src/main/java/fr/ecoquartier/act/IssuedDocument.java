package fr.ecoquartier.act;

import fr.ecoquartier.dossier.DossierStage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was issued, without its content.
 *
 * @param code unguessable; the address under which anybody who holds the document may verify it
 * @param reference the dossier
 * @param round how many times the dossier had entered the stage
 * @param number 1, 2… among the documents of this kind in this stage and round
 * @param signed for a kind that people sign: false for the document to be signed, true for the one that bears its
 *     signatures; true for every other kind
 * @param step the element of the model that made it
 * @param effect key of the effect that made it
 * @param sha256 of the exact bytes, in lower-case hexadecimal
 * @param seal subject of the certificate that sealed it; null when it bears no seal
 * @param demonstration whether the document says that it is a demonstration
 * @param correctionReason why it replaces another one; null for a document that corrects none
 */
public record IssuedDocument(
        long id,
        UUID code,
        String reference,
        DocumentKind kind,
        DossierStage stage,
        int round,
        int number,
        boolean signed,
        String step,
        String effect,
        String title,
        String fileName,
        long size,
        int pages,
        String sha256,
        @Nullable String seal,
        boolean demonstration,
        String issuedBy,
        Instant issuedAt,
        @Nullable String correctionReason,
        @Nullable Long replaces,
        @Nullable Long replacedBy) {

    /** Still to be signed: the signatures are in the document that comes after it. */
    public boolean toSign() {
        return kind.toBeSigned() && !signed;
    }

    /** No correction replaced it. */
    public boolean current() {
        return replacedBy == null;
    }
}
