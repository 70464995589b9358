package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search over dossiers; a null criterion does not filter.
 *
 * @param text found in the reference, the authority's name or the operation, accents and case forgiven
 * @param test true for the dossiers of the pilot tests only, false for those of the label only
 * @param late only dossiers with an open task past its due date
 * @param work only dossiers in which such a task is open
 * @param event only dossiers to which this happened
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
        @Nullable Work work,
        @Nullable Event event,
        @Nullable String sort,
        int page,
        int size) {

    /**
     * An open task; a null criterion does not filter.
     *
     * @param role group id it waits for
     * @param process key of its process
     * @param step its id in the model
     * @param dueFrom due then or later
     * @param dueBefore due earlier
     */
    public record Work(
            @Nullable String role,
            @Nullable String process,
            @Nullable String step,
            @Nullable Instant dueFrom,
            @Nullable Instant dueBefore) {

        boolean any() {
            return role != null || process != null || step != null || dueFrom != null || dueBefore != null;
        }
    }

    /**
     * Something that happened to a dossier.
     *
     * @param stage the stage that was left, null when the dossier was opened
     * @param outcome with which the stage was left, null for any
     * @param from then or later, null for ever
     * @param before earlier, null for until now
     */
    public record Event(
            @Nullable DossierStage stage,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant before) {}

    /** Without anything about tasks and events. */
    public DossierQuery(
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
        this(text, authorityCode, regionCode, stage, status, test, late, null, null, sort, page, size);
    }

    /** Everything in scope, most recent change first. */
    public static DossierQuery first(int size) {
        return new DossierQuery(null, null, null, null, null, null, false, null, 0, size);
    }
}
