package fr.ecoquartier.dossier;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its reasons and the versions it was taken under; append-only.
 *
 * @param outcome the value that the process routes by
 * @param outcomeLabel the same in French, as the person chose it
 * @param conditions of a deferral, null otherwise
 * @param processVersion {@code award:2}
 */
public record Decision(
        long id,
        DossierStage stage,
        String step,
        String outcome,
        String outcomeLabel,
        String reason,
        @Nullable String conditions,
        @Nullable LocalDate deferredUntil,
        String authorId,
        String authorName,
        String processVersion,
        String referentiel,
        Instant decidedAt) {}
