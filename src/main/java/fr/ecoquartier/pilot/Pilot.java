package fr.ecoquartier.pilot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A candidate in a seat of the retained sample, now or before it dropped out.
 *
 * @param seat from 1, in the order of the retained sample
 * @param reference its test dossier; null before it is opened
 * @param reason why it dropped out, or why the test ended before its term
 */
public record Pilot(
        long id,
        String campaign,
        int seat,
        Candidate candidate,
        @Nullable String reference,
        PilotState state,
        @Nullable String reason,
        Instant namedAt,
        @Nullable Instant openedAt,
        @Nullable Instant endedAt) {

    /** The ministry ended the tests before this one reached its term. */
    public boolean endedEarly() {
        return state == PilotState.CLOSED && reason != null;
    }

    /** Where it stands, in French. */
    public String stateLabel() {
        return endedEarly() ? "Test arrêté avant son terme" : state.label();
    }
}
