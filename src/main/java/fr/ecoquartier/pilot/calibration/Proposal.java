package fr.ecoquartier.pilot.calibration;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the figures suggest for an indicator. People decide.
 *
 * @param confidence {@link Confidence#TOO_FEW} when the sample says nothing, so that keeping is not a verdict
 * @param summary one French sentence
 * @param findings every reason, the decisive ones first
 * @param thresholds by context, what quantiles suggest; empty unless thresholds should move
 */
public record Proposal(
        ProposalKind kind,
        Confidence confidence,
        String summary,
        List<Finding> findings,
        Map<String, SuggestedThresholds> thresholds) {

    public Proposal {
        findings = List.copyOf(findings);
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    }

    /**
     * One thing that the figures say.
     *
     * @param suggests null when it is only to be known
     * @param text French, with its figures
     */
    public record Finding(@Nullable ProposalKind suggests, Confidence confidence, String text) {}

    /**
     * Thresholds from quantiles, rounded.
     *
     * @param own true when the context has enough pilots of its own; else the quantiles are those of the positions of all
     *     pilots between their own thresholds, carried over to this context
     * @param pilots how many the quantiles come from
     * @param step what they are rounded to
     * @param minimumRange bootstrap interval of the quantile behind the minimum
     * @param targetRange bootstrap interval of the quantile behind the target
     * @param wide true when such an interval is wider than the present distance from minimum to target
     */
    public record SuggestedThresholds(
            BigDecimal minimum,
            BigDecimal target,
            boolean own,
            int pilots,
            BigDecimal step,
            @Nullable Range minimumRange,
            @Nullable Range targetRange,
            boolean wide) {}

    /** An interval of a measure, in its unit. */
    public record Range(BigDecimal low, BigDecimal high) {}
}
