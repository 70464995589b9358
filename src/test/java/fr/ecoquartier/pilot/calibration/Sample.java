package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.calibration.ObservedPilot.Observation;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small référentiel of its own and pilots measured by it: what the tests of the calibration are written with. */
final class Sample {

    static final long SEED = 7;

    private final List<Indicator> indicators = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private final List<Map<String, Double>> values = new ArrayList<>();
    private final List<Map<String, Rating>> forced = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final Map<String, Input> inputs = new LinkedHashMap<>();

    /** Pilots TEST-1, TEST-2… of these contexts. */
    static Sample of(String... contexts) {
        Sample sample = new Sample();
        for (String context : contexts) {
            sample.contexts.add(context);
            sample.values.add(new HashMap<>());
            sample.forced.add(new HashMap<>());
        }
        return sample;
    }

    static Sample rural(int pilots) {
        return of(java.util.Collections.nCopies(pilots, "rural").toArray(String[]::new));
    }

    Sample indicator(String code, boolean mandatory, Map<String, double[]> thresholds, List<String> inputs) {
        Map<String, Thresholds> pairs = new LinkedHashMap<>();
        thresholds.forEach((context, pair) -> pairs.put(context, new Thresholds(decimal(pair[0]), decimal(pair[1]))));
        double[] first = thresholds.values().iterator().next();
        inputs.forEach(input -> this.inputs.put(
                input, new Input(input, "Donnée " + input, "m2", BigDecimal.ZERO, BigDecimal.TEN, false, false, null)));
        indicators.add(new Indicator(
                code,
                "Indicateur " + code,
                "%",
                1,
                String.join(" + ", inputs),
                inputs,
                null,
                first[1] < first[0],
                mandatory,
                pairs));
        return this;
    }

    Sample indicator(String code, double minimum, double target) {
        return indicator(code, false, Map.of("rural", new double[] {minimum, target}), List.of("in" + code));
    }

    /** Values of all pilots, null for a missing one. */
    Sample values(String code, Double... values) {
        for (int i = 0; i < values.length; i++) {
            this.values.get(i).put(code, values[i]);
        }
        return this;
    }

    Sample notApplicable(String code, int pilot) {
        forced.get(pilot).put(code, Rating.NOT_APPLICABLE);
        return this;
    }

    Sample evaluation(int pilot, EvaluatorRole role, String code, Rating judged, Integer difficulty, Integer clarity) {
        evaluations.add(new Evaluation(
                reference(pilot),
                role.code() + "-" + pilot + "-" + evaluations.size(),
                role,
                Map.of(),
                judged == null ? Map.of() : Map.of(code, judged),
                difficulty == null ? Map.of() : Map.of(code, difficulty),
                clarity == null ? Map.of() : Map.of(code, clarity),
                Map.of(),
                Map.of()));
        return this;
    }

    Sample evaluation(Evaluation evaluation) {
        evaluations.add(evaluation);
        return this;
    }

    Sample cost(int pilot, String input, String hours) {
        evaluations.add(new Evaluation(
                reference(pilot),
                "ville-" + pilot,
                EvaluatorRole.AUTHORITY,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(input, new BigDecimal(hours)),
                Map.of()));
        return this;
    }

    static String reference(int pilot) {
        return "TEST-2012-%05d".formatted(pilot + 1);
    }

    Analysis analysis() {
        return Calibration.analyse(input(SEED));
    }

    CalibrationInput input(long seed) {
        Referentiel referentiel = new Referentiel(
                "essai",
                "Essai",
                List.copyOf(indicators.get(0).thresholds().keySet().stream()
                        .sorted()
                        .toList()),
                inputs,
                List.of(new Dimension("D1", "Dimension", List.of(new Commitment("E01", "Engagement", indicators)))));
        List<ObservedPilot> pilots = new ArrayList<>();
        for (int i = 0; i < contexts.size(); i++) {
            Map<String, Observation> seen = new LinkedHashMap<>();
            for (Indicator indicator : indicators) {
                Double value = values.get(i).get(indicator.code());
                Rating rating = forced.get(i).getOrDefault(indicator.code(), rating(indicator, contexts.get(i), value));
                seen.put(
                        indicator.code(),
                        new Observation(rating, value == null || !rating.applicable() ? null : decimal(value)));
            }
            pilots.add(new ObservedPilot(
                    reference(i), "Ville " + (i + 1), "82", contexts.get(i), "under10000", Stage.LABEL, seen));
        }
        return new CalibrationInput(referentiel, seed, rules(), pilots, evaluations);
    }

    /** The standard rules, but two other indicators are enough to rank a dossier by. */
    static CalibrationRules rules() {
        CalibrationRules r = CalibrationRules.standard();
        return new CalibrationRules(
                r.confidence(),
                r.resamples(),
                r.minimumPilots(),
                r.widestShare(),
                r.widestKappa(),
                r.measuredEnough(),
                r.measuredTooLittle(),
                r.difficult(),
                r.costlyHours(),
                r.unclear(),
                r.poorKappa(),
                r.fairKappa(),
                r.sameEnough(),
                r.easyShare(),
                r.easyFloor(),
                r.hardShare(),
                r.hardCeiling(),
                r.lavishShare(),
                r.lavishFloor(),
                r.remoteCeiling(),
                r.aimedMet(),
                r.aimedExemplary(),
                r.uniformShare(),
                r.redundantCorrelation(),
                r.redundantFloor(),
                2);
    }

    private static Rating rating(Indicator indicator, String context, Double value) {
        if (value == null) {
            return Rating.MISSING;
        }
        Thresholds thresholds = indicator.thresholds().get(context);
        int direction = indicator.lowerIsBetter() ? -1 : 1;
        if (direction * decimal(value).compareTo(thresholds.target()) >= 0) {
            return Rating.EXEMPLARY;
        }
        return direction * decimal(value).compareTo(thresholds.minimum()) >= 0 ? Rating.MET : Rating.UNMET;
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value);
    }
}
