package fr.ecoquartier.referentiel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A draft of a version at its last revision.
 *
 * @param fromVersion the stored version that it started from, or null when it was imported
 * @param source name of the imported file, or null
 * @param adoptedVersion the version that it became, or null
 */
public record Draft(
        long id,
        String title,
        @Nullable String fromVersion,
        @Nullable String source,
        DraftStatus status,
        int revision,
        DraftContent content,
        Author createdBy,
        Instant createdAt,
        Author changedBy,
        Instant changedAt,
        @Nullable String adoptedVersion) {

    public boolean open() {
        return status == DraftStatus.OPEN;
    }
}
