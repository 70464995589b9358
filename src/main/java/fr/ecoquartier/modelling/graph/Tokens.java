package fr.ecoquartier.modelling.graph;

import fr.ecoquartier.modelling.graph.EventDefinition.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.lang.Nullable;

/**
 * The ways in which tokens can stand in one scope of a process, whatever the answers: every gateway may choose every
 * way, every activity may end or be interrupted. Sub-processes count as one step. Above a number of situations the search
 * says nothing at all.
 */
public final class Tokens {

    static final int MOST = 40_000;
    private static final long MOST_EFFORT = 2_000_000;

    /**
     * What was found.
     *
     * @param complete false when there were too many situations: nothing else is said then
     * @param doubled merges that let two tokens on at the same time
     * @param stuck join → the flows on which nothing comes while the others wait
     * @param passed joins that are passed in some situation
     */
    public record Result(boolean complete, Set<Node> doubled, Map<Node, Set<Flow>> stuck, Set<Node> passed) {}

    private final ProcessGraph graph;
    private final Set<Node> doubled = new LinkedHashSet<>();
    private final Map<Node, Set<Flow>> stuck = new LinkedHashMap<>();
    private final Set<Node> passed = new LinkedHashSet<>();
    private final Set<List<String>> seen = new HashSet<>();
    private final Deque<List<String>> open = new ArrayDeque<>();
    private final Set<String> apart = new HashSet<>();
    private long effort;

    private Tokens(ProcessGraph graph, @Nullable String scope) {
        this.graph = graph;
        for (Node node : graph.in(scope)) {
            if (node.is(NodeType.BOUNDARY_EVENT) && !node.interrupting() && isApart(node)) {
                apart.add(node.id());
            }
        }
    }

    /** Follows the tokens from each start of a scope; null is the process itself. */
    public static Result explore(ProcessGraph graph, @Nullable String scope) {
        Tokens tokens = new Tokens(graph, scope);
        boolean complete = true;
        for (Node start : graph.starts(scope)) {
            complete &= tokens.from(start);
        }
        return complete
                ? new Result(true, tokens.doubled, tokens.stuck, tokens.passed)
                : new Result(false, Set.of(), Map.of(), Set.of());
    }

