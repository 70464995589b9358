package fr.ecoquartier.web.rating;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ratings as a table that spreadsheets open: one line per answer. */
final class RatingsCsv {

    private final StringBuilder text = new StringBuilder("\ufeff");

    RatingsCsv() {
        line("Campagne", "Dossier", "Collectivité", "Évaluateur", "Rôle", "Rubrique", "Code", "Libellé", "Réponse");
    }

    void add(Pilot pilot, Rating rating, Referentiel referentiel) {
        referentiel.commitments().forEach(commitment -> {
            Integer value = rating.commitments().get(commitment.code());
            if (value != null) {
                answer(pilot, rating, "Engagement", commitment.code(), commitment.label(), value.toString());
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
                answer(pilot, rating, "Collecte (heures)", input.code(), input.label(), Decimals.french(hours));
            }
        });
        Rating.STEPS.forEach(step -> {
            BigDecimal hours = rating.hours().get(step);
            if (hours != null) {
                answer(pilot, rating, "Temps (heures)", step, Rating.stepLabel(step), Decimals.french(hours));
            }
        });
        if (rating.remarks() != null) {
            answer(pilot, rating, "Remarques", "", "", rating.remarks());
        }
    }

    private void integer(Pilot pilot, Rating rating, String topic, Indicator indicator, Map<String, Integer> values) {
        Integer value = values.get(indicator.code());
        if (value != null) {
            indicator(pilot, rating, topic, indicator, value.toString());
        }
    }

    private void indicator(Pilot pilot, Rating rating, String topic, Indicator indicator, String value) {
        answer(pilot, rating, topic, indicator.code(), indicator.label(), value);
    }

    private void answer(Pilot pilot, Rating rating, String topic, String code, String label, String value) {
        line(
                rating.campaign(),
                rating.reference(),
                pilot.candidate().authorityName(),
                rating.evaluatorName(),
                rating.role().label(),
                topic,
                code,
                label,
                value);
    }

    private void line(String... cells) {
        text.append(Stream.of(cells).map(RatingsCsv::cell).collect(Collectors.joining(";")))
                .append("\r\n");
    }

    /** Quoted; a text that a spreadsheet would run as a formula is made plain. */
    private static String cell(String value) {
        String plain = value.replace("\u202f", " ").replace("\u00a0", " ");
        if (!plain.isEmpty() && "=+-@\t\r".indexOf(plain.charAt(0)) >= 0) {
            plain = "'" + plain;
        }
        return '"' + plain.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
