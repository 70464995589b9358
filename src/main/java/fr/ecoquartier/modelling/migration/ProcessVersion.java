package fr.ecoquartier.modelling.migration;

import java.time.Instant;

/**
 * A deployed version of a process, between which instances move.
 *
 * @param running instances that run on it now
 */
public record ProcessVersion(
        String key, String name, int version, String definitionId, Instant deployedAt, long running) {}
