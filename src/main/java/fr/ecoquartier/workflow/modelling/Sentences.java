package fr.ecoquartier.workflow.modelling;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gate and the engine say, as sentences for the people who draw. */
final class Sentences {

    private static final Map<Pattern, String> ENGINE = new LinkedHashMap<>();

    static {
        engine("Invalid (?:source|sourceRef) '([^']*)'.*", "Une flèche part de « $1 », qui n’existe pas.");
        engine("Invalid (?:destination|targetRef) '([^']*)'.*", "Une flèche mène à « $1 », qui n’existe pas.");
        engine("Could not find matching start event.*|no start event.*", "Il n’y a pas d’événement de début.");
        engine(
                "One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on (\\w+).*",
                "Ce que fait cette étape n’est pas choisi.");
        engine(
                ".*History Time To Live.*cannot be null.*",
                "La durée de conservation de l’historique manque (historyTimeToLive).");
        engine("multiple start events.*", "Il y a plusieurs événements de début sans déclencheur.");
        engine("'calledElement'.* attribute.*|Missing attribute 'calledElement.*", "Le processus à appeler manque.");
        engine(
                "Exclusive Gateway '([^']*)' has only one outgoing sequence flow \\('([^']*)'\\)\\.? This is not"
                        + " allowed to have a condition.*",
                "La seule flèche qui sort de la passerelle porte une condition.");
        engine(
                "Exclusive Gateway '([^']*)' has no outgoing sequence flows.*",
                "Aucune flèche ne sort de la passerelle.");
        engine(
                "Exclusive Gateway '([^']*)' has outgoing sequence flow '([^']*)' without condition.*",
                "La flèche « $2 » n’a pas de condition et n’est pas la flèche par défaut.");
        engine(
                "Exclusive Gateway '([^']*)' has outgoing sequence flow '([^']*)' which is the default flow but has a"
                        + " condition too.*",
                "La flèche par défaut « $2 » porte une condition.");
        engine("Error parsing expression.*|.*Unknown function.*|.*Syntax error.*", "Une expression n’est pas lisible.");
        engine(".*attachedToRef.*", "L’événement de bord n’est attaché à aucune activité.");
        engine(".*not found:? '?([\\w-]+)'?.*", "« $1 » est cité dans le modèle et n’existe pas.");
    }

    private Sentences() {}

    private static void engine(String pattern, String sentence) {
        ENGINE.put(Pattern.compile(pattern, Pattern.DOTALL | Pattern.CASE_INSENSITIVE), sentence);
    }

    /** A fragment of the gate as a sentence. */
    static String of(String fragment) {
        if (fragment.isEmpty()) {
            return fragment;
        }
        String sentence = fragment.substring(0, 1).toUpperCase(Locale.FRENCH) + fragment.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    static String ofEngine(String message) {
        for (Map.Entry<Pattern, String> known : ENGINE.entrySet()) {
            Matcher matcher = known.getKey().matcher(message);
            if (matcher.matches()) {
                return matcher.replaceFirst(known.getValue());
            }
        }
        String line = message.lines().findFirst().orElse("");
        return "Le moteur de processus refuse cet élément (sa réponse, en anglais : « " + line + " »).";
    }

    static String adviceFor(String fragment) {
        if (fragment.contains("script") || fragment.contains("classes Java") || fragment.contains("méthode")) {
            return "Choisissez une action de l’application parmi les modèles d’éléments.";
        }
        if (fragment.contains("n'est pas offert aux modèles")) {
            return "Choisissez parmi les actions offertes par l’application : le panneau des propriétés les liste.";
        }
        if (fragment.contains("expression")) {
            return "Comparez des variables et des valeurs, ou appelez une action offerte par l’application ; rien"
                    + " d’autre n’est accepté dans une expression.";
        }
        if (fragment.contains("groupes candidats")) {
            return "Indiquez le rôle dans « Groupes candidats ».";
        }
        return "Retirez cet élément ou cet attribut : les modèles n’utilisent que ce que l’application a prévu.";
    }
}
