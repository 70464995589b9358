package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.indicator.Wording;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in French why a formula is refused. */
final class FormulaProblem {

    private static final Pattern STOPPED = Pattern.compile(":\\d+:(\\d+), found \"(.*)\"$");

    /** The parser says that many characters of what it could not read. */
    private static final int SHOWN = 10;

    private static final Map<String, String> EXPRESSIONS = Map.ofEntries(
            Map.entry("ConstString", "un texte"),
            Map.entry("ConstBool", "« vrai » ou « faux »"),
            Map.entry("ConstNull", "« null »"),
            Map.entry("ConstList", "une liste"),
            Map.entry("ConstContext", "un contexte"),
            Map.entry("ConstNumber", "un nombre"),
            Map.entry("Ref", "une donnée"),
            Map.entry("Exponentiation", "une puissance"),
            Map.entry("Equal", "une comparaison"),
            Map.entry("LessThan", "une comparaison"),
            Map.entry("LessOrEqual", "une comparaison"),
            Map.entry("GreaterThan", "une comparaison"),
            Map.entry("GreaterOrEqual", "une comparaison"),
            Map.entry("Conjunction", "une condition (« and »)"),
            Map.entry("Disjunction", "une condition (« or »)"),
            Map.entry("Addition", "une addition"),
            Map.entry("Subtraction", "une soustraction"),
            Map.entry("Multiplication", "une multiplication"),
            Map.entry("Division", "une division"),
            Map.entry("ArithmeticNegation", "un nombre négatif"),
            Map.entry("FunctionInvocation", "une fonction"),
            Map.entry("If", "un calcul conditionnel (« if »)"));

    private FormulaProblem() {}

    static String french(Formula.Invalid refusal) {
        return Wording.typeset(
                switch (refusal.reason()) {
                    case NOT_FEEL -> unreadable(refusal.subject());
                    case TOO_DEEP -> "Cette formule a trop de parenthèses imbriquées.";
                    case NUMBER_EXPECTED ->
                        "Un nombre est attendu ici, et la formule contient " + expression(refusal.subject())
                                + ". Sont admis : nombres, données, + - * /, parenthèses, if … then … else, min(), max() et"
                                + " abs().";
                    case CONDITION_EXPECTED ->
                        "Une condition est attendue ici, et la formule contient " + expression(refusal.subject())
                                + ". Exemple : « espacesPublics > 0 » ; plusieurs conditions se relient par and, or et"
                                + " not().";
                    case UNKNOWN_FUNCTION ->
                        "La fonction « " + refusal.subject()
                                + "() » n’est pas disponible. Sont admises : min(), max() et abs().";
                    case PARAMETERS ->
                        "La fonction « " + refusal.subject() + "() » n’a pas le bon nombre de paramètres.";
                    case DIVISION_BY_ZERO -> division(refusal.subject());
                });
    }

    private static String unreadable(String message) {
        Matcher stopped = STOPPED.matcher(message);
        if (!stopped.find() || stopped.group(2).isEmpty()) {
            return "Cette formule est incomplète ou illisible.";
        }
        String rest = stopped.group(2);
        return "Cette formule n’est pas lisible à partir du caractère " + stopped.group(1) + " : « "
                + (rest.length() < SHOWN ? rest : rest + "…") + " ».";
    }

    private static String division(String divisor) {
        return (divisor.isEmpty()
                        ? "Cette formule divise par une expression qui peut valoir zéro"
                        : "Cette formule divise par « " + divisor + " », qui peut valoir zéro")
                + " : excluez zéro de la plage de la donnée, ou ajoutez une condition d’application"
                + (divisor.isEmpty() ? "." : " (« " + divisor + " > 0 »).");
    }

    private static String expression(String kind) {
        return EXPRESSIONS.getOrDefault(kind, "une expression qui n’est pas admise");
    }
}
