package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.Call;
import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import fr.ecoquartier.modelling.graph.Mapping;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What running dossiers would feel of a change: places where they wait, messages and variables that they count on. */
@Component
class ChangeRule implements CheckRule {

    private final ModelCatalogue catalogue;
    private final ModelFacts facts;
    private final RunningWaits running;

    ChangeRule(ModelCatalogue catalogue, ModelFacts facts, RunningWaits running) {
        this.catalogue = catalogue;
        this.facts = facts;
        this.running = running;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        Origins now = new Origins(models, facts);
        Origins before = new Origins(models.before(), facts);
        for (ProcessGraph graph : models.changed()) {
            Optional<ProcessGraph> old = models.deployed(graph.key());
            if (old.isEmpty()) {
                continue;
            }
            Findings findings = new Findings(models.file(graph));
            Map<String, Place> places = places(graph.key());
            places.values().forEach(place -> place(old.get(), graph, place, findings));
            messages(graph, findings);
            variables(old.get(), graph, places, before, now, findings);
            calls(models, old.get(), graph, findings);
            found.addAll(findings.found());
        }
        return found;
    }

    /** Where instances of any version wait. */
    private record Place(String activity, String type, String name, long instances) {

        Place and(Place other) {
            return new Place(activity, type, name == null ? other.name : name, instances + other.instances);
        }

        String title() {
            return name == null ? activity : "« " + Node.typeset(name) + " »";
        }
    }

