package fr.ecoquartier.modelling.path;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** Elements that no dossier reaches, and those from which none gets out. */
@Component
class ReachRule implements CheckRule {

    private static final int MOST_IN_LOOPS = 2000;

    private final ModelCatalogue catalogue;

    ReachRule(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> found = new ArrayList<>();
        Models models = new Models(catalogue, files);
        for (ProcessGraph graph : models.changed()) {
            Findings findings = new Findings(models.file(graph));
            Set<Node> reached = reached(graph);
            unreachable(graph, reached, findings);
            deadEnds(graph, reached, findings);
            loops(graph, reached, findings);
            found.addAll(findings.found());
        }
        return found;
    }

    /** Every node that a token can reach from the starts, sub-processes included. */
    static Set<Node> reached(ProcessGraph graph) {
        Set<Node> reached = new LinkedHashSet<>();
        Deque<Node> todo = new ArrayDeque<>(graph.starts(null));
        todo.addAll(graph.eventSubProcesses(null));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            if (!reached.add(node)) {
                continue;
            }
            after(graph, node).forEach(todo::push);
            if (node.type().isScope()) {
                inside(graph, node).forEach(todo::push);
            }
        }
        return reached;
    }

    private static Collection<Node> inside(ProcessGraph graph, Node scope) {
        List<Node> inside = new ArrayList<>(graph.starts(scope.id()));
        inside.addAll(graph.eventSubProcesses(scope.id()));
        if (inside.isEmpty() || scope.is(NodeType.AD_HOC)) {
            graph.in(scope.id()).stream()
                    .filter(node -> node.incoming().isEmpty() && node.attachedTo() == null)
                    .forEach(inside::add);
        }
        return inside;
    }

    private static List<Node> after(ProcessGraph graph, Node node) {
        List<Node> after = new ArrayList<>(graph.next(node).toList());
        if (node.is(NodeType.THROW_EVENT) && node.event().is(Kind.LINK)) {
            graph.in(node.scope()).stream()
                    .filter(target ->
                            target.is(NodeType.CATCH_EVENT) && target.event().equals(node.event()))
                    .forEach(after::add);
        }
        return after;
    }

    private static void unreachable(ProcessGraph graph, Set<Node> reached, Findings findings) {
        for (Node node : graph.nodes().values()) {
            boolean outerUnreached =
                    node.scope() != null && !reached.contains(graph.nodes().get(node.scope()));
            if (!reached.contains(node) && !outerUnreached) {
                findings.on(
                        node,
                        Severity.ERROR,
                        "unreachable",
                        "Aucun chemin ne mène à %s : aucun dossier n’y passera.".formatted(node.title()),
                        node.is(NodeType.BOUNDARY_EVENT)
                                ? "Reliez d’abord l’activité qui porte cet événement, ou supprimez-les."
                                : "Reliez cet élément à ce qui le précède, ou supprimez-le.");
            }
        }
    }

    private static void deadEnds(ProcessGraph graph, Set<Node> reached, Findings findings) {
        for (Node node : reached) {
            boolean last = node.is(NodeType.END_EVENT)
                    || node.byEvent()
                    || node.is(NodeType.THROW_EVENT) && node.event().is(Kind.LINK);
            if (!last && node.outgoing().isEmpty()) {
                findings.on(
                        node,
                        node.type().isActivity() ? Severity.WARNING : Severity.ERROR,
                        "deadEnd",
                        "Rien ne suit %s : le chemin s’y arrête sans événement de fin.".formatted(node.title()),
                        "Reliez cet élément à la suite, ou à un événement de fin qui dit comment le dossier s’achève.");
            }
        }
    }

    private static void loops(ProcessGraph graph, Set<Node> reached, Findings findings) {
        Map<Node, List<Node>> before = new HashMap<>();
        Deque<Node> todo = new ArrayDeque<>();
        for (Node node : reached) {
            List<Node> after = after(graph, node);
            after.forEach(next ->
                    before.computeIfAbsent(next, key -> new ArrayList<>()).add(node));
            if (after.isEmpty()) {
                todo.push(node);
            }
        }
        Set<Node> ending = new HashSet<>();
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            if (ending.add(node)) {
                before.getOrDefault(node, List.of()).forEach(todo::push);
            }
        }
        for (Node node : reached) {
            if (!ending.contains(node)) {
                findings.on(
                        node,
                        Severity.ERROR,
                        "endless",
                        "De %s, aucun chemin ne mène à une fin : le dossier tournerait sans fin."
                                .formatted(node.title()),
                        "Ajoutez une sortie à la boucle, vers un événement de fin.");
            }
        }
        for (List<Node> loop : loopsWithoutWait(graph, reached)) {
            if (!ending.contains(loop.get(0))) {
                continue;
            }
            boolean idle = loop.stream()
                    .allMatch(node -> node.type().isGateway()
                            || node.type().isEvent()
                                    && node.delegate() == null
                                    && node.outputs().isEmpty());
            findings.on(
                    loop.get(0),
                    idle ? Severity.ERROR : Severity.WARNING,
                    "loopWithoutWait",
                    idle
                            ? "La boucle qui passe par %s n’attend rien et ne change rien : le dossier qui y entre n’en sort plus."
                                    .formatted(loop.get(0).title())
                            : "La boucle qui passe par %s n’attend ni personne ni date : si sa condition de sortie tarde, elle tourne sans s’arrêter."
                                    .formatted(loop.get(0).title()),
                    "Placez dans la boucle une tâche, une attente ou un traitement asynchrone.");
        }
    }

    /** Loops that a token can run through without anything from outside, one per group of nodes. */
    private static List<List<Node>> loopsWithoutWait(ProcessGraph graph, Set<Node> reached) {
        List<List<Node>> loops = new ArrayList<>();
        Set<Node> told = new HashSet<>();
        Set<Node> circling = circling(graph, reached);
        if (circling.size() > MOST_IN_LOOPS) {
            return loops;
        }
        for (Node start : circling) {
            if (told.contains(start)) {
                continue;
            }
            Set<Node> forward = idle(graph, start, true);
            if (forward.contains(start)) {
                Set<Node> backward = idle(graph, start, false);
                List<Node> loop = new ArrayList<>();
                reached.stream()
                        .filter(node -> forward.contains(node) && backward.contains(node))
                        .forEach(loop::add);
                told.addAll(loop);
                loops.add(loop);
            }
        }
        return loops;
    }

    /** Nodes that wait for nothing and lie on a loop or between two. */
    private static Set<Node> circling(ProcessGraph graph, Set<Node> reached) {
        Set<Node> left = new LinkedHashSet<>();
        reached.stream().filter(node -> !node.waits() && !node.type().isScope()).forEach(left::add);
        Deque<Node> todo = new ArrayDeque<>(left);
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            boolean entered = node.incoming().stream()
                    .anyMatch(flow -> left.contains(graph.nodes().get(flow.source())));
            boolean exited = node.outgoing().stream()
                    .anyMatch(flow -> left.contains(graph.nodes().get(flow.target())));
            if ((!entered || !exited) && left.remove(node)) {
                node.incoming().forEach(flow -> again(graph.nodes().get(flow.source()), left, todo));
                node.outgoing().forEach(flow -> again(graph.nodes().get(flow.target()), left, todo));
            }
        }
        return left;
    }

    private static void again(@Nullable Node node, Set<Node> left, Deque<Node> todo) {
        if (left.contains(node)) {
            todo.push(node);
        }
    }

    private static Set<Node> idle(ProcessGraph graph, Node start, boolean forward) {
        Set<Node> found = new HashSet<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(start));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            for (Flow flow : forward ? node.outgoing() : node.incoming()) {
                Node next = graph.nodes().get(forward ? flow.target() : flow.source());
                if (next != null && !next.waits() && !next.type().isScope() && found.add(next)) {
                    todo.push(next);
                }
            }
        }
        return found;
    }
}
