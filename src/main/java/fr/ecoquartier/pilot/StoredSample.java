package fr.ecoquartier.pilot;

import fr.ecoquartier.pilot.sample.InvalidRequest;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A computation of the sample, kept with all it was computed from.
 *
 * @param revision of the parameters it was computed with
 * @param official computed by the process, to be commented and decided; false for what somebody only tried out
 * @param result null when the parameters could not be computed with
 * @param problems why there is no result
 * @param feasible there is a sample
 */
public record StoredSample(
        long run,
        String campaign,
        int revision,
        boolean official,
        SampleRequest request,
        @Nullable SampleResult result,
        List<InvalidRequest.Problem> problems,
        boolean feasible,
        Instant computedAt) {}
