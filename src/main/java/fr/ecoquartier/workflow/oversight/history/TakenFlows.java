package fr.ecoquartier.workflow.oversight.history;

import fr.ecoquartier.oversight.history.InstanceStory.TakenFlow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/**
 * How many times each sequence flow was taken. The engine keeps no record of flows, but of every passage of an element:
 * what enters an element came over its incoming flows, what left it went over its outgoing ones. A flow that is the only
 * one not yet known of its element is what remains; repeated until nothing more can be told, this gives every flow of
 * models in which a decision leads to one flow.
 */
final class TakenFlows {

    private final Map<String, Integer> known = new LinkedHashMap<>();
    private final ToIntFunction<String> entered;
    private final ToIntFunction<String> left;

    private TakenFlows(ToIntFunction<String> entered, ToIntFunction<String> left) {
        this.entered = entered;
        this.left = left;
    }

    /**
     * @param entered how many times an element was begun
     * @param left how many times it was left by itself, not stopped from outside
     */
    static List<TakenFlow> of(
            Collection<SequenceFlow> flows, ToIntFunction<String> entered, ToIntFunction<String> left) {
        TakenFlows taken = new TakenFlows(entered, left);
        taken.solve(flows);
        return taken.known.entrySet().stream()
                .filter(flow -> flow.getValue() > 0)
                .map(flow -> new TakenFlow(flow.getKey(), flow.getValue()))
                .toList();
    }

    private void solve(Collection<SequenceFlow> flows) {
        for (SequenceFlow flow : flows) {
            if (Math.min(out(flow.getSource()), in(flow.getTarget())) == 0) {
                known.put(flow.getId(), 0);
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (SequenceFlow flow : flows) {
                if (!known.containsKey(flow.getId())) {
                    Integer times = times(flow);
                    if (times != null) {
                        known.put(flow.getId(), times);
                        more = true;
                    }
                }
            }
        }
        // what stays open: no more than either end allows, in the order of the model
        for (SequenceFlow flow : flows) {
            if (!known.containsKey(flow.getId())) {
                known.put(
                        flow.getId(),
                        Math.max(0, bounded(flow, rest(flow.getSource().getOutgoing(), out(flow.getSource())))));
            }
        }
    }

    private Integer times(SequenceFlow flow) {
        FlowNode source = flow.getSource();
        FlowNode target = flow.getTarget();
        if (splits(source)) {
            return bounded(flow, out(source));
        }
        if (last(source.getOutgoing())) {
            return bounded(flow, rest(source.getOutgoing(), out(source)));
        }
        if (last(target.getIncoming())) {
            return bounded(flow, rest(target.getIncoming(), in(target)));
        }
        return null;
    }

    /** An element that an intervention began was entered without any flow: no flow is taken more often than either end. */
    private int bounded(SequenceFlow flow, int times) {
        return Math.max(0, Math.min(times, Math.min(out(flow.getSource()), in(flow.getTarget()))));
    }

    private boolean last(Collection<SequenceFlow> side) {
        return side.stream().filter(flow -> !known.containsKey(flow.getId())).count() == 1;
    }

    private int rest(Collection<SequenceFlow> side, int whole) {
        return whole
                - side.stream()
                        .mapToInt(flow -> known.getOrDefault(flow.getId(), 0))
                        .sum();
    }

    /** A token on every outgoing flow. */
    private static boolean splits(FlowNode node) {
        return node.getElementType().getTypeName().equals("parallelGateway")
                || !node.getElementType().getTypeName().endsWith("Gateway")
                        && new ArrayList<>(node.getOutgoing())
                                .stream().noneMatch(flow -> flow.getConditionExpression() != null);
    }

    private int in(FlowNode node) {
        return entered.applyAsInt(node.getId());
    }

    private int out(FlowNode node) {
        return left.applyAsInt(node.getId());
    }
}
