package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dossier that was moved to another version; the authority sees it until somebody there says that it was read.
 *
 * @param acknowledgedAt null until then
 */
public record VersionMove(
        long id,
        String reference,
        String from,
        String to,
        String reason,
        MoveComparison comparison,
        Actor movedBy,
        Instant movedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {}
