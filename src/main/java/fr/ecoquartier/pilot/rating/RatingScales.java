package fr.ecoquartier.pilot.rating;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The scales of an evaluation, enforced against one version of the référentiel. */
final class RatingScales {

    static final int WORST_COMMITMENT = 1;
    static final int BEST_COMMITMENT = 4;
    static final int LOWEST = 1;
    static final int HIGHEST = 5;
    static final BigDecimal MOST_INPUT_HOURS = BigDecimal.valueOf(200);
    static final BigDecimal MOST_STEP_HOURS = BigDecimal.valueOf(2000);
    static final int LONGEST_COMMENT = 3000;
    static final int LONGEST_REMARKS = 10_000;
    private static final Set<String> JUDGEMENTS = Set.of("exemplary", "met", "unmet", "notApplicable");

    private final Referentiel referentiel;
    private final Rating rating;
    private final List<RatingProblem> problems = new ArrayList<>();

    private RatingScales(Referentiel referentiel, Rating rating) {
        this.referentiel = referentiel;
        this.rating = rating;
    }

    static List<RatingProblem> problems(Referentiel referentiel, Rating rating) {
        return new RatingScales(referentiel, rating).check();
    }

    private List<RatingProblem> check() {
        rating.commitments()
                .forEach((code, value) -> integer("commitments", code, value, WORST_COMMITMENT, BEST_COMMITMENT));
        rating.comments().forEach((code, text) -> {
            if (commitmentIsKnown("comments", code) && text.length() > LONGEST_COMMENT) {
                refuse("comments", code, "%s : le commentaire dépasse 3 000 caractères.".formatted(name(code)));
            }
        });
        rating.indicators().forEach((code, value) -> {
            if (indicatorIsKnown("indicators", code) && !JUDGEMENTS.contains(value)) {
                refuse(
                        "indicators",
                        code,
                        "%s : « %s » n'est pas une appréciation ; attendu : exemplaire, atteint, non atteint ou sans objet."
                                .formatted(name(code), value));
            }
        });
        rating.difficulty().forEach((code, value) -> integer("difficulty", code, value, LOWEST, HIGHEST));
        rating.clarity().forEach((code, value) -> integer("clarity", code, value, LOWEST, HIGHEST));
        rating.inputCost().forEach((code, value) -> {
            if (referentiel.input(code).isEmpty()) {
                refuse(
                        "inputCost",
                        code,
                        "Donnée inconnue du référentiel %s : « %s ».".formatted(referentiel.version(), code));
            } else {
                hours("inputCost", code, referentiel.inputs().get(code).label(), value, MOST_INPUT_HOURS);
            }
        });
        rating.hours().forEach((step, value) -> {
            if (Rating.STEPS.contains(step)) {
                hours("hours", step, Rating.stepLabel(step), value, MOST_STEP_HOURS);
            } else {
                refuse("hours", step, "Étape inconnue : « %s ».".formatted(step));
            }
        });
        if (rating.remarks() != null && rating.remarks().length() > LONGEST_REMARKS) {
            refuse("remarks", "remarks", "Les remarques dépassent 10 000 caractères.");
        }
        if (!rating.role().rates()
                && !(rating.commitments().isEmpty() && rating.indicators().isEmpty())) {
            refuse("commitments", "role", "Une collectivité ne note pas son propre dossier.");
        }
        return problems;
    }

    private void integer(String part, String code, Integer value, int min, int max) {
        boolean known = part.equals("commitments") ? commitmentIsKnown(part, code) : indicatorIsKnown(part, code);
        if (known && (value < min || value > max)) {
            refuse(part, code, "%s : %d est hors de l'échelle, de %d à %d.".formatted(name(code), value, min, max));
        }
    }

    private void hours(String part, String code, String label, BigDecimal value, BigDecimal most) {
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            refuse(
                    part,
                    code,
                    "%s : %s heures est hors de la plage admise, de 0 à %s."
                            .formatted(label, Decimals.french(value), Decimals.french(most)));
        }
    }

    private boolean commitmentIsKnown(String part, String code) {
        if (referentiel.commitments().stream().map(Commitment::code).noneMatch(code::equals)) {
            refuse(part, code, unknown("Engagement", code));
            return false;
        }
        return true;
    }

    private boolean indicatorIsKnown(String part, String code) {
        if (referentiel.indicator(code).isEmpty()) {
            refuse(part, code, unknown("Indicateur", code));
            return false;
        }
        return true;
    }

    private String name(String code) {
        return referentiel
                .indicator(code)
                .map(Indicator::label)
                .or(() -> referentiel.commitments().stream()
                        .filter(commitment -> commitment.code().equals(code))
                        .map(Commitment::label)
                        .findFirst())
                .map(label -> code + " " + label)
                .orElse(code);
    }

    private String unknown(String what, String code) {
        return "%s inconnu du référentiel %s : « %s ».".formatted(what, referentiel.version(), code);
    }

    private void refuse(String part, String code, String message) {
        problems.add(new RatingProblem(part, code, Wording.typeset(message)));
    }
}
