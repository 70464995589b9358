package fr.ecoquartier.modelling.replay;

import fr.ecoquartier.modelling.graph.Flow;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.NodeType;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.Value;
import fr.ecoquartier.modelling.replay.RecordedPath.Update;
import fr.ecoquartier.modelling.replay.RecordedPath.Visit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.lang.Nullable;

/** A recorded path, with the model that it ran on: what came after what, and what was known when. */
final class History {

    private final ProcessGraph model;
    private final RecordedPath path;
    private final Map<String, List<Visit>> within;
    private final Map<String, List<Update>> updates;
    private final Map<String, List<Update>> during;
    private final Map<String, String> parents = new HashMap<>();

    History(ProcessGraph model, RecordedPath path) {
        this.model = model;
        this.path = path;
        this.within = path.visits().stream().collect(Collectors.groupingBy(Visit::parent));
        this.updates = path.updates().stream().collect(Collectors.groupingBy(Update::variable));
        this.during = path.updates().stream().collect(Collectors.groupingBy(Update::visit));
        path.visits().forEach(visit -> parents.put(visit.id(), visit.parent()));
    }

    ProcessGraph model() {
        return model;
    }

    /** Passages directly inside another, or inside the instance. */
    List<Visit> within(String parent) {
        return within.getOrDefault(parent, List.of());
    }

    /** The passages of a sub-process: one, or one for each element that it ran for. */
    List<Visit> runs(Visit visit) {
        return visit.body() ? within(visit.id()) : List.of(visit);
    }

    /** Where the path inside a passage began. */
    @Nullable
    Visit first(String parent) {
        return within(parent).stream()
                .filter(visit -> model.node(visit.activity())
                        .filter(node -> node.is(NodeType.START_EVENT))
                        .isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Passages that came right after one along its outgoing flows; several after a fork. */
    List<Visit> after(Visit visit) {
        Optional<Node> node = model.node(visit.activity());
        if (node.isEmpty()) {
            return List.of();
        }
        List<Visit> next = new ArrayList<>();
        if (node.get().splits()) {
            for (Flow flow : node.get().outgoing()) {
                soonest(visit, Set.of(flow.target())).ifPresent(next::add);
            }
        } else {
            soonest(visit, node.get().outgoing().stream().map(Flow::target).collect(Collectors.toSet()))
                    .ifPresent(next::add);
        }
        return next;
    }

    private Optional<Visit> soonest(Visit after, Set<String> activities) {
        return within(after.parent()).stream()
                .filter(visit -> visit.counter() > after.counter() && activities.contains(visit.activity()))
                .findFirst();
    }

    /** Passages of the events on an activity's border during one passage of it. */
    List<Visit> borders(Visit visit) {
        long next = within(visit.parent()).stream()
                .filter(other ->
                        other.counter() > visit.counter() && other.activity().equals(visit.activity()))
                .mapToLong(Visit::counter)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return within(visit.parent()).stream()
                .filter(other -> other.counter() > visit.counter() && other.counter() < next)
                .filter(other -> model.node(other.activity())
                        .filter(node -> visit.activity().equals(node.attachedTo()))
                        .isPresent())
                .toList();
    }

    /** Passages of event sub-processes inside a passage or the instance. */
    List<Visit> eventSubProcesses(String parent) {
        return within(parent).stream()
                .filter(visit ->
                        model.node(visit.activity()).filter(Node::byEvent).isPresent())
                .toList();
    }

    /** When everything that a passage set was set. */
    long end(Visit visit) {
        return during.getOrDefault(visit.id(), List.of()).stream()
                .mapToLong(Update::counter)
                .reduce(visit.counter(), Math::max);
    }

    /** Variables that a passage set where others can read them. */
    Set<String> setBy(Visit visit) {
        return during.getOrDefault(visit.id(), List.of()).stream()
                .filter(update ->
                        !update.scope().equals(visit.id()) || visit.parent().equals(visit.id()))
                .map(Update::variable)
                .collect(Collectors.toSet());
    }

    /** A variable as it was seen from inside a passage or the instance at that moment. */
    Value variable(String name, String parent, long at) {
        List<Update> all = updates.getOrDefault(name, List.of());
        for (String scope = parent; scope != null; scope = parents.get(scope)) {
            Update last = null;
            for (Update update : all) {
                if (update.scope().equals(scope) && update.counter() <= at) {
                    last = update;
                }
            }
            if (last != null) {
                return Value.of(last.value());
            }
        }
        return Value.unknown("« " + name + " » n’a pas de valeur enregistrée à ce moment");
    }

    RecordedPath path() {
        return path;
    }
}
