package fr.ecoquartier.dossier;

import org.jspecify.annotations.Nullable;

/**
 * A search over dossiers; a null criterion does not filter.
 *
 * @param text found in the reference, the authority's name or the operation, accents and case forgiven
 * @param test true for the dossiers of the pilot tests only, false for those of the label only
 * @param late only dossiers with an open task past its due date
 * @param sort {@code reference}, {@code authority}, {@code due}; anything else sorts by last change
 * @param page from 0
 * @param size 1 to 200
 */
public record DossierQuery(
        @Nullable String text,
        @Nullable String authorityCode,
        @Nullable String regionCode,
        @Nullable DossierStage stage,
        @Nullable DossierStatus status,
        @Nullable Boolean test,
        boolean late,
        @Nullable String sort,
        int page,
        int size) {

    /** Everything in scope, most recent change first. */
    public static DossierQuery first(int size) {
        return new DossierQuery(null, null, null, null, null, null, false, null, 0, size);
    }
}
