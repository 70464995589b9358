package fr.ecoquartier.modelling.template;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.template.ModelOffer.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Element templates of the editor: one per delegate, and one each for a person's task, a decision and a called process,
 * so that an administrator picks instead of typing names.
 */
@Service
public class ElementTemplates {

    private static final String PREFIX = "fr.ecoquartier.";
    private static final int LONGEST_NAME = 70;

    /** "paramètre d'entrée role : dreal, expert ou authority" in the description of a delegate. */
    private static final Pattern INPUT =
            Pattern.compile("paramètre d['’]entrée (\\w+)(?:\\s*:\\s*((?:\\w+, )*\\w+(?: ou \\w+)?))?");

    private final ModelOffers offers;
    private final ModelCatalogue catalogue;
    private final ModelDrafts drafts;

    ElementTemplates(ModelOffers offers, ModelCatalogue catalogue, ModelDrafts drafts) {
        this.offers = offers;
        this.catalogue = catalogue;
        this.drafts = drafts;
    }

    /** As of now: another form draft, another deployment or another delay changes them. */
    public EditorChoices inForce() {
        ModelOffer offer = offers.inForce();
        List<ModelVersion> latest = catalogue.latest();
        List<ModelDraft> open = drafts.open();
        List<Choice> forms = forms(latest, open, offer.formUses());
        List<Map<String, Object>> templates = new ArrayList<>();
        templates.add(personsTask(offer, forms));
        offer.delegates().forEach(delegate -> templates.add(delegate(delegate)));
        templates.add(decision(models(ModelKind.DECISION, latest, open)));
        templates.add(calledProcess(models(ModelKind.PROCESS, latest, open)));
        return new EditorChoices(
                templates,
                offer.delegates(),
                offer.roles(),
                offer.delays(),
                offer.errors(),
                forms,
                neverDeployed(ModelKind.FORM, latest, open),
                neverDeployed(ModelKind.DECISION, latest, open));
    }

    /** What would be missing if a process that names it were deployed alone; of several drafts the one saved last. */
    private static Map<String, Long> neverDeployed(ModelKind kind, List<ModelVersion> latest, List<ModelDraft> open) {
        Map<String, Long> found = new TreeMap<>();
        open.stream()
                .filter(draft -> draft.kind() == kind)
                .forEach(draft -> found.putIfAbsent(draft.key(), draft.id()));
        latest.stream()
                .filter(model -> model.kind() == kind)
                .map(ModelVersion::key)
                .forEach(found::remove);
        return found;
    }

    private static List<Choice> forms(
            List<ModelVersion> latest, List<ModelDraft> open, Map<String, List<String>> uses) {
        return models(ModelKind.FORM, latest, open).stream()
                .map(form -> {
                    List<String> tasks = uses.getOrDefault(form.value(), List.of());
                    return tasks.isEmpty() || form.label().startsWith(tasks.get(0))
                            ? form
                            : new Choice(
                                    form.value(),
                                    form.label() + " – « " + tasks.get(0) + " »"
                                            + (tasks.size() > 1 ? " et " + (tasks.size() - 1) + " autre(s)" : ""));
                })
                .toList();
    }

