package fr.ecoquartier.pilot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open task of a campaign itself, not of its pilots.
 *
 * @param step id of the task in its model
 * @param name French name of the task
 * @param role group the task waits for
 * @param assignee account of the person it waits for, when it is one person
 */
public record CampaignTask(
        String id,
        String step,
        String name,
        String role,
        @Nullable String assignee,
        Instant createdAt,
        @Nullable Instant dueAt) {}
