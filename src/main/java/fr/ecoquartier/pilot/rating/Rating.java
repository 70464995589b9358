package fr.ecoquartier.pilot.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluator said of one test dossier. Kept as given: a rating is never changed.
 *
 * @param reference the test dossier
 * @param referentiel version of the référentiel the dossier was rated under
 * @param commitments 1 (not committed) to 4 (exemplary) by commitment; absent when the evaluator cannot judge
 * @param indicators as judged, codes of {@link fr.ecoquartier.indicator.Rating} but never {@code missing}; absent when
 *     the evaluator cannot judge
 * @param difficulty of establishing or checking the indicator, 1 (very easy) to 5 (very difficult)
 * @param clarity of its definition, 1 (unclear) to 5 (very clear)
 * @param inputCost hours it took to collect each input; the authority's only
 * @param hours time spent by step of the test, one of {@link #STEPS}
 * @param comments free comments by commitment
 */
public record Rating(
        String campaign,
        String reference,
        String evaluatorId,
        String evaluatorName,
        EvaluatorRole role,
        String referentiel,
        Map<String, Integer> commitments,
        Map<String, String> indicators,
        Map<String, Integer> difficulty,
        Map<String, Integer> clarity,
        Map<String, BigDecimal> inputCost,
        Map<String, BigDecimal> hours,
        Map<String, String> comments,
        @Nullable String remarks,
        Instant givenAt) {

    /** The steps of a test whose time is told, in their order. */
    public static final List<String> STEPS = List.of("charter", "contract", "award", "rating");

    public Rating {
        commitments = copy(commitments);
        indicators = copy(indicators);
        difficulty = copy(difficulty);
        clarity = copy(clarity);
        inputCost = copy(inputCost);
        hours = copy(hours);
        comments = copy(comments);
    }

    /** The words of the scale of commitments. */
    public static String commitmentLabel(int value) {
        return switch (value) {
            case 1 -> "Non engagé";
            case 2 -> "Amorcé";
            case 3 -> "Tenu";
            case 4 -> "Exemplaire";
            default -> throw new IllegalArgumentException("not on the scale: " + value);
        };
    }

    /** The name of a step of the test. */
    public static String stepLabel(String step) {
        return switch (step) {
            case "charter" -> "Charte";
            case "contract" -> "Contrat";
            case "award" -> "Label";
            case "rating" -> "Évaluation";
            default -> throw new IllegalArgumentException("no step of a test: " + step);
        };
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
