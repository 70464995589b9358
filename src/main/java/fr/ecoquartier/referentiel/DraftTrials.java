package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries the indicators of a draft on the figures of an example, as far as the draft can be computed. */
public final class DraftTrials {

    /**
     * An indicator on the example.
     *
     * @param result null when it cannot be computed
     * @param obstacle why not, in French; null when there is a result
     * @param rated whether its thresholds are there, so that the rating means something
     */
    public record Line(
            int key,
            String code,
            String label,
            @Nullable IndicatorResult result,
            @Nullable String obstacle,
            boolean rated) {}

    private static final OpinionRule NO_OPINION = facts -> new OpinionRule.Verdict(Opinion.INCOMPLETE, "");

    private DraftTrials() {}

    /** What was typed as figures: accepted ones, and one French sentence per refused entry, by input. */
    public record Entries(Map<String, BigDecimal> accepted, List<FieldError> errors) {}

    /** Reads the example's figures against the ranges of the draft, as far as it has any. */
    public static Entries entries(DraftContent content, Map<String, String> typed) {
        Map<String, BigDecimal> accepted = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (DraftContent.Input input : content.inputs()) {
            String text = typed.getOrDefault(input.code(), "").strip();
            if (text.isEmpty()) {
                continue;
            }
            Optional<BigDecimal> number = TypedFigure.read(text);
            Optional<BigDecimal> min = TypedFigure.read(input.min());
            Optional<BigDecimal> max = TypedFigure.read(input.max());
            if (number.isEmpty()) {
                errors.add(error(input, "« " + text + " » n’est pas un nombre."));
            } else if (min.isPresent() && number.get().compareTo(min.get()) < 0) {
                errors.add(error(input, "Au moins " + Decimals.french(min.get()) + " est attendu."));
            } else if (max.isPresent() && number.get().compareTo(max.get()) > 0) {
                errors.add(error(input, "Au plus " + Decimals.french(max.get()) + " est attendu."));
            } else if (input.integer() && number.get().scale() > 0) {
                errors.add(error(input, "Un nombre entier est attendu."));
            } else {
                accepted.put(input.code(), number.get());
            }
        }
        content.inputs().forEach(input -> {
            BigDecimal part = accepted.get(input.code());
            BigDecimal whole = accepted.get(input.atMost().strip());
            if (part != null && whole != null && part.compareTo(whole) > 0) {
                errors.add(
                        error(input, "Ce nombre dépasse « " + input.atMost() + " » (" + Decimals.french(whole) + ")."));
                accepted.remove(input.code());
            }
        });
        return new Entries(accepted, errors);
    }

    private static FieldError error(DraftContent.Input input, String message) {
        return new FieldError(input.code(), Wording.typeset(message));
    }

    /** Every indicator of the draft on {@code figures} in {@code context}. */
    public static List<Line> all(DraftContent content, String context, Map<String, BigDecimal> figures) {
        return content.indicators().stream()
                .map(indicator -> one(content, indicator, context, figures))
                .toList();
    }

    /** One indicator on {@code figures} in {@code context}. */
    public static Line one(
            DraftContent content, DraftContent.Indicator indicator, String context, Map<String, BigDecimal> figures) {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        content.inputs().forEach(input -> {
            labels.putIfAbsent(input.code(), input.label().isBlank() ? input.code() : input.label());
            units.putIfAbsent(input.code(), input.unit().isBlank() ? "1" : input.unit());
        });
        if (Math.max(indicator.formula().length(), indicator.appliesWhen().length()) > DraftValidation.FORMULA) {
            return obstacle(indicator, "Une formule a " + DraftValidation.FORMULA + " caractères au plus.");
        }
        if (indicator.formula().isBlank()) {
            return obstacle(indicator, "Indiquez la formule.");
        }
        DraftContent.Thresholds thresholds = indicator.thresholds(context);
        Optional<BigDecimal> minimum = TypedFigure.read(thresholds.minimum());
        Optional<BigDecimal> target = TypedFigure.read(thresholds.target());
        boolean rated = minimum.isPresent() && target.isPresent();
        try {
            Formula formula = formula(indicator.formula(), false);
            Formula condition = indicator.appliesWhen().isBlank() ? null : formula(indicator.appliesWhen(), true);
            Optional<String> unknown = unknown(formula, condition, labels.keySet());
            if (unknown.isPresent()) {
                return obstacle(indicator, "La donnée « " + unknown.get() + " » n’existe pas dans cette version.");
            }
            Definition definition = new Definition(
                    indicator.code(),
                    indicator.label(),
                    "",
                    "",
                    indicator.unit().isBlank() ? "1" : indicator.unit(),
                    decimals(indicator.decimals()),
                    formula,
                    condition,
                    minimum.orElse(BigDecimal.ZERO),
                    target.orElse(BigDecimal.ZERO),
                    indicator.lowerIsBetter(),
                    indicator.mandatory());
            Grid grid =
                    new Grid(content.version(), context, labels, units, Set.of(), Map.of("", ""), List.of(definition));
            IndicatorResult result = grid.check(Stage.CONTRACT, figures, Map.of(), NO_OPINION)
                    .indicators()
                    .get(0);
            return new Line(indicator.key(), indicator.code(), indicator.label(), result, null, rated);
        } catch (Formula.Invalid e) {
            return obstacle(indicator, FormulaProblem.french(e));
        } catch (Grid.Incalculable e) {
            return obstacle(indicator, e.getMessage());
        }
    }

    private static Line obstacle(DraftContent.Indicator indicator, String message) {
        return new Line(indicator.key(), indicator.code(), indicator.label(), null, Wording.typeset(message), false);
    }

    private static Formula formula(String text, boolean condition) throws Formula.Invalid {
        return condition ? Formula.condition(text) : Formula.number(text);
    }

    private static Optional<String> unknown(Formula formula, @Nullable Formula condition, Set<String> known) {
        List<String> inputs = new ArrayList<>(formula.inputs());
        if (condition != null) {
            inputs.addAll(condition.inputs());
        }
        return inputs.stream().filter(input -> !known.contains(input)).findFirst();
    }

    private static int decimals(String typed) {
        return TypedFigure.read(typed)
                .filter(n -> n.scale() <= 0 && n.signum() >= 0 && n.compareTo(BigDecimal.valueOf(6)) <= 0)
                .map(BigDecimal::intValue)
                .orElse(2);
    }
}