    /** The deployed models of a kind, and those that so far are only drafts. */
    private static List<Choice> models(ModelKind kind, List<ModelVersion> latest, List<ModelDraft> open) {
        Map<String, String> found = new TreeMap<>();
        latest.stream()
                .filter(model -> model.kind() == kind)
                .forEach(model -> found.put(
                        model.key(),
                        model.name().isBlank() || model.name().equals(model.key())
                                ? model.key()
                                : model.name() + " (" + model.key() + ")"));
        open.stream()
                .filter(draft -> draft.kind() == kind)
                .forEach(draft ->
                        found.putIfAbsent(draft.key(), draft.key() + " (brouillon « " + draft.title() + " »)"));
        return found.entrySet().stream()
                .map(entry -> new Choice(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, Object> personsTask(ModelOffer offer, List<Choice> forms) {
        List<Choice> due = offer.delays().stream()
                .map(delay -> new Choice("${delays.due('" + delay.value() + "')}", delay.label()))
                .toList();
        List<Choice> reminder = offer.delays().stream()
                .map(delay -> new Choice("${delays.reminder('" + delay.value() + "')}", delay.label()))
                .toList();
        return template(
                "tache",
                "Tâche d’une personne",
                "Quelqu’un remplit un formulaire dans sa liste de tâches. Choisissez le rôle, le formulaire et le délai.",
                "bpmn:UserTask",
                List.of(Map.of("id", "qui", "label", "Qui"), Map.of("id", "quand", "label", "Délai")),
                List.of(
                        dropdown(
                                "Rôle",
                                "Les personnes de ce rôle, dans la région du dossier, voient la tâche.",
                                "camunda:candidateGroups",
                                offer.roles(),
                                "qui",
                                true),
                        dropdown(
                                "Formulaire",
                                "Un formulaire en service, ou celui d’un brouillon qui sera mis en service avec ce modèle.",
                                "camunda:formRef",
                                forms,
                                "qui",
                                true),
                        hidden("camunda:formRefBinding", "deployment"),
                        dropdown(
                                "Échéance",
                                "Le délai vient des réglages : il compte à partir du début de la tâche.",
                                "camunda:dueDate",
                                due,
                                "quand",
                                false),
                        dropdown(
                                "Rappel",
                                "Choisissez le même délai que pour l’échéance : le rappel la précède.",
                                "camunda:followUpDate",
                                reminder,
                                "quand",
                                false)));
    }

    private static Map<String, Object> delegate(Choice delegate) {
        List<Map<String, Object>> properties = new ArrayList<>();
        properties.add(hidden("camunda:delegateExpression", "${" + delegate.value() + "}"));
        Matcher input = INPUT.matcher(delegate.label());
        while (input.find()) {
            properties.add(input(input.group(1), input.group(2)));
        }
        Map<String, Object> before = property(
                "Point de reprise avant la tâche",
                "En cas d’échec, la tâche est réessayée seule ; ce qui précède est acquis.",
                "Boolean",
                Map.of("type", "property", "name", "camunda:asyncBefore"));
        before.put("value", true);
        properties.add(before);
        return template(
                "effet." + delegate.value(),
                name(delegate.label()),
                delegate.label() + ".",
                "bpmn:ServiceTask",
                List.of(),
                properties);
    }

    private static Map<String, Object> input(String name, String values) {
        Map<String, Object> binding = Map.of("type", "camunda:inputParameter", "name", name);
        Map<String, Object> input;
        if (values == null) {
            input = property("Paramètre " + name, null, "String", binding);
        } else {
            input = property("Paramètre " + name, null, "Dropdown", binding);
            input.put(
                    "choices",
                    Arrays.stream(values.split(", | ou "))
                            .map(value -> Map.of("name", value, "value", value))
                            .toList());
        }
        input.put("constraints", Map.of("notEmpty", true));
        return input;
    }

    private static Map<String, Object> decision(List<Choice> decisions) {
        Map<String, Object> result = property(
                "Variable du résultat",
                "Le nom sous lequel les branchements lisent la réponse.",
                "String",
                Map.of("type", "property", "name", "camunda:resultVariable"));
        result.put("constraints", Map.of("notEmpty", true));
        return template(
                "decision",
                "Table de décision",
                "Évalue une table de décision et garde sa réponse dans une variable.",
                "bpmn:BusinessRuleTask",
                List.of(),
                List.of(
                        dropdown("Décision", null, "camunda:decisionRef", decisions, null, true),
                        hidden("camunda:mapDecisionResult", "singleEntry"),
                        result));
    }

    private static Map<String, Object> calledProcess(List<Choice> processes) {
        return template(
                "appel",
                "Appel d’un autre processus",
                "Démarre un autre processus pour le même dossier et attend sa fin.",
                "bpmn:CallActivity",
                List.of(),
                List.of(dropdown("Processus", null, "calledElement", processes, null, true)));
    }

    private static Map<String, Object> template(
            String id,
            String name,
            String description,
            String appliesTo,
            List<Map<String, String>> groups,
            List<Map<String, Object>> properties) {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("name", name);
        template.put("id", PREFIX + id);
        template.put("description", description);
        template.put("appliesTo", List.of(appliesTo));
        if (!groups.isEmpty()) {
            template.put("groups", groups);
        }
        template.put("entriesVisible", true);
        template.put("properties", properties);
        return template;
    }

    private static Map<String, Object> dropdown(
            String label, String description, String attribute, List<Choice> choices, String group, boolean required) {
        Map<String, Object> property =
                property(label, description, "Dropdown", Map.of("type", "property", "name", attribute));
        property.put(
                "choices",
                choices.stream()
                        .map(choice -> Map.of("name", choice.label(), "value", choice.value()))
                        .toList());
        if (group != null) {
            property.put("group", group);
        }
        if (required) {
            property.put("constraints", Map.of("notEmpty", true));
        }
        return property;
    }

    private static Map<String, Object> hidden(String attribute, String value) {
        Map<String, Object> property = property(null, null, "Hidden", Map.of("type", "property", "name", attribute));
        property.put("value", value);
        return property;
    }

    private static Map<String, Object> property(
            String label, String description, String type, Map<String, Object> binding) {
        Map<String, Object> property = new LinkedHashMap<>();
        if (label != null) {
            property.put("label", label);
        }
        if (description != null) {
            property.put("description", description);
        }
        property.put("type", type);
        property.put("binding", binding);
        return property;
    }

    /** The first part of a description, short enough for a list. */
    static String name(String description) {
        String first = description.split("\\s*[;(]|, (?:avec|selon|à la demande)|\\s+:\\s")[0].strip();
        if (first.length() <= LONGEST_NAME) {
            return first;
        }
        int space = first.lastIndexOf(' ', LONGEST_NAME);
        return first.substring(0, space < 0 ? LONGEST_NAME : space) + "…";
    }
}
