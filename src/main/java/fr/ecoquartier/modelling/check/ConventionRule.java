package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.Finding.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What makes a model readable, and its times changeable without drawing it again. */
@Component
class ConventionRule extends ProcessRule {

    private static final Set<String> WORK = Set.of(
            "task",
            "userTask",
            "manualTask",
            "serviceTask",
            "sendTask",
            "receiveTask",
            "businessRuleTask",
            "callActivity");
    private static final Set<String> EVENTS =
            Set.of("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent");
    private static final Set<String> SPLITS = Set.of("exclusiveGateway", "inclusiveGateway");
    private static final Set<String> TIMES = Set.of("timeDate", "timeDuration", "timeCycle");
    private static final Set<String> DRAWN = Set.of(
            "exclusiveGateway",
            "inclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "complexGateway",
            "subProcess",
            "transaction",
            "adHocSubProcess",
            "participant",
            "lane");
    private static final Pattern DELAY = Pattern.compile("delays\\s*\\.\\s*\\w+\\s*\\(([^)]*)\\)");
    private static final Pattern TEXT = Pattern.compile("['\"]([^'\"]*)['\"]");

    private final ModelVocabulary vocabulary;

    ConventionRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    void check(Document model, List<ModelFile> files, Found found) {
        ModelXml.bpmn(model, "process").forEach(process -> process(process, found));
        ModelXml.elements(model)
                .filter(element -> ModelXml.BPMN.equals(element.getNamespaceURI()))
                .forEach(element -> {
                    words(element, found);
                    times(element, found);
                });
        drawing(model, found);
    }

    private static void process(Element process, Found found) {
        if (ModelXml.camunda(process, "historyTimeToLive").isBlank()) {
            found.add(
                    process,
                    Severity.ERROR,
                    "historyTimeToLive",
                    "La durée de conservation de l’historique du processus manque.",
                    "Indiquez-la dans ses propriétés (History cleanup) : P3650D pour dix ans.");
        }
        if (process.getAttribute("name").isBlank()) {
            found.add(
                    process,
                    Severity.WARNING,
                    "missingName",
                    "Le processus n’a pas de nom.",
                    "Nommez-le en français : c’est ce que lisent les agents.");
        }
        if (undocumented(process)) {
            found.add(
                    process,
                    Severity.WARNING,
                    "missingDocumentation",
                    "Le processus n’est pas documenté.",
                    "Dites en une phrase à quoi il sert (Documentation).");
        }
    }

    private static void words(Element element, Found found) {
        String kind = element.getLocalName();
        boolean unnamed = element.getAttribute("name").isBlank();
        if (WORK.contains(kind)) {
            if (unnamed) {
                found.add(
                        element,
                        Severity.WARNING,
                        "missingName",
                        "Cette activité n’a pas de nom.",
                        "Nommez-la par un verbe à l’infinitif et son objet : « Instruire la demande ».");
            }
            if (undocumented(element)) {
                found.add(
                        element,
                        Severity.WARNING,
                        "missingDocumentation",
                        (unnamed ? "Cette activité" : "L’activité " + called(element)) + " n’est pas documentée.",
                        "Dites à quoi elle sert, qui la fait et ce qui vient ensuite (Documentation).");
            }
        } else if (EVENTS.contains(kind) && unnamed) {
            found.add(
                    element,
                    Severity.WARNING,
                    "missingName",
                    "Cet événement n’a pas de nom.",
                    "Nommez-le par ce qui s’est produit : « Contrat signé ».");
        } else if (SPLITS.contains(kind) && unnamed && outgoing(element) > 1) {
            found.add(
                    element,
                    Severity.WARNING,
                    "missingName",
                    "Cette passerelle qui choisit n’a pas de nom.",
                    "Écrivez la question à laquelle répondent ses flèches : « Dossier complet ? ».");
        }
    }

    private static boolean undocumented(Element element) {
        return ModelXml.children(element)
                .filter(ModelXml.isBpmn("documentation"))
                .allMatch(documentation -> documentation.getTextContent().isBlank());
    }

    private static long outgoing(Element gateway) {
        return ModelXml.children((Element) gateway.getParentNode())
                .filter(ModelXml.isBpmn("sequenceFlow"))
                .filter(flow -> flow.getAttribute("sourceRef").equals(gateway.getAttribute("id")))
                .count();
    }

    private void times(Element element, Found found) {
        if (TIMES.contains(element.getLocalName())) {
            time(element, element.getTextContent().strip(), "Cette échéance", found);
        } else if (element.getLocalName().equals("userTask")) {
            String due = ModelXml.camunda(element, "dueDate").strip();
            if (due.isEmpty()) {
                found.add(
                        element,
                        Severity.INFO,
                        "noDueDate",
                        "La tâche " + called(element) + " n’a pas d’échéance : elle n’apparaîtra jamais en retard.",
                        "Choisissez une échéance dans les propriétés de la tâche ; dans le fichier : ${delays.due('instruction')}.");
            } else {
                time(element, due, "L’échéance de la tâche " + called(element), found);
            }
            time(
                    element,
                    ModelXml.camunda(element, "followUpDate").strip(),
                    "La date de rappel de la tâche " + called(element),
                    found);
        }
    }

    private void time(Element element, String text, String what, Found found) {
        if (text.isEmpty()) {
            return;
        }
        if (!text.contains("{")) {
            found.add(
                    element,
                    Severity.WARNING,
                    "literalTime",
                    what + " est écrite dans le modèle (« " + text + " ») au lieu d’être un délai configuré.",
                    "Prenez un délai de la configuration, par exemple ${delays.due('instruction')} : il se change sans"
                            + " redessiner.");
            return;
        }
        Matcher call = DELAY.matcher(text);
        while (call.find()) {
            Matcher key = TEXT.matcher(call.group(1));
            if (key.find() && !vocabulary.delays().contains(key.group(1))) {
                found.add(
                        element,
                        Severity.ERROR,
                        "unknownDelay",
                        what + " emploie le délai « " + key.group(1) + " », qui n’existe pas.",
                        "Choisissez parmi : " + String.join(", ", new TreeSet<>(vocabulary.delays())) + ".");
            }
        }
    }

    /** What is not drawn cannot be read over by whoever approves. */
    private static void drawing(Document model, Found found) {
        Set<String> drawn = new HashSet<>();
        ModelXml.elements(model)
                .filter(element -> ModelXml.DIAGRAM.equals(element.getNamespaceURI()))
                .forEach(shape -> drawn.add(local(shape.getAttribute("bpmnElement"))));
        ModelXml.elements(model)
                .filter(element -> ModelXml.BPMN.equals(element.getNamespaceURI()))
                .filter(element -> WORK.contains(element.getLocalName())
                        || EVENTS.contains(element.getLocalName())
                        || DRAWN.contains(element.getLocalName())
                        || element.getLocalName().equals("sequenceFlow"))
                .filter(element -> !drawn.contains(element.getAttribute("id")))
                .forEach(element -> found.add(
                        element,
                        Severity.ERROR,
                        "notDrawn",
                        (element.getLocalName().equals("sequenceFlow") ? "La flèche " : "L’élément ") + called(element)
                                + " n’est pas dessiné : personne ne le verrait à la relecture.",
                        "Supprimez-le du fichier ou redessinez-le dans l’éditeur."));
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
