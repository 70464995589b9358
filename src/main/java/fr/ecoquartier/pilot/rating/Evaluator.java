package fr.ecoquartier.pilot.rating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose evaluation of a test dossier is expected.
 *
 * @param userId account of an expert or partner; of the region's service and the authority once they answered, before
 *     that null
 * @param since when they were named, or the kick-off
 * @param until when they answered, or when their silence was recorded
 */
public record Evaluator(
        String reference,
        EvaluatorRole role,
        @Nullable String userId,
        String name,
        State state,
        Instant since,
        @Nullable Instant until) {

    /** Whether somebody has answered. */
    public enum State {
        AWAITED("attendue"),
        GIVEN("rendue"),
        SILENT("non rendue dans le délai");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The French word, about an evaluation. */
        public String label() {
            return label;
        }
    }
}
