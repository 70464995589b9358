package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tests say about a version of the référentiel: immutable, JSON both ways.
 *
 * @param referentiel the version under test
 * @param seed of the bootstrap
 * @param contexts of the référentiel, in its order
 * @param evaluations how many, by capacity
 * @param correlations every pair of indicators, over all pilots and by context
 */
public record Analysis(
        String referentiel,
        long seed,
        CalibrationRules rules,
        List<String> contexts,
        List<PilotSeen> pilots,
        Map<EvaluatorRole, Integer> evaluations,
        List<IndicatorAnalysis> indicators,
        List<RankCorrelation> correlations,
        List<CommitmentAgreement> commitments) {

    public Analysis {
        contexts = List.copyOf(contexts);
        pilots = List.copyOf(pilots);
        evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
        indicators = List.copyOf(indicators);
        correlations = List.copyOf(correlations);
        commitments = List.copyOf(commitments);
    }

    /** A pilot that is part of the analysis. */
    public record PilotSeen(
            String reference, String name, String regionCode, String context, String populationClass, Stage stage) {}

    /**
     * Spearman's rank correlation of two indicators: of the deviations of their positions from the median of the context,
     * higher is better.
     *
     * @param context or {@link IndicatorAnalysis#ALL}
     * @param n pilots with both values
     * @param rho null under three pilots or when one of them never varies
     * @param interval on Fisher's scale with the standard error of Bonett and Wright (2000); null under five pilots
     */
    public record RankCorrelation(
            String first,
            String second,
            String context,
            int n,
            @Nullable Double rho,
            @Nullable Interval interval) {}

    /** Agreement of the evaluators on a commitment (1 to 4). */
    public record CommitmentAgreement(
            String code,
            String label,
            int pilots,
            int judgments,
            @Nullable Double mean,
            @Nullable Double kappa,
            @Nullable Interval interval,
            Confidence confidence) {}

    public Optional<IndicatorAnalysis> indicator(String code) {
        return indicators.stream().filter(i -> i.code().equals(code)).findFirst();
    }

    /** The correlation of two indicators, whichever is named first. */
    public Optional<RankCorrelation> correlation(String one, String other, String context) {
        return correlations.stream()
                .filter(c -> c.context().equals(context)
                        && (c.first().equals(one) && c.second().equals(other)
                                || c.first().equals(other) && c.second().equals(one)))
                .findFirst();
    }

    /** False when the whole sample is too small for anything to be concluded. */
    public boolean largeEnough() {
        return pilots.size() >= rules.minimumPilots();
    }
}
