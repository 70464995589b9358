package fr.ecoquartier.dossier;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a reviewer asked the authority to complete, and its answer; null while unanswered. */
public record CorrectionRequest(
        long id,
        DossierStage stage,
        String step,
        String request,
        @Nullable LocalDate dueOn,
        String requestedBy,
        Instant requestedAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt) {

    public boolean open() {
        return answeredAt == null;
    }
}
