package fr.ecoquartier.workflow.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a form cannot be used: what the server could not enforce or Tasklist could not show. */
public final class FormProblem {

    private static final Map<Pattern, String> SENTENCES = new LinkedHashMap<>();

    static {
        sentence("not JSON.*", "Le formulaire n’est pas du JSON lisible.");
        sentence("not a form.*", "Ce n’est pas un formulaire : « id » ou « type » manque.");
        sentence(
                "a group with a path is not supported.*",
                "Un groupe a un chemin (« Path ») : les réponses seraient rangées ailleurs.");
        sentence("two fields with the key (.*)", "Deux champs ont la même clé, « $1 ».");
        sentence("a field of type (\\w+) has no key", "Un champ de type « $1 » n’a pas de clé.");
        sentence(
                "the component (\\w+) is not supported \\(field (.*)\\)",
                "Le composant « $1 » (champ « $2 ») n’est pas pris en charge par Tasklist ou par le serveur.");
        sentence(
                "the field (.*) has neither values nor valuesKey",
                "Le champ « $1 » n’a aucun choix : ni valeurs, ni variable qui les donne.");
        sentence(
                "only dates without a time are supported \\(field (.*)\\)",
                "Le champ « $1 » demande une heure : seules les dates sont prises en charge.");
        sentence(
                "a limit must be a number, not an expression.*",
                "Une limite est une expression : le serveur ne contrôle que des nombres.");
        sentence("the pattern of (.*?) cannot be read.*", "Le motif de validation du champ « $1 » n’est pas lisible.");
    }

    private FormProblem() {}

    private static void sentence(String message, String french) {
        SENTENCES.put(Pattern.compile(message, Pattern.DOTALL), french);
    }

    /** A French sentence, empty when the form can be used. */
    public static Optional<String> of(String form) {
        try {
            FormSchema.parse(form);
            return Optional.empty();
        } catch (FormSchema.InvalidForm e) {
            String message = String.valueOf(e.getMessage());
            return Optional.of(SENTENCES.entrySet().stream()
                    .map(known -> {
                        Matcher matcher = known.getKey().matcher(message);
                        return matcher.matches() ? matcher.replaceFirst(known.getValue()) : null;
                    })
                    .filter(sentence -> sentence != null)
                    .findFirst()
                    .orElse("Le formulaire contient un composant qui n’est pas pris en charge."));
        }
    }
}
