package fr.ecoquartier.oversight.bottleneck;

import fr.ecoquartier.oversight.Period;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at; a null criterion does not filter.
 *
 * @param process key of the process
 * @param version of the process
 * @param test true for what belongs to test dossiers only, false for all else only
 * @param period in which passages ended
 */
public record BottleneckFilter(
        String process,
        @Nullable Integer version,
        @Nullable String region,
        @Nullable Boolean test,
        Period period) {}
