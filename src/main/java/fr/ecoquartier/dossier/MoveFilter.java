package fr.ecoquartier.dossier;

import org.jspecify.annotations.Nullable;

/**
 * Which running dossiers to move; null does not filter.
 *
 * @param from present version
 * @param test only dossiers of the pilot tests, only those of the label, or (null) both
 */
public record MoveFilter(
        @Nullable String reference,
        @Nullable String from,
        @Nullable String region,
        @Nullable String context,
        @Nullable DossierStage stage,
        @Nullable Boolean test) {

    /** One dossier, of the label or of the tests. */
    public static MoveFilter one(String reference) {
        return new MoveFilter(reference, null, null, null, null, null);
    }
}
