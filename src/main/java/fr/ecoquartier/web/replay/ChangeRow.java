package fr.ecoquartier.web.replay;

import fr.ecoquartier.indicator.Opinion;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.replay.CheckChange;
import fr.ecoquartier.pilot.replay.RatingChange;
import fr.ecoquartier.referentiel.Referentiel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A changed check as lines of a sheet: one for each rating that changes, one when only the opinion does. */
final class ChangeRow {

    static final List<String> TITLES = List.of(
            "Dossier",
            "Dossier de test",
            "Collectivité",
            "Opération",
            "Région",
            "Contexte",
            "Étape",
            "Version comparée",
            "Avis avant",
            "Avis avec le projet",
            "Avis sans les données nouvelles",
            "Explication de l’avis",
            "Données que le projet refuserait",
            "Indicateur",
            "Libellé",
            "Résultat avant",
            "Résultat avec le projet",
            "Valeur avant",
            "Valeur avec le projet",
            "Cause",
            "Explication");

    private ChangeRow() {}

    /** Cells are texts or decimals, null when empty. */
    static List<List<Object>> of(CheckChange change, UnaryOperator<String> region) {
        List<Object> check = Arrays.asList(
                change.reference(),
                change.test() ? "oui" : "non",
                change.authority(),
                change.operation(),
                region.apply(change.region()),
                Referentiel.contextLabel(change.context()),
                change.stage().label(),
                change.referentiel(),
                change.opinionFrom().label(),
                opinion(change.opinionTo()),
                change.opinionAside() == null ? null : change.opinionAside().label(),
                change.opinionReason(),
                String.join(" ", change.refusals()));
        if (change.ratings().isEmpty()) {
            return List.of(row(check, Arrays.asList(null, null, null, null, null, null, null, null)));
        }
        return change.ratings().stream()
                .map(rating -> row(check, indicator(rating)))
                .toList();
    }

    private static List<Object> indicator(RatingChange rating) {
        return Arrays.asList(
                rating.indicator(),
                rating.label(),
                rating(rating.from()),
                rating(rating.to()),
                rating.before(),
                rating.after(),
                rating.cause().label(),
                rating.reason());
    }

    private static List<Object> row(List<Object> check, List<Object> indicator) {
        List<Object> row = new ArrayList<>(check);
        row.addAll(indicator);
        return row;
    }

    private static String opinion(Opinion opinion) {
        return opinion == null ? "Non calculable" : opinion.label();
    }

    private static String rating(Rating rating) {
        return rating == null ? "–" : rating.label();
    }
}
