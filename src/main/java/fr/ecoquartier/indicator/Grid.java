package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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
        int missing = 0;
        int mandatoryUnmet = 0;
        int worse = 0;
        for (Definition definition : definitions) {
            BigDecimal objective = stage == Stage.LABEL ? objectives.get(definition.code()) : null;
            IndicatorResult result = rate(definition, figures, objective, explanations);
            indicators.add(result);
            missing += result.rating() == Rating.MISSING ? 1 : 0;
            mandatoryUnmet += result.mandatory() && result.rating() == Rating.UNMET ? 1 : 0;
            worse += objective != null
                            && result.value() != null
                            && seriouslyWorse(result.value(), objective, result.lowerIsBetter())
                    ? 1
                    : 0;
        }
        List<DimensionResult> dimensions = dimensions(indicators);
        int applicable =
                dimensions.stream().mapToInt(DimensionResult::applicable).sum();
        int met = dimensions.stream().mapToInt(DimensionResult::met).sum();
        BigDecimal lowest = dimensions.stream()
                .filter(d -> d.share() != null)
                .map(DimensionResult::share)
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        int requiredMissing = (int) requiredInputs.stream()
                .filter(input -> figures.get(input) == null)
                .count();
        OpinionRule.Verdict verdict = rule.decide(new OpinionRule.Facts(
                stage,
                requiredMissing,
                missing,
                mandatoryUnmet,
                worse,
                applicable == 0 ? BigDecimal.ZERO : share(met, applicable),
                lowest));
        return new CheckReport(referentiel, context, stage, verdict.opinion(), verdict.rule(), indicators, dimensions);
    }

    /** Worse than the objective by more than 10 % of that objective; a tenth exactly is not. */
    public static boolean seriouslyWorse(BigDecimal value, BigDecimal objective, boolean lowerIsBetter) {
        BigDecimal gap = lowerIsBetter ? value.subtract(objective) : objective.subtract(value);
        return gap.signum() > 0 && gap.multiply(TEN).compareTo(objective.abs()) > 0;
    }

    private static IndicatorResult rate(
            Definition definition, Map<String, BigDecimal> figures, BigDecimal objective, Explanations explanations) {
        Map<String, BigDecimal> used = new LinkedHashMap<>();
        Set<String> absent = new LinkedHashSet<>();
        collect(definition.formula(), figures, used, absent);
        Rating rating = absent.isEmpty() ? null : Rating.MISSING;
        if (definition.appliesWhen() != null) {
            Set<String> unknown = new LinkedHashSet<>();
            collect(definition.appliesWhen(), figures, used, unknown);
            if (!unknown.isEmpty()) {
                absent.addAll(unknown);
                rating = Rating.MISSING;
            } else if (!computed(
                    definition,
                    used,
                    explanations,
                    () -> definition.appliesWhen().holds(figures))) {
                absent.clear();
                rating = Rating.NOT_APPLICABLE;
            }
        }
        BigDecimal value = null;
        BigDecimal margin = null;
        if (rating == null) {
            value = Decimals.plain(computed(
                    definition, used, explanations, () -> definition.formula().value(figures)));
            margin = Decimals.plain(
                    definition.lowerIsBetter()
                            ? definition.minimum().subtract(value, Decimals.PRECISION)
                            : value.subtract(definition.minimum(), Decimals.PRECISION));
            rating = rating(definition, value);
        }
        String explanation = explanations.of(definition, rating, value, margin, List.copyOf(absent), used, objective);
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
                rating,
                margin,
                new ArrayList<>(absent),
                used,
                explanation);
    }

    private static <T> T computed(
            Definition definition, Map<String, BigDecimal> used, Explanations explanations, Supplier<T> computation) {
        try {
            return computation.get();
        } catch (ArithmeticException e) {
            throw new Incalculable(definition.code(), explanations.incalculable(definition, used));
        }
    }

    private static Rating rating(Definition definition, BigDecimal value) {
        if (asGoodAs(value, definition.target(), definition.lowerIsBetter())) {
            return Rating.EXEMPLARY;
        }
        return asGoodAs(value, definition.minimum(), definition.lowerIsBetter()) ? Rating.MET : Rating.UNMET;
    }

    private static boolean asGoodAs(BigDecimal value, BigDecimal threshold, boolean lowerIsBetter) {
        int order = value.compareTo(threshold);
        return lowerIsBetter ? order <= 0 : order >= 0;
    }

    private static void collect(
            Formula formula, Map<String, BigDecimal> figures, Map<String, BigDecimal> used, Set<String> absent) {
        for (String input : formula.inputs()) {
            BigDecimal figure = figures.get(input);
            if (figure == null) {
                absent.add(input);
            } else {
                used.put(input, Decimals.plain(figure));
            }
        }
    }

    private List<DimensionResult> dimensions(List<IndicatorResult> indicators) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        dimensionLabels.keySet().forEach(code -> counts.put(code, new int[2]));
        for (IndicatorResult indicator : indicators) {
            int[] count = counts.get(indicator.dimension());
            count[0] += indicator.rating().applicable() ? 1 : 0;
            count[1] += indicator.rating().satisfied() ? 1 : 0;
        }
        return counts.entrySet().stream()
                .map(e -> new DimensionResult(
                        e.getKey(),
                        dimensionLabels.get(e.getKey()),
                        e.getValue()[0],
                        e.getValue()[1],
                        e.getValue()[0] == 0 ? null : share(e.getValue()[1], e.getValue()[0])))
                .toList();
    }

    private static BigDecimal share(int met, int applicable) {
        return Decimals.plain(BigDecimal.valueOf(met).divide(BigDecimal.valueOf(applicable), Decimals.PRECISION));
    }
}