    /** Whether what an event starts never meets the main way. */
    private boolean isApart(Node boundary) {
        Set<Node> region = new LinkedHashSet<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(boundary));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            if (region.add(node)) {
                graph.next(node).forEach(todo::push);
            }
        }
        return region.stream()
                .filter(node -> node != boundary)
                .allMatch(node -> !node.is(NodeType.PARALLEL_GATEWAY)
                        && !node.is(NodeType.INCLUSIVE_GATEWAY)
                        && node.incoming().stream()
                                .allMatch(flow -> region.contains(graph.nodes().get(flow.source()))));
    }

    private boolean from(Node start) {
        List<List<String>> first = outs(start, start.outgoing());
        first.forEach(tokens -> add(List.of(), tokens, start));
        while (!open.isEmpty()) {
            if (seen.size() > MOST || effort > MOST_EFFORT) {
                return false;
            }
            step(open.poll());
        }
        return true;
    }

    private void step(List<String> marking) {
        boolean moved = false;
        for (String token : new LinkedHashSet<>(marking)) {
            if (effort > MOST_EFFORT) {
                return;
            }
            Flow flow = graph.flows().get(token);
            Node node = graph.nodes().get(flow.target());
            if (node == null) {
                continue;
            }
            if (node.is(NodeType.PARALLEL_GATEWAY) && node.incoming().size() > 1) {
                List<String> needed = node.incoming().stream().map(Flow::id).toList();
                if (marking.containsAll(needed)) {
                    moved = true;
                    passed.add(node);
                    fire(marking, needed, node);
                }
            } else if (node.is(NodeType.INCLUSIVE_GATEWAY) && node.incoming().size() > 1) {
                if (nothingElseComes(marking, node)) {
                    moved = true;
                    List<String> there = node.incoming().stream()
                            .map(Flow::id)
                            .filter(marking::contains)
                            .toList();
                    fire(marking, there, node);
                }
            } else {
                moved = true;
                fire(marking, List.of(token), node);
            }
        }
        if (!moved) {
            for (String token : marking) {
                Node join = graph.nodes().get(graph.flows().get(token).target());
                if (join != null) {
                    join.incoming().stream()
                            .filter(flow -> !marking.contains(flow.id()))
                            .forEach(flow -> stuck.computeIfAbsent(join, key -> new LinkedHashSet<>())
                                    .add(flow));
                }
            }
        }
    }

    private void fire(List<String> marking, List<String> consumed, Node node) {
        List<String> rest = new ArrayList<>(marking);
        consumed.forEach(rest::remove);
        if (node.is(NodeType.END_EVENT)) {
            Kind kind = node.event().kind();
            add(
                    kind == Kind.TERMINATE || kind == Kind.ERROR || kind == Kind.CANCEL ? List.of() : rest,
                    List.of(),
                    node);
            return;
        }
        if (node.is(NodeType.THROW_EVENT) && node.event().is(Kind.LINK)) {
            graph.nodes().values().stream()
                    .filter(target ->
                            target.is(NodeType.CATCH_EVENT) && target.event().equals(node.event()))
                    .forEach(target -> outs(target, target.outgoing()).forEach(made -> add(rest, made, target)));
            return;
        }
        if (node.is(NodeType.EVENT_GATEWAY)) {
            for (Flow flow : node.outgoing()) {
                Node event = graph.nodes().get(flow.target());
                if (event != null) {
                    outs(event, event.outgoing()).forEach(made -> add(rest, made, event));
                }
            }
            return;
        }
        List<Node> boundaries = graph.boundaries(node.id());
        List<String> beside = new ArrayList<>();
        boundaries.stream()
                .filter(boundary -> !boundary.interrupting() && !apart.contains(boundary.id()))
                .forEach(boundary -> boundary.outgoing().forEach(flow -> beside.add(flow.id())));
        for (List<String> made : outs(node, node.outgoing())) {
            add(rest, made, node);
            if (!beside.isEmpty()) {
                List<String> more = new ArrayList<>(made);
                more.addAll(beside);
                add(rest, more, node);
            }
        }
        for (Node boundary : boundaries) {
            if (boundary.interrupting()) {
                outs(boundary, boundary.outgoing()).forEach(made -> add(rest, made, boundary));
            }
        }
    }

    /** The sets of flows by which a node can be left. */
    private static List<List<String>> outs(Node node, List<Flow> outgoing) {
        List<String> all = outgoing.stream().map(Flow::id).toList();
        if (all.size() <= 1) {
            return List.of(all);
        }
        if (node.is(NodeType.EXCLUSIVE_GATEWAY) || node.is(NodeType.COMPLEX_GATEWAY)) {
            return all.stream().map(List::of).toList();
        }
        List<String> always = node.is(NodeType.PARALLEL_GATEWAY)
                ? all
                : outgoing.stream()
                        .filter(flow -> flow.condition() == null && !flow.id().equals(node.defaultFlow()))
                        .map(Flow::id)
                        .toList();
        if (always.size() == all.size()) {
            return List.of(all);
        }
        Set<List<String>> ways = new LinkedHashSet<>();
        for (Flow flow : outgoing) {
            if (!always.contains(flow.id())) {
                List<String> way = new ArrayList<>(always);
                way.add(flow.id());
                ways.add(way);
            }
        }
        ways.add(all.stream().filter(flow -> !flow.equals(node.defaultFlow())).toList());
        if (!always.isEmpty()) {
            ways.add(always);
        }
        return List.copyOf(ways);
    }

    private boolean nothingElseComes(List<String> marking, Node join) {
        Set<Node> reached = new HashSet<>();
        Deque<Node> todo = new ArrayDeque<>();
        for (String token : marking) {
            Node target = graph.nodes().get(graph.flows().get(token).target());
            if (target != null && target != join) {
                todo.push(target);
            }
        }
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            effort++;
            if (node == join) {
                return false;
            }
            if (reached.add(node)) {
                graph.next(node).forEach(todo::push);
            }
        }
        return true;
    }

    private void add(List<String> rest, List<String> made, Node by) {
        effort += rest.size() + made.size();
        List<String> next = new ArrayList<>(rest);
        for (String token : made) {
            if (next.contains(token)) {
                doubled.add(by);
                return;
            }
            next.add(token);
        }
        Collections.sort(next);
        if (seen.add(next)) {
            open.add(next);
        }
    }
}
