package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in French why a rating changes. */
final class Reasons {

    private Reasons() {}

    static String threshold(Definition before, Definition after, BigDecimal value) {
        return sentence(capital(thresholds(before, after)) + " ; valeur : " + shown(after, value));
    }

    static String formula(Definition before, Definition after, BigDecimal was, BigDecimal is) {
        return sentence("Nouvelle formule : la valeur passe de " + shown(before, was) + " à " + shown(after, is));
    }

    static String both(Definition before, Definition after, BigDecimal was, BigDecimal is) {
        String thresholds = thresholds(before, after);
        return sentence("Nouvelle formule : la valeur passe de " + shown(before, was) + " à " + shown(after, is)
                + (thresholds.isEmpty() ? "" : " ; " + thresholds));
    }

    static String direction(Definition after) {
        return sentence(after.lowerIsBetter() ? "Désormais, moins est mieux" : "Désormais, plus est mieux");
    }

    static String condition(Rating to) {
        return sentence(
                to == Rating.NOT_APPLICABLE
                        ? "Nouvelle condition d’application : l’indicateur est désormais sans objet ici"
                        : "Nouvelle condition d’application : l’indicateur s’applique désormais ici");
    }

    static String newInput(List<String> inputs, Map<String, String> labels) {
        return sentence("Donnée ajoutée par le projet et absente du dossier : " + named(inputs, labels));
    }

    static String absentInput(List<String> inputs, Map<String, String> labels) {
        return sentence(
                "La nouvelle formule demande une donnée que le dossier n’a pas renseignée : " + named(inputs, labels));
    }

    static String computable(Definition after, BigDecimal value) {
        return sentence("La nouvelle formule se calcule avec les données du dossier : " + shown(after, value));
    }

    static String added(Definition after, BigDecimal value, Rating rating) {
        return sentence("Indicateur ajouté par le projet : " + rating.label().toLowerCase(java.util.Locale.FRENCH)
                + (value == null ? "" : ", " + shown(after, value)));
    }

    static String removed() {
        return "Indicateur supprimé par le projet.";
    }

    static String failure(Definition after, Map<String, BigDecimal> inputs, Map<String, String> labels) {
        return sentence("Calcul impossible, division par zéro dans « " + after.formula() + " » avec "
                + inputs.entrySet().stream()
                        .map(e -> labels.getOrDefault(e.getKey(), e.getKey()) + " = " + Decimals.french(e.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /** The figures that a formula and its condition look at. */
    static Map<String, BigDecimal> inputs(Definition definition, Map<String, BigDecimal> figures) {
        Map<String, BigDecimal> inputs = new java.util.LinkedHashMap<>();
        List<Formula> formulas = new ArrayList<>(List.of(definition.formula()));
        if (definition.appliesWhen() != null) {
            formulas.add(definition.appliesWhen());
        }
        formulas.forEach(formula -> formula.inputs().stream()
                .filter(input -> figures.get(input) != null)
                .forEach(input -> inputs.put(input, figures.get(input))));
        return inputs;
    }

    private static String thresholds(Definition before, Definition after) {
        List<String> moved = new ArrayList<>();
        if (before.minimum().compareTo(after.minimum()) != 0) {
            moved.add("seuil de " + Wording.quantity(before.minimum(), before.unit()) + " à "
                    + Wording.quantity(after.minimum(), after.unit()));
        }
        if (before.target().compareTo(after.target()) != 0) {
            moved.add("cible de " + Wording.quantity(before.target(), before.unit()) + " à "
                    + Wording.quantity(after.target(), after.unit()));
        }
        return String.join(", ", moved);
    }

    private static String shown(Definition definition, BigDecimal value) {
        return value == null
                ? "sans valeur"
                : Wording.value(
                        value, definition.unit(), definition.decimals(), definition.minimum(), definition.target());
    }

    private static String named(List<String> inputs, Map<String, String> labels) {
        return inputs.stream()
                .map(input -> "« " + labels.getOrDefault(input, input) + " »")
                .collect(Collectors.joining(", "));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String sentence(String text) {
        return Wording.typeset(text + ".");
    }
}
