package fr.ecoquartier.workflow.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine has against a mapping or an instance, in sentences that name elements as people know them. */
final class EngineSentences {

    private final Version from;
    private final Version to;

    EngineSentences(Version from, Version to) {
        this.from = from;
        this.to = to;
    }

    /** The elements that a message is about. */
    private record About(EngineSentences sentences, String source, String target) {

        String from(String id) {
            return sentences.from.quoted(id);
        }

        String to(String id) {
            return sentences.to.quoted(id);
        }

        String kindOf(Version version, String id) {
            return version.activity(Version.plain(id)) == null
                    ? "élément inconnu"
                    : ElementKinds.of(Version.type(version.activity(Version.plain(id))))
                            .toLowerCase(java.util.Locale.FRENCH);
        }
    }

    private static final Map<Pattern, BiFunction<About, Matcher, String>> SENTENCES = new LinkedHashMap<>();

    private static void put(String pattern, BiFunction<About, Matcher, String> sentence) {
        SENTENCES.put(Pattern.compile(pattern, Pattern.DOTALL), sentence);
    }

    static {
        put(
                "Source activity '(.*)' does not exist",
                (a, m) -> "L’élément « %s » n’existe pas dans la version de départ.".formatted(m.group(1)));
        put(
                "Target activity '(.*)' does not exist",
                (a, m) -> "L’élément « %s » n’existe pas dans la version d’arrivée.".formatted(m.group(1)));
        put("Source activity id is null", (a, m) -> "Une correspondance n’a pas d’élément de départ.");
        put("Target activity id is null", (a, m) -> "Une correspondance n’a pas d’élément d’arrivée.");
        put(
                "Activities have incompatible types \\((.*) is not compatible with (.*)\\)",
                (a, m) -> "%s (%s) ne peut pas devenir %s (%s) : ce ne sont pas des éléments de même nature."
                        .formatted(
                                a.from(a.source()),
                                a.kindOf(a.sentences().from, a.source()),
                                a.to(a.target()),
                                a.kindOf(a.sentences().to, a.target())));
        put(
                "Events are not of the same type \\((.*) != (.*)\\)",
                (a, m) -> "%s (%s) ne peut pas devenir %s (%s) : ces événements n’attendent pas la même chose."
                        .formatted(
                                a.from(a.source()),
                                ElementKinds.of(m.group(1)).toLowerCase(java.util.Locale.FRENCH),
                                a.to(a.target()),
                                ElementKinds.of(m.group(2)).toLowerCase(java.util.Locale.FRENCH)));
        put(
                "There are multiple mappings for source activity id '(.*?)'.*",
                (a, m) -> "%s ne peut avoir qu’une destination.".formatted(a.from(m.group(1))));
        put(
                "Target activity '(.*)' is a descendant of multi-instance body '(.*)' that is not mapped from the source process definition\\.",
                (a, m) ->
                        "%s s’exécute plusieurs fois dans la version d’arrivée et une seule dans celle de départ : ce qui attend ne peut pas y entrer."
                                .formatted(a.to(m.group(2))));
        put(
                "Must map the inner activity of a multi-instance body when the body is mapped",
                (a, m) -> "%s est répété : sa répétition et ce qu’elle répète doivent aller ensemble."
                        .formatted(a.from(a.source())));
        put(
                "Cannot remove the inner activity of a multi-instance body when the body is mapped",
                (a, m) -> "%s est répété : ce que sa répétition répète ne peut pas être supprimé."
                        .formatted(a.from(a.source())));
        put(
                "The target gateway must have at least the same number of incoming sequence flows that the source gateway has",
                (a, m) ->
                        "%s réunit moins de branches que %s : un dossier dont une branche est arrivée pourrait attendre pour toujours."
                                .formatted(a.to(a.target()), a.from(a.source())));
        put(
                "The gateway's flow scope '(.*)' must be mapped",
                (a, m) -> "Le branchement est dans %s, qui doit avoir une destination lui aussi."
                        .formatted(a.from(m.group(1))));
        put(
                "Only one gateway can be mapped to gateway '(.*)'",
                (a, m) -> "Un seul branchement de départ peut aller vers %s.".formatted(a.to(m.group(1))));
        put(
                "The source activity's event scope \\((.*)\\) must be mapped but the target activity has no event scope",
                (a, m) -> "L’événement dépend de %s, alors que %s ne dépend de rien."
                        .formatted(a.from(m.group(1)), a.to(a.target())));
        put(
                "The source activity's event scope \\((.*)\\) must be mapped to the target activity's event scope \\((.*)\\)",
                (a, m) -> "L’événement dépend de %s : pour qu’il aille vers %s, il faut que %s aille vers %s."
                        .formatted(a.from(m.group(1)), a.to(a.target()), a.from(m.group(1)), a.to(m.group(2))));
        put(
                "Cannot update event trigger because the activity does not define a persistent event trigger",
                (a, m) -> "%s n’attend ni date ni message : il n’y a pas de déclencheur à mettre à jour."
                        .formatted(a.from(a.source())));
        put(
                "The closest mapped ancestor '(.*)' is mapped to scope '(.*)' which is not an ancestor of target scope '(.*)'",
                (a, m) -> "%s va vers %s, qui ne contient pas %s : choisissez une destination dans ce sous-processus."
                        .formatted(a.from(m.group(1)), a.to(m.group(2)), a.to(m.group(3))));
        put(
                "Conditional event has to migrate with update event trigger\\.",
                (a, m) -> "%s attend une condition : cochez « Mettre à jour le déclencheur »."
                        .formatted(a.from(a.source())));
        put(
                "There is no migration instruction for this instance's activity",
                (a, m) -> "Attend dans %s, qui n’a pas de destination.".formatted(a.from(a.source())));
        put(
                "The type of the source activity is not supported for activity instance migration",
                (a, m) ->
                        "Attend dans %s : le moteur ne sait pas déplacer ce qui attend dans un élément de cette nature (%s)."
                                .formatted(a.from(a.source()), a.kindOf(a.sentences().from, a.source())));
        put(
                "The variable '(.*)' exists in both, this scope and concurrent local in the parent scope\\..*",
                (a, m) -> "La variable « %s » existe à deux niveaux ; le passage en effacerait une dans %s."
                        .formatted(m.group(1), a.from(a.source())));
        put(
                "Target activity is not asyncBefore",
                (a, m) ->
                        "Attend avant %s qu’un travail automatique commence, et la destination n’a pas de travail automatique à cet endroit."
                                .formatted(a.from(a.source())));
        put(
                "Target activity is not asyncAfter",
                (a, m) ->
                        "Attend après %s qu’un travail automatique commence, et la destination n’a pas de travail automatique à cet endroit."
                                .formatted(a.from(a.source())));
        put(
                "Transition instance is assigned to no sequence flow and target activity has more than one outgoing sequence flow",
                (a, m) ->
                        "A terminé %s, et plusieurs suites sont possibles à l’arrivée : le moteur ne sait pas laquelle prendre."
                                .formatted(a.from(a.source())));
        put(
                "Transition instance is assigned to a sequence flow that cannot be matched in the target activity",
                (a, m) -> "A terminé %s et en est sorti par une liaison qui n’existe plus à l’arrivée."
                        .formatted(a.from(a.source())));
        put(
                "A transition instance that instantiates the process can only be migrated to a process-level flow node",
                (a, m) ->
                        "N’a pas encore commencé (%s) et ne peut aller que vers un élément hors de tout sous-processus."
                                .formatted(a.from(a.source())));
        put(
                "Cannot migrate subscription for compensation handler '(.*)'\\. There is no migration instruction for the compensation (?:start|boundary) event",
                (a, m) -> "Garde la possibilité d’annuler %s : l’événement de compensation doit avoir une destination."
                        .formatted(a.from(m.group(1))));
        put("Process instance contains not migrated (.*): \\[.*\\]", (a, m) -> switch (m.group(1)) {
            case "tasks" -> "Une tâche ouverte n’aurait pas de destination.";
            case "externalTask" -> "Un travail confié à un programme extérieur n’aurait pas de destination.";
            case "incidents" -> "Un incident ouvert n’aurait pas de destination : traitez-le d’abord.";
            case "jobs" ->
                "Un travail automatique ou un délai n’aurait pas de destination ; cela arrive pendant une étape automatique, réessayez plus tard.";
            case "event subscriptions" -> "Une attente de message n’aurait pas de destination.";
            case "variables" -> "Une variable n’aurait pas de destination.";
            default -> "Une partie de l’état n’aurait pas de destination (%s).".formatted(m.group(1));
        });
    }

    /**
     * @param source id of the element that the message is about
     * @param target id of its destination, if any
     */
    String of(String failure, String source, String target) {
        About about = new About(this, source == null ? "" : source, target == null ? "" : target);
        for (var sentence : SENTENCES.entrySet()) {
            Matcher matcher = sentence.getKey().matcher(failure);
            if (matcher.matches()) {
                return sentence.getValue().apply(about, matcher);
            }
        }
        return "Le moteur refuse %s, avec ce message : « %s ».".formatted(from.quoted(about.source()), failure);
    }
}
