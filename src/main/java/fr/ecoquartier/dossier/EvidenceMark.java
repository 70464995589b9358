package fr.ecoquartier.dossier;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer said of a version of a piece, once; what is said later stands beside it.
 *
 * @param evidence the version
 * @param reason required when it is insufficient
 */
public record EvidenceMark(
        long id, UUID evidence, Mark mark, @Nullable String reason, Actor author, Instant markedAt) {

    /** What can be said of a piece. */
    public enum Mark {
        TO_EXAMINE("À examiner"),
        ACCEPTED("Acceptée"),
        INSUFFICIENT("Insuffisante"),
        NOT_NEEDED("Non nécessaire");

        private final String label;

        Mark(String label) {
            this.label = label;
        }

        /** The French name. */
        public String label() {
            return label;
        }
    }
}
