package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says the result of an indicator in French. */
record Explanations(Map<String, String> inputLabels, Map<String, String> inputUnits) {

    String of(
            Definition definition,
            Rating rating,
            BigDecimal value,
            BigDecimal margin,
            List<String> missing,
            Map<String, BigDecimal> used,
            BigDecimal objective) {
        return Wording.typeset(
                switch (rating) {
                    case MISSING -> missing(missing);
                    case NOT_APPLICABLE -> notApplicable(definition, used);
                    default -> rated(definition, rating, value, margin) + objective(definition, value, objective);
                });
    }

    private String missing(List<String> missing) {
        String labels = missing.stream()
                .map(input -> "« " + inputLabels.get(input) + " »")
                .collect(Collectors.joining(", "));
        return (missing.size() == 1 ? "Donnée manquante : " : "Données manquantes : ") + labels + ".";
    }

    private String notApplicable(Definition definition, Map<String, BigDecimal> used) {
        return "Sans objet pour cette opération ("
                + figures(definition.appliesWhen().inputs(), used) + ").";
    }

    /** Why an indicator has no value although all its inputs are there. */
    String incalculable(Definition definition, Map<String, BigDecimal> used) {
        return Wording.typeset("L’indicateur " + definition.code() + " « " + definition.label()
                + " » ne peut pas être calculé : sa formule divise par zéro avec " + figures(used.keySet(), used)
                + ".");
    }

    private String figures(Collection<String> inputs, Map<String, BigDecimal> used) {
        return inputs.stream()
                .map(input -> inputLabels.get(input) + " : " + Wording.quantity(used.get(input), inputUnits.get(input)))
                .collect(Collectors.joining(", "));
    }

    private static String rated(Definition definition, Rating rating, BigDecimal value, BigDecimal margin) {
        boolean lower = definition.lowerIsBetter();
        String shown = Wording.value(
                value, definition.unit(), definition.decimals(), definition.minimum(), definition.target());
        String minimum = Wording.quantity(definition.minimum(), definition.unit());
        String target = Wording.quantity(definition.target(), definition.unit());
        String bound = lower ? "au plus " : "au moins ";
        return switch (rating) {
            case EXEMPLARY ->
                "Exemplaire : " + shown + ", pour une cible d’" + bound + target + " (seuil : " + bound + minimum + ")."
                        + margin(definition, margin);
            case MET ->
                "Atteint : " + shown + ", pour un seuil d’" + bound + minimum + " ; la cible, " + bound + target
                        + ", n’est pas atteinte." + margin(definition, margin);
            default ->
                "Non atteint : " + shown + ", alors qu’il faut " + bound + minimum + "."
                        + gap(definition, margin)
                        + (definition.mandatory() ? " Cet indicateur est obligatoire." : "");
        };
    }

    private static String margin(Definition definition, BigDecimal margin) {
        return margin.signum() == 0
                ? " Le seuil est atteint exactement."
                : " Marge par rapport au seuil : "
                        + Wording.difference(margin, definition.unit(), definition.decimals()) + ".";
    }

    private static String gap(Definition definition, BigDecimal margin) {
        return (definition.lowerIsBetter() ? " Dépassement : " : " Il manque ")
                + Wording.difference(margin.abs(), definition.unit(), definition.decimals()) + ".";
    }

    private static String objective(Definition definition, BigDecimal value, BigDecimal objective) {
        if (objective == null) {
            return "";
        }
        boolean lower = definition.lowerIsBetter();
        boolean kept = lower ? value.compareTo(objective) <= 0 : value.compareTo(objective) >= 0;
        String bound = lower ? "au plus " : "au moins ";
        String state = kept
                ? "tenu"
                : Grid.seriouslyWorse(value, objective, lower) ? "manqué de plus de 10 %" : "manqué de 10 % au plus";
        String shown = Wording.value(objective, definition.unit(), definition.decimals(), value);
        return " Objectif du contrat (" + bound + shown + ") " + state + ".";
    }
}
