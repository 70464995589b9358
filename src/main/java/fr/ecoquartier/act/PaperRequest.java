package fr.ecoquartier.act;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Step;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that is to be written.
 *
 * @param dossier as it stands now
 * @param step that asks for the document; for a correction, the one that asked for the corrected document
 * @param round how many times the dossier had entered the stage
 * @param code address of verification
 * @param number of this document among those of its kind, stage and round
 * @param signed for a kind that people sign: whether it shall bear its signatures
 * @param at when it is issued
 * @param demonstration whether it must say that it is a demonstration
 * @param signedDocument the document that people have signed, when this one bears their signatures
 * @param corrected the document that this one replaces
 * @param correctionReason why it replaces it
 * @param asOf what was recorded after this moment is not told: now, or when the first version was issued, so that the
 *     correction of an old check report tells of the old check
 */
public record PaperRequest(
        DossierSummary dossier,
        Step step,
        DocumentKind kind,
        DossierStage stage,
        int round,
        UUID code,
        int number,
        boolean signed,
        Instant at,
        boolean demonstration,
        @Nullable IssuedDocument signedDocument,
        @Nullable IssuedDocument corrected,
        @Nullable String correctionReason,
        Instant asOf) {

    /** For a kind that people sign: without signatures yet. */
    public boolean toSign() {
        return kind.toBeSigned() && !signed;
    }
}
