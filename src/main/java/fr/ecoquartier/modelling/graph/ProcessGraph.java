package fr.ecoquartier.modelling.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.lang.Nullable;

/**
 * A process as a graph.
 *
 * @param key its id
 * @param name as people read it, null when it has none
 * @param nodes by id, in the order of the file, those of sub-processes included
 * @param flows by id, in the order of the file
 * @param messages names of the messages that the file declares
 * @param errors codes of the errors that the file declares
 * @param attached activity id → its boundary events
 */
public record ProcessGraph(
        String key,
        @Nullable String name,
        Map<String, Node> nodes,
        Map<String, Flow> flows,
        Set<String> messages,
        Set<String> errors,
        Map<String, List<Node>> attached) {

    /**
     * Reads the process of a file, the first executable one when there are several.
     *
     * @throws UnreadableModel when the text is no XML, has a DOCTYPE, or holds no process
     */
    public static ProcessGraph parse(String bpmn) {
        List<ProcessGraph> all = parseAll(bpmn);
        if (all.isEmpty()) {
            throw new UnreadableModel("Le fichier ne contient aucun processus exécutable.");
        }
        return all.get(0);
    }

    /** Every executable process of a file; empty when none is. */
    public static List<ProcessGraph> parseAll(String bpmn) {
        return new GraphReader(bpmn).processes();
    }

    public Optional<Node> node(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(nodes.get(id));
    }

    /** Nodes of the process itself (null) or of a sub-process, boundary events included. */
    public List<Node> in(@Nullable String scope) {
        return nodes.values().stream()
                .filter(node -> Objects.equals(node.scope(), scope))
                .toList();
    }

    /** Boundary events of an activity. */
    public List<Node> boundaries(String activity) {
        return attached.getOrDefault(activity, List.of());
    }

    /** Event sub-processes directly in a scope. */
    public List<Node> eventSubProcesses(@Nullable String scope) {
        return in(scope).stream().filter(Node::byEvent).toList();
    }

    /** Where a token begins in a scope: start events, or activities that nothing leads to when there is none. */
    public List<Node> starts(@Nullable String scope) {
        return in(scope).stream().filter(node -> node.is(NodeType.START_EVENT)).toList();
    }

    /** The sub-processes around a node, the innermost first. */
    public List<Node> around(Node node) {
        List<Node> around = new ArrayList<>();
        for (Node outer = nodes.get(node.scope() == null ? "" : node.scope()); outer != null; ) {
            around.add(outer);
            outer = outer.scope() == null ? null : nodes.get(outer.scope());
        }
        return around;
    }

    /** The nodes that catch an event of this kind: starts, catch events, boundaries, receive tasks. */
    public List<Node> catching(EventDefinition.Kind kind) {
        return nodes.values().stream()
                .filter(node -> node.event().is(kind) && !node.is(NodeType.END_EVENT) && !node.is(NodeType.THROW_EVENT))
                .toList();
    }

    /** The nodes that emit an event of this kind. */
    public List<Node> throwing(EventDefinition.Kind kind) {
        return nodes.values().stream()
                .filter(node -> node.event().is(kind) && (node.is(NodeType.END_EVENT) || node.is(NodeType.THROW_EVENT)))
                .toList();
    }

    /** Variables that the conditions behind a node read: on its own flows when it is an exclusive gateway or activity. */
    public Set<String> readByConditions(Node node) {
        Set<String> read = new LinkedHashSet<>();
        node.outgoing().stream()
                .map(Flow::condition)
                .filter(Objects::nonNull)
                .forEach(condition -> read.addAll(Expression.variables(condition)));
        return read;
    }

    /** Variable → the nodes that read it, anywhere: conditions, timers, mappings, assignees, forms. */
    public Map<String, List<Node>> reads() {
        Map<String, List<Node>> reads = new LinkedHashMap<>();
        for (Node node : nodes.values()) {
            Set<String> variables = new LinkedHashSet<>(readByConditions(node));
            node.texts().forEach(text -> variables.addAll(Expression.variables(text)));
            if (node.call() != null) {
                node.call().in().stream()
                        .map(Mapping::source)
                        .filter(Objects::nonNull)
                        .forEach(variables::add);
            }
            variables.forEach(variable ->
                    reads.computeIfAbsent(variable, key -> new ArrayList<>()).add(node));
        }
        return reads;
    }

    /** Nodes that a token reaches from a node in one step within its scope: along flows, and by its boundary events. */
    public Stream<Node> next(Node node) {
        return Stream.concat(
                node.outgoing().stream().map(flow -> nodes.get(flow.target())).filter(Objects::nonNull),
                boundaries(node.id()).stream());
    }
}
