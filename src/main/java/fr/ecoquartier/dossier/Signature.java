package fr.ecoquartier.dossier;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A signature; append-only.
 *
 * @param text the exact text that was shown and signed
 * @param sha256 hexadecimal SHA-256 of the text in UTF-8
 */
public record Signature(
        DossierStage stage,
        Party party,
        String signatoryName,
        String signatoryFunction,
        LocalDate signedOn,
        String text,
        String sha256,
        String signedBy,
        Instant recordedAt) {}
