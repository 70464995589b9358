package fr.ecoquartier.oversight.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failed step that was tried again.
 *
 * @param name French name of the step
 * @param before why it had failed
 * @param effect what came of it, in French
 * @param decidedAt when that was known, null before
 */
public record RetriedStep(
        String job,
        @Nullable String reference,
        String name,
        String before,
        State state,
        @Nullable String effect,
        @Nullable Instant decidedAt) {

    /** Where it stands. */
    public enum State {
        QUEUED("En file"),
        WAITING("Relancée, pas encore exécutée"),
        RESOLVED("Résolu"),
        FAILED("A échoué de nouveau"),
        GONE("N’existe plus");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The French name. */
        public String label() {
            return label;
        }

        /** Nothing more will come. */
        public boolean decided() {
            return this == RESOLVED || this == FAILED || this == GONE;
        }
    }
}
