package fr.ecoquartier.web.verification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of verification shows.
 *
 * @param action where the form is sent
 * @param problem why the file could not be looked at
 * @param answer about the file that was sent
 * @param expected the document that the code names
 */
record VerificationPage(
        String action,
        @Nullable String problem,
        @Nullable Answer answer,
        @Nullable Sheet expected) {

    /** How good the news is: {@code ok}, {@code warn} or {@code bad}, as the badges are called. */
    record Answer(
            String tone,
            String title,
            List<String> sentences,
            @Nullable Sheet sheet,
            List<SealRow> seals,
            String sha256,
            String size) {}

    /**
     * A document of ours.
     *
     * @param standing « En vigueur », « Label retiré »
     * @param tone of the standing
     * @param mark « Document de test, sans valeur »; null for a real one
     * @param otherCode of the document to rely on instead
     */
    record Sheet(
            String kind,
            String title,
            @Nullable String number,
            String reference,
            String operation,
            String authority,
            String stage,
            String version,
            String issuedOn,
            @Nullable String validUntil,
            String sealedBy,
            String sha256,
            String standing,
            String tone,
            String explanation,
            @Nullable String mark,
            @Nullable String otherCode,
            @Nullable String otherLabel) {}

    /** A signature found in the file. */
    record SealRow(String subject, String certificate, String at, String state, String tone) {}
}
