package fr.ecoquartier.modelling.replay;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.graph.Expression;
import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Mapping;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.Value;
import fr.ecoquartier.modelling.replay.Outcome.Kind;
import fr.ecoquartier.modelling.replay.RecordedPath.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.lang.Nullable;

/**
 * Follows a finished dossier through a new model: tokens move over the new graph, and every element answers as history
 * says it answered. Nothing is started, no delegate is called. What both models have is compared step by step; what the
 * new model adds is passed as if it changed nothing; the first point where the ways part ends the simulation.
 */
final class PathSimulator {

    private static final int MOST_STEPS = 20_000;

    private final ProcessGraph graph;
    private final ProcessGraph old;
    private final History history;
    private final Set<String> added = new LinkedHashSet<>();
    /** Variables that the new model sets otherwise than history did. */
    private final Map<String, Value> changed = new HashMap<>();

    private final Set<String> followed = new HashSet<>();

    private int steps;

    private PathSimulator(ProcessGraph graph, ProcessGraph old, RecordedPath path) {
        this.graph = graph;
        this.old = old;
        this.history = new History(old, path);
    }

    /**
     * @param graph the new model
     * @param old the model that the path ran on
     */
    static Outcome simulate(ProcessGraph graph, ProcessGraph old, RecordedPath path) {
        PathSimulator simulator = new PathSimulator(graph, old, path);
        try {
            simulator.scope(null, path.instance());
            simulator.allFollowed();
        } catch (Parted parted) {
            Outcome outcome = parted.outcome;
            return new Outcome(
                    outcome.kind(),
                    outcome.element(),
                    outcome.recorded(),
                    outcome.now(),
                    Wording.typeset(outcome.reason()),
                    List.copyOf(simulator.added));
        }
        if (simulator.added.isEmpty()) {
            return new Outcome(Kind.SAME, null, null, null, "Le dossier aurait suivi le même chemin.", List.of());
        }
        return new Outcome(
                Kind.ADDED, null, null, null, Wording.typeset(simulator.addition()), List.copyOf(simulator.added));
    }

