package fr.ecoquartier.pilot.functioning;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task of the past or of the present, as the process remembers it.
 *
 * @param reference business key of its process: a dossier, or the campaign itself
 * @param process id of the model
 * @param processName French name of the model
 * @param step id of the task in the model
 * @param name French name of the task
 * @param role group the task waited for
 * @param delay key of the delay that fixed the due date, null when the model fixes none
 * @param endedAt null while it is open
 * @param waiting time before somebody worked on it and between two who did; null when that is not known
 */
public record TaskTime(
        String reference,
        String process,
        String processName,
        String step,
        String name,
        String role,
        @Nullable String delay,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        Ending ending,
        Split split,
        @Nullable Duration waiting) {

    /** How a task ended. */
    public enum Ending {
        OPEN("en cours"),
        DONE("faite"),
        /** Ended by a deadline, a withdrawal or the end of the tests, not by the person it waited for. */
        WITHOUT("close sans réponse");

        private final String label;

        Ending(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What tells waiting from working. */
    public enum Split {
        /** Somebody took the task: working is the time during which it was somebody's. */
        CLAIM("prise en charge"),
        /** The authority's space has no claim: working begins when a first draft is kept. */
        DRAFT("premier brouillon"),
        /** Nothing tells: given to a named person at once, sent without any draft, or never taken. */
        NONE("non connu");

        private final String label;

        Split(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** From its creation to its end; null while it is open. */
    public @Nullable Duration total() {
        return endedAt == null ? null : Duration.between(createdAt, endedAt);
    }

    /** The rest of the total. */
    public @Nullable Duration working() {
        Duration total = total();
        return total == null || waiting == null ? null : total.minus(waiting);
    }

    /** Ended, or still open, after its due date. */
    public boolean overdue(Instant now) {
        return dueAt != null && (endedAt == null ? now : endedAt).isAfter(dueAt);
    }
}
