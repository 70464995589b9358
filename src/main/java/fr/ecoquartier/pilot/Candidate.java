package fr.ecoquartier.pilot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authority and one of its operations, candidate to the tests.
 *
 * @param population municipal population when it applied
 * @param context {@code urban}, {@code suburban}, {@code rural}
 * @param appliedBy account of the person who applied for it
 */
public record Candidate(
        long id,
        String campaign,
        String authorityCode,
        String authorityName,
        String departement,
        String regionCode,
        int population,
        PopulationClass populationClass,
        String context,
        boolean agenda21,
        boolean hqeAmenagement,
        String operation,
        OperationStage operationStage,
        String motivation,
        CandidateStatus status,
        CandidateOrigin origin,
        @Nullable String withdrawalReason,
        String appliedBy,
        Instant appliedAt) {

    public boolean withdrawn() {
        return status == CandidateStatus.WITHDRAWN;
    }
}
