package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The indicators of one référentiel in one context, ready to rate figures. Figures are trusted here: whoever accepts
 * them has checked ranges and wholes.
 *
 * @param inputLabels French label of each input, by code
 * @param inputUnits UCUM unit of each input, by code
 * @param requiredInputs inputs without which nothing can be said
 * @param dimensionLabels French label of each dimension, by code, in order
 */
public record Grid(
        String referentiel,
        String context,
        Map<String, String> inputLabels,
        Map<String, String> inputUnits,
        Set<String> requiredInputs,
        Map<String, String> dimensionLabels,
        List<Definition> definitions) {

    /** An indicator that cannot be computed with these figures; the message is French and names its inputs. */
    public static final class Incalculable extends RuntimeException {

        private final String indicator;

        Incalculable(String indicator, String message) {
            super(message);
            this.indicator = indicator;
        }

        /** Code of the indicator. */
        public String indicator() {
            return indicator;
        }
    }

    private static final BigDecimal TEN = BigDecimal.TEN;

    /**
     * Rates {@code figures} (absent or null: not known) and asks {@code rule} for the opinion.
     *
     * @throws Incalculable when a formula divides by zero; figures within the ranges of a valid version never do
     */
    public CheckReport check(
            Stage stage, Map<String, BigDecimal> figures, Map<String, BigDecimal> objectives, OpinionRule rule) {
        Explanations explanations = new Explanations(inputLabels, inputUnits);
        List<IndicatorResult> indicators = new ArrayList<>(definitions.size());
        Tally tally = tally(stage, figures);
        for (Definition definition : definitions) {
            BigDecimal objective = stage == Stage.LABEL ? objectives.get(definition.code()) : null;
            Judgement judgement = computed(definition, figures, explanations);
            tally.add(definition, judgement, objective);
            indicators.add(explained(definition, judgement, figures, objective, explanations));
        }
        OpinionRule.Verdict verdict = rule.decide(tally.facts());
        return new CheckReport(
                referentiel,
                context,
                stage,
                verdict.opinion(),
                verdict.rule(),
                indicators,
                tally.dimensions(dimensionLabels));
    }

    /** An empty count of a check of {@code figures}. */
    public Tally tally(Stage stage, Map<String, BigDecimal> figures) {
        int requiredMissing = 0;
        for (String input : requiredInputs) {
            requiredMissing += figures.get(input) == null ? 1 : 0;
        }
        return new Tally(stage, dimensionLabels.keySet(), requiredMissing);
    }

    /** Worse than the objective by more than 10 % of that objective; a tenth exactly is not. */
    public static boolean seriouslyWorse(BigDecimal value, BigDecimal objective, boolean lowerIsBetter) {
        BigDecimal gap = lowerIsBetter ? value.subtract(objective) : objective.subtract(value);
        return gap.signum() > 0 && gap.multiply(TEN).compareTo(objective.abs()) > 0;
    }

    /**
     * Rates one indicator.
     *
     * @throws ArithmeticException when {@code figures} that nobody has checked make the formula divide by zero
     */
    public static Judgement judge(Definition definition, Map<String, BigDecimal> figures) {
        List<String> absent = absent(definition.formula(), figures, List.of());
        if (definition.appliesWhen() != null) {
            if (lacks(definition.appliesWhen(), figures)) {
                absent = absent(definition.appliesWhen(), figures, absent);
            } else if (!definition.appliesWhen().holds(figures)) {
                return Judgement.NOT_APPLICABLE;
            }
        }
        if (!absent.isEmpty()) {
            return new Judgement(Rating.MISSING, null, absent);
        }
        BigDecimal value = Decimals.plain(definition.formula().value(figures));
        return new Judgement(
                rating(value, definition.minimum(), definition.target(), definition.lowerIsBetter()), value, absent);
    }

    private static Judgement computed(
            Definition definition, Map<String, BigDecimal> figures, Explanations explanations) {
        try {
            return judge(definition, figures);
        } catch (ArithmeticException e) {
            throw new Incalculable(definition.code(), explanations.incalculable(definition, used(definition, figures)));
        }
    }

    private static IndicatorResult explained(
            Definition definition,
            Judgement judgement,
            Map<String, BigDecimal> figures,
            BigDecimal objective,
            Explanations explanations) {
        Map<String, BigDecimal> used = used(definition, figures);
        BigDecimal value = judgement.value();
        BigDecimal margin = value == null
                ? null
                : Decimals.plain(
                        definition.lowerIsBetter()
                                ? definition.minimum().subtract(value, Decimals.PRECISION)
                                : value.subtract(definition.minimum(), Decimals.PRECISION));
        return new IndicatorResult(
                definition.code(),
                definition.label(),
                definition.commitment(),
                definition.dimension(),
                value,
                definition.unit(),
                definition.decimals(),
                definition.minimum(),
                definition.target(),
                definition.lowerIsBetter(),
                definition.mandatory(),
                judgement.rating(),
                margin,
                judgement.missing(),
                used,
                explanations.of(definition, judgement.rating(), value, margin, judgement.missing(), used, objective));
    }

    /** How a value stands against a minimum and a target. */
    public static Rating rating(BigDecimal value, BigDecimal minimum, BigDecimal target, boolean lowerIsBetter) {
        if (asGoodAs(value, target, lowerIsBetter)) {
            return Rating.EXEMPLARY;
        }
        return asGoodAs(value, minimum, lowerIsBetter) ? Rating.MET : Rating.UNMET;
    }

    private static boolean asGoodAs(BigDecimal value, BigDecimal threshold, boolean lowerIsBetter) {
        int order = value.compareTo(threshold);
        return lowerIsBetter ? order <= 0 : order >= 0;
    }

    private static Map<String, BigDecimal> used(Definition definition, Map<String, BigDecimal> figures) {
        Map<String, BigDecimal> used = new LinkedHashMap<>();
        collect(definition.formula(), figures, used);
        if (definition.appliesWhen() != null) {
            collect(definition.appliesWhen(), figures, used);
        }
        return used;
    }

    private static void collect(Formula formula, Map<String, BigDecimal> figures, Map<String, BigDecimal> used) {
        for (String input : formula.inputs()) {
            BigDecimal figure = figures.get(input);
            if (figure != null) {
                used.put(input, Decimals.plain(figure));
            }
        }
    }

    private static boolean lacks(Formula formula, Map<String, BigDecimal> figures) {
        for (String input : formula.inputs()) {
            if (figures.get(input) == null) {
                return true;
            }
        }
        return false;
    }

    /** {@code already}, then the inputs of {@code formula} that are absent and not in it. */
    private static List<String> absent(Formula formula, Map<String, BigDecimal> figures, List<String> already) {
        List<String> absent = already;
        for (String input : formula.inputs()) {
            if (figures.get(input) == null && !absent.contains(input)) {
                absent = absent == already ? new ArrayList<>(already) : absent;
                absent.add(input);
            }
        }
        return absent;
    }
}
