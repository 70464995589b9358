package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What one evaluator said about one pilot; what they could not judge is absent.
 *
 * @param reference the test dossier
 * @param evaluator account of the evaluator
 * @param commitments 1 (not committed) to 4 (exemplary), by commitment code
 * @param indicators rating as judged, by indicator code
 * @param difficulty 1 (easy) to 5 (very difficult) to obtain, by indicator code
 * @param clarity 1 (obscure) to 5 (clear), by indicator code
 * @param inputCost hours to collect, by input code
 * @param hours time spent, by step
 */
public record Evaluation(
        String reference,
        String evaluator,
        EvaluatorRole role,
        Map<String, Integer> commitments,
        Map<String, Rating> indicators,
        Map<String, Integer> difficulty,
        Map<String, Integer> clarity,
        Map<String, BigDecimal> inputCost,
        Map<String, BigDecimal> hours) {

    public Evaluation {
        commitments = Map.copyOf(commitments);
        indicators = Map.copyOf(indicators);
        difficulty = Map.copyOf(difficulty);
        clarity = Map.copyOf(clarity);
        inputCost = Map.copyOf(inputCost);
        hours = Map.copyOf(hours);
    }
}
