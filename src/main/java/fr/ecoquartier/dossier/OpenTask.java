package fr.ecoquartier.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open task of a dossier, as projected from the process.
 *
 * @param step id of the user task in its model
 * @param name French name of the task
 * @param role group the task waits for
 */
public record OpenTask(
        String taskId,
        String reference,
        String process,
        String step,
        String name,
        String role,
        @Nullable String assignee,
        Instant createdAt,
        @Nullable Instant dueAt,
        boolean reminded) {

    public boolean late(Instant now) {
        return dueAt != null && dueAt.isBefore(now);
    }
}