    private Map<String, Place> places(String process) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (RunningWaits.Wait wait : running.waits(process)) {
            places.merge(
                    wait.activity(),
                    new Place(wait.activity(), wait.type(), wait.name(), wait.instances()),
                    Place::and);
        }
        return places;
    }

    private static void place(ProcessGraph old, ProcessGraph graph, Place place, Findings findings) {
        Optional<Node> node = graph.node(place.activity());
        if (node.isEmpty()) {
            String renamed = graph.nodes().values().stream()
                    .filter(candidate -> old.node(candidate.id()).isEmpty()
                            && place.name() != null
                            && place.name().equals(candidate.name())
                            && old.node(place.activity())
                                    .map(former -> former.type() == candidate.type())
                                    .orElse(true))
                    .map(candidate ->
                            " %s porte le même nom : redonnez-lui l’identifiant « %s » s’il s’agit du même élément."
                                    .formatted(candidate.id(), place.activity()))
                    .findFirst()
                    .orElse("");
            findings.onFile(
                    Severity.WARNING,
                    "waitedRemoved",
                    "%s en %s (%s), qui n’est plus dans le modèle."
                            .formatted(waiting(place.instances()), place.title(), place.activity()),
                    "Tout dossier finit sur sa version ; pour qu’il suive la nouvelle, il faudra dire où il va en le migrant."
                            + renamed);
        } else if (changed(old, node.get(), place)) {
            findings.on(
                    node.get(),
                    Severity.WARNING,
                    "waitedChanged",
                    "%s en %s, qui devient %s."
                            .formatted(
                                    waiting(place.instances()),
                                    place.title(),
                                    node.get().type().label()),
                    "Tout dossier finit sur sa version : il ne pourra pas être migré vers un élément d’une autre nature.");
        }
    }

    private static boolean changed(ProcessGraph old, Node node, Place place) {
        return old.node(place.activity())
                .map(before -> before.type() != node.type())
                .orElse(NodeType.USER_TASK.element().equals(place.type()) && !node.is(NodeType.USER_TASK));
    }

    private void messages(ProcessGraph graph, Findings findings) {
        Map<String, RunningWaits.MessageWait> waits = new LinkedHashMap<>();
        for (RunningWaits.MessageWait wait : running.messages(graph.key())) {
            waits.merge(
                    wait.activity() + '\n' + wait.message(),
                    wait,
                    (one, other) -> new RunningWaits.MessageWait(
                            one.version(), one.message(), one.activity(), one.instances() + other.instances()));
        }
        List<Node> catching = graph.catching(Kind.MESSAGE);
        for (RunningWaits.MessageWait wait : waits.values()) {
            Optional<Node> node = graph.node(wait.activity());
            boolean elsewhere = catching.stream()
                    .anyMatch(other -> wait.message().equals(other.event().reference()));
            if (node.isPresent()
                    && node.get().event().is(Kind.MESSAGE)
                    && !wait.message().equals(node.get().event().reference())) {
                findings.on(
                        node.get(),
                        Severity.WARNING,
                        "messageRenamed",
                        "%s ici le message « %s » ; %s attend désormais « %s »."
                                .formatted(
                                        waiting(wait.instances()),
                                        wait.message(),
                                        node.get().title(),
                                        node.get().event().reference()),
                        "Gardez le nom du message, ou vérifiez que les deux sont envoyés tant que ces dossiers courent.");
            } else if (node.isEmpty() && !elsewhere) {
                findings.onFile(
                        Severity.WARNING,
                        "messageRemoved",
                        "%s le message « %s », que le nouveau modèle n’attend plus."
                                .formatted(waiting(wait.instances()), wait.message()),
                        "Une fois migré, un dossier ne réagira plus à ce message.");
            }
        }
    }

    /** Variables that a condition newly reads: dossiers that have passed where they are set will not have them. */
    private static void variables(
            ProcessGraph old,
            ProcessGraph graph,
            Map<String, Place> places,
            Origins before,
            Origins now,
            Findings findings) {
        for (Node gateway : graph.nodes().values()) {
            for (String variable : graph.readByConditions(gateway)) {
                if (!before.of(old, variable).none() || now.of(graph, variable).none()) {
                    continue;
                }
                List<Place> without = places.values().stream()
                        .filter(place -> graph.node(place.activity())
                                .filter(node -> reachesWithout(graph, node, gateway, variable, now))
                                .isPresent())
                        .toList();
                if (!without.isEmpty()) {
                    long dossiers = without.stream().mapToLong(Place::instances).sum();
                    findings.on(
                            gateway,
                            Severity.WARNING,
                            "variableTooLate",
                            "%s lit « %s », que les dossiers en cours n’auront pas reçu : %s déjà plus loin (%s)."
                                    .formatted(
                                            gateway.title(),
                                            variable,
                                            dossiers == 1 ? "1 dossier est" : number(dossiers) + " dossiers sont",
                                            without.stream().map(Place::title).collect(Collectors.joining(", "))),
                            "Avant de les migrer, prévoyez de donner cette variable, ou ramenez-les avant l’élément qui la donne.");
                }
            }
        }
    }

    private static boolean reachesWithout(
            ProcessGraph graph, Node from, Node gateway, String variable, Origins origins) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            if (node == gateway) {
                return true;
            }
            if (!origins.sets(graph, node, variable) && seen.add(node)) {
                graph.next(node).forEach(todo::push);
                if (node.type().isScope()) {
                    graph.starts(node.id()).forEach(todo::push);
                } else if (node.outgoing().isEmpty() && node.scope() != null) {
                    graph.node(node.scope())
                            .ifPresent(scope -> graph.next(scope).forEach(todo::push));
                }
            }
        }
        return false;
    }

    private static void calls(Models models, ProcessGraph old, ProcessGraph graph, Findings findings) {
        for (Node node : graph.nodes().values()) {
            Optional<Node> former = old.node(node.id()).filter(candidate -> candidate.is(NodeType.CALL_ACTIVITY));
            if (node.call() == null || former.isEmpty()) {
                continue;
            }
            Call call = node.call();
            Call earlier = former.get().call();
            Set<String> read = models.process(call.process())
                    .map(called -> called.reads().keySet())
                    .orElse(Set.of());
            if (call.in().stream().noneMatch(Mapping::all)) {
                Set<String> given = call.in().stream()
                        .map(Mapping::target)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
                earlier.in().stream()
                        .map(Mapping::target)
                        .filter(target -> target != null && !given.contains(target))
                        .forEach(target -> findings.on(
                                node,
                                read.contains(target) ? Severity.ERROR : Severity.WARNING,
                                "inputLost",
                                read.contains(target)
                                        ? "%s ne transmet plus « %s », que le processus « %s » lit."
                                                .formatted(node.title(), target, call.process())
                                        : "%s ne transmet plus « %s » au processus « %s » : une étape automatique peut en avoir besoin."
                                                .formatted(node.title(), target, call.process()),
                                "Remettez cette variable parmi celles que l’appel transmet."));
            }
            if (earlier.businessKey() != null && call.businessKey() == null) {
                findings.on(
                        node,
                        Severity.ERROR,
                        "businessKeyLost",
                        "%s ne transmet plus la référence du dossier au processus « %s »."
                                .formatted(node.title(), call.process()),
                        "Remettez la clé métier #{execution.processBusinessKey} dans l’appel.");
            }
        }
    }

    private static String waiting(long instances) {
        return instances == 1 ? "1 dossier attend" : number(instances) + " dossiers attendent";
    }

    private static String number(long number) {
        return "%,d".formatted(number).replace(',', '\u202f');
    }
}
