package fr.ecoquartier.dossier;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A decision to record: see {@link Decision}. */
public record NewDecision(
        String outcome,
        String outcomeLabel,
        String reason,
        @Nullable String conditions,
        @Nullable LocalDate deferredUntil) {

    public NewDecision(String outcome, String outcomeLabel, String reason) {
        this(outcome, outcomeLabel, reason, null, null);
    }
}
