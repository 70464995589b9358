package fr.ecoquartier.modelling.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a migration.
 *
 * @param reference its business key; a dossier's reference for the processes of the label
 * @param waits where it waited when it was looked at
 * @param blockers why it cannot move; empty when it can
 * @param remarks what moving means for it
 * @param message what became of it, a French sentence
 */
public record MigrationItem(
        String instanceId,
        @Nullable String reference,
        @Nullable String authority,
        @Nullable String operation,
        @Nullable String region,
        @Nullable String stage,
        List<InstanceSituation.Wait> waits,
        List<String> blockers,
        List<String> remarks,
        State state,
        @Nullable String message,
        int attempts,
        @Nullable Instant doneAt) {

    /** What an instance is to a migration. */
    public enum State {
        ELIGIBLE("Peut passer"),
        BLOCKED("Ne peut pas passer"),
        PENDING("En attente"),
        MOVED("Passée"),
        FAILED("Restée"),
        GONE("Terminée entre-temps"),
        LEFT("Non traitée");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