    private String addition() {
        List<String> names = added.stream()
                .map(id -> graph.nodes().get(id))
                .map(node -> node.is(NodeType.USER_TASK)
                        ? "une nouvelle tâche s’ajoute, " + node.title()
                        : "une nouvelle étape s’ajoute, " + node.title())
                .toList();
        String text = String.join(" ; ", names);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** Ends the simulation. */
    private static final class Parted extends RuntimeException {

        private final transient Outcome outcome;

        Parted(Kind kind, @Nullable String element, @Nullable String recorded, @Nullable String now, String reason) {
            super(reason, null, false, false);
            outcome = new Outcome(kind, element, recorded, now, reason, List.of());
        }
    }

    /**
     * On its way to a node.
     *
     * @param expected the passage that history has next on this way, null when history never went this way
     * @param from last element that both models have
     * @param at how much of history it has seen
     */
    private record Token(
            Node node, @Nullable Visit expected, @Nullable Node from, long at) {}

    /** Runs a scope of the new model beside the passage of it in history. */
    private void scope(@Nullable String scope, String parent) {
        Visit first = history.first(parent);
        List<Node> starts = graph.starts(scope);
        Optional<Node> start = first == null
                ? Optional.empty()
                : starts.stream()
                        .filter(node -> node.id().equals(first.activity()))
                        .findFirst()
                        .or(() -> starts.stream().findFirst());
        if (scope == null && start.isEmpty()) {
            throw new Parted(
                    Kind.UNKNOWN, null, null, null, "Le dossier n’a pas commencé par le début de ce processus.");
        }
        if (start.isPresent()) {
            run(parent, new Token(start.get(), first, null, first.counter()));
        }
        for (Visit visit : history.eventSubProcesses(parent)) {
            Node node = graph.nodes().get(visit.activity());
            if (node == null || !node.byEvent()) {
                throw new Parted(
                        Kind.MISSING,
                        visit.activity(),
                        visit.activity(),
                        null,
                        "%s a eu lieu ; le nouveau modèle n’y réagit plus.".formatted(oldTitle(visit.activity())));
            }
            followed.add(visit.id());
            history.runs(visit).forEach(inner -> scope(node.id(), inner.id()));
        }
    }

    /** Work that history has, but not at the end of any way through the model: somebody moved the dossier by hand. */
    private void allFollowed() {
        Set<String> bodies = new HashSet<>();
        for (Visit visit : history.path().visits()) {
            if (visit.body()) {
                bodies.add(visit.id());
            }
        }
        for (Visit visit : history.path().visits()) {
            boolean work = old.node(visit.activity())
                    .filter(node -> node.type().isActivity() || node.is(NodeType.CATCH_EVENT))
                    .isPresent();
            if (work && !bodies.contains(visit.parent()) && !followed.contains(visit.id())) {
                throw new Parted(
                        Kind.UNKNOWN,
                        visit.activity(),
                        visit.activity(),
                        null,
                        "Le dossier est passé par %s sans que le modèle l’y mène, par une intervention ou une migration : la suite ne se compare pas."
                                .formatted(oldTitle(visit.activity())));
            }
        }
    }

    private void run(String parent, Token first) {
        List<Token> tokens = new ArrayList<>(List.of(first));
        Map<String, List<Token>> joins = new HashMap<>();
        while (!tokens.isEmpty()) {
            if (++steps > MOST_STEPS) {
                throw new Parted(
                        Kind.BLOCKED,
                        tokens.get(0).node().id(),
                        null,
                        tokens.get(0).node().id(),
                        "Le dossier tournerait sans fin en passant par %s."
                                .formatted(tokens.get(0).node().title()));
            }
            Token token = tokens.stream()
                    .min(Comparator.comparingLong(candidate -> candidate.expected() == null
                            ? Long.MAX_VALUE
                            : candidate.expected().counter()))
                    .orElseThrow();
            tokens.remove(token);
            tokens.addAll(step(parent, token, joins));
        }
        joins.forEach((id, waiting) -> {
            boolean went = waiting.stream()
                    .anyMatch(token -> token.expected() != null
                            && !history.after(token.expected()).isEmpty());
            if (went) {
                throw new Parted(
                        Kind.BLOCKED,
                        id,
                        history.after(waiting.get(waiting.size() - 1).expected()).stream()
                                .findFirst()
                                .map(Visit::activity)
                                .orElse(null),
                        id,
                        "Le dossier resterait bloqué en %s, qui attend un chemin que rien ne suit."
                                .formatted(graph.nodes().get(id).title()));
            }
        });
    }

    private List<Token> step(String parent, Token token, Map<String, List<Token>> joins) {
        Node node = token.node();
        if (old.node(node.id()).isEmpty()) {
            return pass(parent, token, joins);
        }
        Visit visit = skipped(token.expected(), node.id());
        if (visit == null) {
            throw elsewhere(token, node);
        }
        for (Visit border : history.borders(visit)) {
            Node event = graph.nodes().get(border.activity());
            boolean interrupts = old.nodes().get(border.activity()).interrupting();
            boolean there = event != null && node.id().equals(event.attachedTo());
            if (interrupts && !there) {
                throw new Parted(
                        Kind.MISSING,
                        node.id(),
                        border.activity(),
                        null,
                        "%s avait interrompu %s ; le nouveau modèle n’y réagit plus."
                                .formatted(oldTitle(border.activity()), node.title()));
            }
        }
        followed.add(visit.id());
        if (node.type().isScope() && !node.byEvent()) {
            history.runs(visit).forEach(inner -> scope(node.id(), inner.id()));
        }
        settle(node, visit, parent);
        long at = Math.max(token.at(), history.end(visit));
        List<Token> next = new ArrayList<>();
        boolean interrupted = false;
        for (Visit border : history.borders(visit)) {
            Node event = graph.nodes().get(border.activity());
            if (event != null && node.id().equals(event.attachedTo())) {
                next.add(new Token(event, border, node, at));
            }
            interrupted |= old.nodes().get(border.activity()).interrupting();
        }
        // the engine ends the wait for one of several events as if it were interrupted, whichever comes
        if (interrupted || visit.cancelled() && !node.is(NodeType.EVENT_GATEWAY)) {
            return next;
        }
        if (waitsForOthers(node)) {
            List<Token> waiting = joins.computeIfAbsent(node.id(), key -> new ArrayList<>());
            waiting.add(new Token(node, visit, node, at));
            if (waiting.size() < node.incoming().size()) {
                return next;
            }
            Token last = waiting.stream()
                    .max(Comparator.comparingLong(other -> other.expected().counter()))
                    .orElseThrow();
            joins.remove(node.id());
            visit = last.expected();
        }
        next.addAll(leave(parent, node, visit, history.after(visit), node, at));
        return next;
    }

    private static boolean waitsForOthers(Node node) {
        return node.is(NodeType.PARALLEL_GATEWAY) && node.incoming().size() > 1;
    }

    /** The recorded passage of a node, when what history has before it is gone and was no work. */
    @Nullable
    private Visit skipped(@Nullable Visit expected, String node) {
        Visit visit = expected;
        Set<String> seen = new HashSet<>();
        while (visit != null && !visit.activity().equals(node)) {
            Optional<Node> former = old.node(visit.activity());
            boolean gone = graph.node(visit.activity()).isEmpty();
            if (!gone || !seen.add(visit.id()) || former.isEmpty()) {
                return null;
            }
            if (former.get().type().isActivity() || former.get().is(NodeType.CATCH_EVENT)) {
                Visit after = history.after(visit).stream().findFirst().orElse(null);
                if (skipped(after, node) == null) {
                    return null;
                }
                throw new Parted(
                        Kind.MISSING,
                        visit.activity(),
                        visit.activity(),
                        node,
                        "%s, par où le dossier est passé, n’est plus dans le modèle : il irait directement à %s."
                                .formatted(
                                        former.get().title(),
                                        graph.nodes().get(node).title()));
            }
            visit = history.after(visit).stream().findFirst().orElse(null);
        }
        return visit;
    }

    private Parted elsewhere(Token token, Node node) {
        String from = token.from() == null ? "le début" : token.from().title();
        String element = token.from() == null ? node.id() : token.from().id();
        Visit expected = token.expected();
        if (expected == null) {
            return new Parted(
                    Kind.OTHER_BRANCH,
                    element,
                    null,
                    node.id(),
                    "Après %s, le nouveau modèle ferait aussi passer le dossier par %s.".formatted(from, node.title()));
        }
        if (graph.node(expected.activity()).isEmpty()) {
            return new Parted(
                    Kind.MISSING,
                    element,
                    expected.activity(),
                    node.id(),
                    "Après %s, le dossier est allé à %s, qui n’est plus dans le modèle : il irait à %s."
                            .formatted(from, oldTitle(expected.activity()), node.title()));
        }
        return new Parted(
                Kind.OTHER_BRANCH,
                element,
                expected.activity(),
                node.id(),
                "Après %s, le dossier est allé à %s ; le nouveau modèle l’enverrait à %s."
                        .formatted(from, oldTitle(expected.activity()), node.title()));
    }

    /** An element that only the new model has. */
    private List<Token> pass(String parent, Token token, Map<String, List<Token>> joins) {
        Node node = token.node();
        if (node.is(NodeType.END_EVENT)) {
            Visit expected = token.expected();
            if (expected == null || token.from() == null) {
                return List.of();
            }
            throw new Parted(
                    Kind.OTHER_BRANCH,
                    token.from().id(),
                    expected.activity(),
                    node.id(),
                    "Après %s, le dossier est allé à %s ; le nouveau modèle le ferait finir par %s."
                            .formatted(token.from().title(), oldTitle(expected.activity()), node.title()));
        }
        if (node.is(NodeType.EVENT_GATEWAY)) {
            throw unknown(
                    token.from(),
                    node,
                    token.expected(),
                    "%s est nouveau : on ne peut pas dire quel événement serait venu d’abord.".formatted(node.title()));
        }
        if (node.type().isActivity() || node.is(NodeType.CATCH_EVENT)) {
            added.add(node.id());
            given(node, parent, token.at());
        }
        if (node.type().isScope()) {
            throw unknown(
                    token.from(),
                    node,
                    token.expected(),
                    "%s est un nouveau sous-processus : rien n’est enregistré de ce qui s’y passerait."
                            .formatted(node.title()));
        }
        if (waitsForOthers(node)) {
            List<Token> waiting = joins.computeIfAbsent(node.id(), key -> new ArrayList<>());
            waiting.add(token);
            if (waiting.size() < node.incoming().size()) {
                return List.of();
            }
            joins.remove(node.id());
        }
        List<Visit> next = token.expected() == null ? List.of() : List.of(token.expected());
        return leave(parent, node, null, next, token.from(), token.at());
    }

    /** Moves on along the flows that the answers choose. */
    private List<Token> leave(
            String parent, Node node, @Nullable Visit visit, List<Visit> recorded, @Nullable Node from, long at) {
        List<Flow> chosen = choose(parent, node, visit, recorded, from, at);
        if (node.is(NodeType.EVENT_GATEWAY)) {
            Visit came = recorded.stream().findFirst().orElse(null);
            if (came == null) {
                return List.of();
            }
            chosen = node.outgoing().stream()
                    .filter(flow -> flow.target().equals(came.activity()))
                    .toList();
            if (chosen.isEmpty()) {
                throw new Parted(
                        Kind.MISSING,
                        node.id(),
                        came.activity(),
                        null,
                        "En %s, %s est venu ; le nouveau modèle ne l’attend plus."
                                .formatted(node.title(), oldTitle(came.activity())));
            }
        }
        boolean goesOn = !recorded.isEmpty()
                || visit == null
                || old.node(visit.activity())
                        .filter(former -> former.outgoing().isEmpty())
                        .isPresent();
        if (!goesOn) {
            return List.of(); // interrupted or ended from outside right after
        }
        if (chosen.isEmpty()) {
            if (recorded.isEmpty() || node.outgoing().isEmpty() && node.is(NodeType.END_EVENT)) {
                return List.of();
            }
            throw new Parted(
                    Kind.OTHER_BRANCH,
                    node.id(),
                    recorded.get(0).activity(),
                    null,
                    "Après %s, le dossier est allé à %s ; le nouveau modèle s’arrête là."
                            .formatted(node.title(), oldTitle(recorded.get(0).activity())));
        }
        return assign(chosen, recorded, node, from, at);
    }

    /** Gives each chosen flow the passage that history has on it. */
    private List<Token> assign(List<Flow> chosen, List<Visit> recorded, Node node, @Nullable Node from, long at) {
        List<Visit> left = new ArrayList<>(recorded);
        Map<Flow, Visit> matched = new HashMap<>();
        for (Flow flow : chosen) {
            left.stream()
                    .filter(visit -> visit.activity().equals(flow.target()))
                    .findFirst()
                    .ifPresent(visit -> {
                        matched.put(flow, visit);
                        left.remove(visit);
                    });
        }
        List<Token> tokens = new ArrayList<>();
        for (Flow flow : chosen) {
            Visit visit = matched.get(flow);
            if (visit == null && !left.isEmpty()) {
                visit = left.remove(0);
            }
            Node target = graph.nodes().get(flow.target());
            if (target != null) {
                tokens.add(new Token(target, visit, from, at));
            }
        }
        if (!left.isEmpty()) {
            Visit lost = left.get(0);
            throw new Parted(
                    graph.node(lost.activity()).isEmpty() ? Kind.MISSING : Kind.OTHER_BRANCH,
                    node.id(),
                    lost.activity(),
                    null,
                    "Après %s, le dossier est aussi passé par %s ; le nouveau modèle ne l’y mène plus."
                            .formatted(node.title(), oldTitle(lost.activity())));
        }
        return tokens;
    }

    private List<Flow> choose(
            String parent, Node node, @Nullable Visit visit, List<Visit> recorded, @Nullable Node from, long at) {
        boolean exclusive = node.is(NodeType.EXCLUSIVE_GATEWAY);
        if (node.is(NodeType.PARALLEL_GATEWAY)
                || node.is(NodeType.EVENT_GATEWAY)
                || exclusive
                        && node.outgoing().size() == 1
                        && node.outgoing().get(0).condition() == null) {
            return node.outgoing();
        }
        List<Flow> chosen = new ArrayList<>();
        for (Flow flow : node.outgoing()) {
            if (flow.id().equals(node.defaultFlow())) {
                continue;
            }
            Value value = flow.condition() == null ? Value.of(true) : answer(parent, node, flow, visit, recorded, at);
            if (!value.known()) {
                throw unknown(
                        from,
                        node,
                        recorded.stream().findFirst().orElse(null),
                        "À %s, la condition « %s » ne peut pas être évaluée : %s."
                                .formatted(node.title(), flow.condition(), value.why()));
            }
            if (value.isTrue()) {
                chosen.add(flow);
                if (exclusive) {
                    return chosen;
                }
            }
        }
        if (chosen.isEmpty() && node.defaultFlow() != null) {
            node.outgoing().stream()
                    .filter(flow -> flow.id().equals(node.defaultFlow()))
                    .forEach(chosen::add);
        }
        if (chosen.isEmpty() && node.type().isGateway() && !node.outgoing().isEmpty()) {
            throw new Parted(
                    Kind.BLOCKED,
                    node.id(),
                    recorded.stream().findFirst().map(Visit::activity).orElse(null),
                    node.id(),
                    "À %s, aucune condition ne serait vraie : le dossier resterait bloqué.".formatted(node.title()));
        }
        return chosen;
    }

    /** What a condition came to when the dossier passed, or what it comes to with the variables of that moment. */
    private Value answer(String parent, Node node, Flow flow, @Nullable Visit visit, List<Visit> recorded, long at) {
        Expression condition = Expression.of(flow.condition());
        boolean untouched = condition.variables().stream().noneMatch(changed::containsKey);
        if (visit != null && untouched && visit.activity().equals(node.id())) {
            Optional<Boolean> answered = answered(old.nodes().get(node.id()), condition, recorded);
            if (answered.isPresent()) {
                return Value.of(answered.get());
            }
        }
        return condition.evaluate(
                name -> changed.containsKey(name) ? changed.get(name) : history.variable(name, parent, at));
    }

    /** The truth of a condition of the former gateway, told by the way that was taken. */
    private static Optional<Boolean> answered(Node former, Expression condition, List<Visit> recorded) {
        if (!former.is(NodeType.EXCLUSIVE_GATEWAY) || recorded.isEmpty()) {
            return Optional.empty();
        }
        String went = recorded.get(0).activity();
        List<Flow> ways = former.outgoing().stream()
                .filter(flow -> flow.target().equals(went))
                .toList();
        if (ways.size() != 1) {
            return Optional.empty();
        }
        boolean byDefault = ways.get(0).id().equals(former.defaultFlow());
        for (Flow flow : former.outgoing()) {
            if (flow.id().equals(former.defaultFlow()) || flow.condition() == null) {
                continue;
            }
            boolean taken = flow == ways.get(0);
            if (Expression.of(flow.condition()).sameAs(condition)) {
                return Optional.of(taken);
            }
            if (taken && !byDefault) {
                return Optional.empty(); // the conditions after it were not asked
            }
        }
        return Optional.empty();
    }

    /** Notes which variables the new model's element sets otherwise than history did. */
    private void settle(Node node, Visit visit, String parent) {
        Node former = old.nodes().get(node.id());
        Set<String> set = history.setBy(visit);
        set.forEach(changed::remove);
        if (former.delegate() != null && !Objects.equals(former.delegate(), node.delegate())) {
            set.forEach(variable -> changed.put(
                    variable,
                    Value.unknown(
                            "%s ne fait plus la même chose, et « %s » en vient".formatted(node.title(), variable))));
        }
        if (node.call() != null && former.call() != null) {
            for (String variable : set) {
                Optional<Mapping> before = out(former, variable);
                Optional<Mapping> now = out(node, variable);
                if (before.isPresent() && now.isEmpty()) {
                    changed.put(variable, Value.unknown("%s ne rend plus « %s »".formatted(node.title(), variable)));
                } else if (!before.equals(now)
                        || !former.call().process().equals(node.call().process())) {
                    changed.put(
                            variable,
                            Value.unknown(
                                    "%s ne rend plus la même valeur dans « %s »".formatted(node.title(), variable)));
                }
            }
        }
        for (Mapping output : node.outputs()) {
            boolean same = former.outputs().contains(output);
            if (!same) {
                changed.put(output.target(), value(output, parent, history.end(visit)));
            }
        }
    }

    private static Optional<Mapping> out(Node node, String variable) {
        return node.call().out().stream()
                .filter(mapping -> mapping.all() || variable.equals(mapping.target()))
                .findFirst();
    }

    private void given(Node node, String parent, long at) {
        for (Mapping output : node.outputs()) {
            changed.put(output.target(), value(output, parent, at));
        }
    }

    private Value value(Mapping output, String parent, long at) {
        return Expression.of(output.expression() == null ? "" : output.expression())
                .evaluate(name -> changed.containsKey(name) ? changed.get(name) : history.variable(name, parent, at));
    }

    private static Parted unknown(@Nullable Node from, Node node, @Nullable Visit recorded, String reason) {
        return new Parted(
                Kind.UNKNOWN,
                from == null ? node.id() : from.id(),
                recorded == null ? null : recorded.activity(),
                node.id(),
                reason);
    }

    private String oldTitle(String id) {
        return old.node(id).map(Node::title).orElse(id);
    }
}
