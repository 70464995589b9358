package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about an indicator.
 *
 * @param unit UCUM
 * @param thresholds in force during the tests, by context
 * @param groups all pilots first ({@link #ALL}), then each context
 */
public record IndicatorAnalysis(
        String code,
        String label,
        String commitment,
        String dimension,
        String unit,
        int decimals,
        boolean lowerIsBetter,
        boolean mandatory,
        Map<String, Thresholds> thresholds,
        List<Group> groups,
        Proposal proposal) {

    /** The group of all pilots, whatever their context. */
    public static final String ALL = "all";

    public IndicatorAnalysis {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
        groups = List.copyOf(groups);
    }

    /** The figures of a context, or of all pilots. */
    public Group group(String context) {
        return groups.stream()
                .filter(group -> group.context().equals(context))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no context " + context));
    }

    /** The contexts, in the order of the référentiel. */
    public List<String> contexts() {
        return groups.stream()
                .map(Group::context)
                .filter(thresholds::containsKey)
                .toList();
    }

    /** The figures of one context. */
    public record Group(
            String context,
            Confidence confidence,
            Measurability measurability,
            Effort effort,
            @Nullable Distribution distribution,
            Ratings ratings,
            Discrimination discrimination,
            Agreement agreement) {}

    /**
     * How many could be measured.
     *
     * @param share of those the indicator applies to; null when it applies to none
     * @param interval Wilson score interval of the share
     */
    public record Measurability(
            int pilots,
            int applicable,
            int measured,
            int missing,
            @Nullable Double share,
            @Nullable Interval interval) {}

    /**
     * What measuring costs, as those who did it say.
     *
     * @param hours sum over the inputs of the mean of the hours declared; null when nobody declared any
     * @param ownHours the part of the inputs that no other indicator uses: what dropping it would save
     * @param costedInputs how many of the {@code inputs} have a declared cost
     * @param difficulty mean from 1 to 5
     * @param clarity mean from 1 to 5
     */
    public record Effort(
            @Nullable BigDecimal hours,
            @Nullable BigDecimal ownHours,
            int costedInputs,
            int inputs,
            @Nullable Double difficulty,
            int difficultyOpinions,
            @Nullable Double clarity,
            int clarityOpinions,
            List<InputCost> costs) {
        public Effort {
            costs = List.copyOf(costs);
        }
    }

    /** The mean cost of an input, null when nobody declared it. */
    public record InputCost(
            String code,
            String label,
            int opinions,
            @Nullable BigDecimal hours,
            boolean shared) {}

    /**
     * The values, with quantiles of type 7 of Hyndman and Fan (1996): linear interpolation between the order statistics
     * at (n − 1)p + 1.
     *
     * @param values sorted
     * @param medianRange bootstrap interval of the median; null under three values
     */
    public record Distribution(
            int n,
            BigDecimal minimum,
            BigDecimal q10,
            BigDecimal q25,
            BigDecimal median,
            BigDecimal q75,
            BigDecimal q90,
            BigDecimal maximum,
            BigDecimal mean,
            Proposal.@Nullable Range medianRange,
            List<Value> values) {
        public Distribution {
            values = List.copyOf(values);
        }
    }

    /** The value of one pilot. */
    public record Value(String reference, String context, BigDecimal value, String rating) {}

    /** How the measured pilots are rated, with Wilson score intervals. */
    public record Ratings(
            int rated,
            int unmet,
            int met,
            int exemplary,
            @Nullable Double satisfiedShare,
            @Nullable Interval satisfiedInterval,
            @Nullable Double exemplaryShare,
            @Nullable Interval exemplaryInterval) {}

    /**
     * Whether the indicator separates the pilots.
     *
     * @param entropy of the three ratings over its maximum: 0 when all are rated the same, 1 when a third each
     * @param commonest share of the commonest rating
     * @param itemRest Spearman's correlation of the position between thresholds with the mean score (0, 1, 2) of the other
     *     indicators of the same dossier
     * @param n pilots behind it
     */
    public record Discrimination(
            @Nullable Double entropy,
            @Nullable Double commonest,
            @Nullable Double itemRest,
            @Nullable Interval itemRestInterval,
            int n,
            Separation separation) {}

    /** Whether an indicator separates. */
    public enum Separation {
        SEPARATES("Départage"),
        UNIFORM("Ne départage pas"),
        CONTRARY("Va à l’encontre du reste"),
        TOO_FEW("Trop peu de pilotes pour conclure");

        private final String label;

        Separation(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Agreement of the independent evaluators on unmet, met, exemplary.
     *
     * @param pilots judged by at least two of them
     * @param judgments of these pilots
     * @param same share of the pairs of evaluators that give the same rating, each pilot counting the same
     * @param kappa with quadratic weights, after Fleiss, for any number of evaluators; null when chance alone explains
     *     everything (all judgments the same)
     * @param interval bootstrap over pilots
     * @param pairs Cohen's kappa between capacities
     * @param compared judgments that stand against the computed rating; {@code better} and {@code worse} than it
     */
    public record Agreement(
            int pilots,
            int judgments,
            @Nullable Double same,
            @Nullable Double kappa,
            @Nullable Interval interval,
            Confidence confidence,
            List<PairOfJudges> pairs,
            int compared,
            int asComputed,
            int better,
            int worse) {
        public Agreement {
            pairs = List.copyOf(pairs);
        }
    }

    /** Cohen's weighted kappa between two capacities, over the pilots that both judged. */
    public record PairOfJudges(
            EvaluatorRole first,
            EvaluatorRole second,
            int pilots,
            @Nullable Double kappa,
            @Nullable Interval interval) {}
}
