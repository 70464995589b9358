package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the evaluators and the authorities of the demonstration answer: mostly what the figures say, each with an eye of
 * their own. The same seed gives the same answers.
 */
final class DemoRatings {

    private static final List<String> JUDGEMENTS = List.of("unmet", "met", "exemplary");
    private static final double AGREES = 0.8;

    private DemoRatings() {}

    /** A rating of every commitment and indicator, for the form of a version. */
    static Map<String, Object> rating(Referentiel referentiel, CheckReport report, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Object> answers = new LinkedHashMap<>();
        Map<String, IndicatorResult> results = new LinkedHashMap<>();
        report.indicators().forEach(result -> results.put(result.code(), result));
        for (Commitment commitment : referentiel.commitments()) {
            int sum = 0;
            for (Indicator indicator : commitment.indicators()) {
                String judged = judged(results.get(indicator.code()).rating(), random);
                answers.put(indicator.code(), judged);
                opinions(answers, indicator, random);
                sum += Math.max(0, JUDGEMENTS.indexOf(judged));
            }
            int value = 2 + Math.round((float) sum / commitment.indicators().size());
            answers.put(commitment.code(), Integer.toString(Math.max(1, value - (random.nextInt(4) == 0 ? 1 : 0))));
        }
        answers.put("E13_comment", "La limite de 150 km se vérifie mal : les fournisseurs ne la donnent pas.");
        answers.put("hours_rating", 2 + random.nextInt(6));
        return answers;
    }

    private static String judged(Rating computed, SplittableRandom random) {
        return switch (computed) {
            case MISSING -> "cannotJudge";
            case NOT_APPLICABLE -> "notApplicable";
            default -> {
                int place = JUDGEMENTS.indexOf(computed.code());
                if (random.nextDouble() > AGREES) {
                    place = Math.max(0, Math.min(2, place + (random.nextBoolean() ? 1 : -1)));
                }
                yield JUDGEMENTS.get(place);
            }
        };
    }

    /** What the authority tells of its test: time, difficulty, clarity, and the cost of each figure. */
    static Map<String, Object> feedback(Referentiel referentiel, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("hours_charter", 8 + random.nextInt(25));
        answers.put("hours_contract", 16 + random.nextInt(50));
        answers.put("hours_award", 12 + random.nextInt(40));
        referentiel.indicators().forEach(indicator -> opinions(answers, indicator, random));
        for (Input input : referentiel.inputs().values()) {
            answers.put("cost_" + input.code(), input.atMost() == null ? 1 + random.nextInt(3) : 2 + random.nextInt(9));
        }
        answers.put("E17_comment", "Les consommations réelles ne sont connues qu'un an après la livraison.");
        answers.put(
                "remarks",
                "Le test a aidé nos services à travailler ensemble ; les données d'énergie ont été longues à réunir.");
        return answers;
    }

    private static void opinions(Map<String, Object> answers, Indicator indicator, SplittableRandom random) {
        if (random.nextInt(10) < 7) {
            int inputs = indicator.formulaInputs().size();
            answers.put(indicator.code() + "_difficulty", scale(inputs + random.nextInt(3)));
            answers.put(indicator.code() + "_clarity", scale(5 - random.nextInt(inputs + 1)));
        }
    }

    private static String scale(int value) {
        return Integer.toString(Math.max(1, Math.min(5, value)));
    }
}
