package fr.ecoquartier.web.rating;

import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.web.Sheets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ratings as a table that spreadsheets open: one line per answer. */
final class RatingsCsv {

    private static final List<String> TITLES = List.of(
            "Campagne", "Dossier", "Collectivité", "Évaluateur", "Rôle", "Rubrique", "Code", "Libellé", "Réponse");

    private final List<List<Object>> lines = new ArrayList<>();

    void add(Pilot pilot, Rating rating, Referentiel referentiel) {
        referentiel.commitments().forEach(commitment -> {
            Integer value = rating.commitments().get(commitment.code());
            if (value != null) {
                answer(pilot, rating, "Engagement", commitment.code(), commitment.label(), value);
            }
            String comment = rating.comments().get(commitment.code());
            if (comment != null) {
                answer(pilot, rating, "Commentaire", commitment.code(), commitment.label(), comment);
            }
        });
        for (Indicator indicator : referentiel.indicators()) {
            String judged = rating.indicators().get(indicator.code());
            if (judged != null) {
                indicator(pilot, rating, "Indicateur", indicator, RatingComparison.judgement(judged));
            }
            integer(pilot, rating, "Difficulté", indicator, rating.difficulty());
            integer(pilot, rating, "Clarté", indicator, rating.clarity());
        }
        referentiel.inputs().values().forEach(input -> {
            BigDecimal hours = rating.inputCost().get(input.code());
            if (hours != null) {
                answer(pilot, rating, "Collecte (heures)", input.code(), input.label(), hours);
            }
        });
        Rating.STEPS.forEach(step -> {
            BigDecimal hours = rating.hours().get(step);
            if (hours != null) {
                answer(pilot, rating, "Temps (heures)", step, Rating.stepLabel(step), hours);
            }
        });
        if (rating.remarks() != null) {
            answer(pilot, rating, "Remarques", "", "", rating.remarks());
        }
    }

    private void integer(Pilot pilot, Rating rating, String topic, Indicator indicator, Map<String, Integer> values) {
        Integer value = values.get(indicator.code());
        if (value != null) {
            indicator(pilot, rating, topic, indicator, value);
        }
    }

    private void indicator(Pilot pilot, Rating rating, String topic, Indicator indicator, Object value) {
        answer(pilot, rating, topic, indicator.code(), indicator.label(), value);
    }

    private void answer(Pilot pilot, Rating rating, String topic, String code, String label, Object value) {
        lines.add(List.of(
                rating.campaign(),
                rating.reference(),
                pilot.candidate().authorityName(),
                rating.evaluatorName(),
                rating.role().label(),
                topic,
                code,
                label,
                value));
    }

    byte[] bytes() {
        return Sheets.csv(TITLES, lines);
    }
}
