package fr.ecoquartier.oversight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passage of an element in which work waits, as it begins or changes.
 *
 * @param id of the task, or of the activity instance for a wait without a task
 * @param task whether people do it
 * @param instanceId the process instance it is in
 * @param businessKey of that instance: the reference of a dossier, the number of a campaign
 * @param tenant region or national, as the engine knows it
 * @param version of the process it is in
 * @param role group that a task waits for, null for a wait
 */
public record StepFact(
        String id,
        boolean task,
        String instanceId,
        @Nullable String businessKey,
        @Nullable String tenant,
        String process,
        int version,
        String element,
        String name,
        @Nullable String role,
        @Nullable String assignee,
        Instant createdAt,
        @Nullable Instant dueAt) {}
