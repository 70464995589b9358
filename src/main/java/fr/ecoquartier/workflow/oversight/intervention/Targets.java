package fr.ecoquartier.workflow.oversight.intervention;

import fr.ecoquartier.oversight.intervention.ProcessState.Target;
import fr.ecoquartier.workflow.oversight.Models;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Where a token may be put in a model: an element that can be begun by itself, in the scope where the token is or one
 * around it. Not a start, not an end (a stage ends by what people decide), not a gateway (it would
 * decide by an earlier answer, or wait for others), not an event that is attached or that competes with another, not the
 * opening or closing of a stage.
 */
final class Targets {

    private static final Set<String> STAGE_FRAME = Set.of("${stageOpening}", "${stageClosing}");

    private Targets() {}

    /** The elements that may be begun from where a token stands; null stands for an instance that has no token yet. */
    static List<Target> of(BpmnModelInstance model, String from, Predicate<FlowNode> wanted) {
        ModelElementInstance start = from == null ? null : model.getModelElementById(from);
        return model.getModelElementsByType(FlowNode.class).stream()
                .filter(node -> !node.getId().equals(from))
                .filter(Targets::beginsByItself)
                .filter(node -> start == null
                        ? !(node.getParentElement() instanceof SubProcess)
                        : around(start, node.getParentElement()))
                .filter(wanted)
                .map(node -> new Target(node.getId(), Models.name(node), Models.kind(node)))
                .sorted(Comparator.comparing(
                                (Target target) -> !(model.getModelElementById(target.element()) instanceof Activity))
                        .thenComparing(Target::name))
                .toList();
    }

    private static boolean beginsByItself(FlowNode node) {
        if (node instanceof StartEvent || node instanceof EndEvent || node instanceof BoundaryEvent) {
            return false;
        }
        if (node instanceof SubProcess sub && sub.triggeredByEvent()) {
            return false;
        }
        if (node instanceof Activity activity && activity.isForCompensation()) {
            return false;
        }
        if (node instanceof ServiceTask task
                && STAGE_FRAME.contains(String.valueOf(task.getCamundaDelegateExpression()))) {
            return false;
        }
        if (node instanceof Gateway && !(node instanceof EventBasedGateway)) {
            return false;
        }
        return node.getIncoming().stream().noneMatch(flow -> flow.getSource() instanceof EventBasedGateway);
    }

    /** Whether the token stands in this scope or deeper. */
    private static boolean around(ModelElementInstance token, ModelElementInstance scope) {
        for (ModelElementInstance each = token.getParentElement(); each != null; each = each.getParentElement()) {
            if (each.equals(scope)) {
                return true;
            }
        }
        return false;
    }
}
