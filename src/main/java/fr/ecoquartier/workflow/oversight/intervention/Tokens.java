package fr.ecoquartier.workflow.oversight.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;

/** Where an instance stands: its leaves, what is repeated as a whole, and what waits for a job. */
final class Tokens {

    static final String BODY = "#multiInstanceBody";

    /**
     * One place.
     *
     * @param element id in the model, without the suffix of a repetition
     * @param transition true when it waits before the element for a job
     * @param executions what stands there
     */
    record Standing(String id, String element, boolean transition, boolean failed, List<String> executions) {}

    private Tokens() {}

    static List<Standing> of(ActivityInstance root) {
        List<Standing> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(ActivityInstance scope, List<Standing> found) {
        for (TransitionInstance waiting : scope.getChildTransitionInstances()) {
            found.add(new Standing(
                    waiting.getId(),
                    waiting.getActivityId().replace(BODY, ""),
                    true,
                    waiting.getIncidentIds().length > 0,
                    List.of(waiting.getExecutionId())));
        }
        for (ActivityInstance child : scope.getChildActivityInstances()) {
            boolean whole = child.getActivityId().endsWith(BODY);
            boolean leaf =
                    child.getChildActivityInstances().length == 0 && child.getChildTransitionInstances().length == 0;
            if (whole || leaf) {
                List<String> executions = new ArrayList<>();
                boolean failed = executions(child, executions);
                found.add(new Standing(
                        child.getId(), child.getActivityId().replace(BODY, ""), false, failed, executions));
            } else {
                collect(child, found);
            }
        }
    }

    private static boolean executions(ActivityInstance instance, List<String> executions) {
        executions.addAll(Arrays.asList(instance.getExecutionIds()));
        boolean failed = instance.getIncidentIds().length > 0;
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            failed |= executions(child, executions);
        }
        for (TransitionInstance child : instance.getChildTransitionInstances()) {
            executions.add(child.getExecutionId());
            failed |= child.getIncidentIds().length > 0;
        }
        return failed;
    }

    /** The activity instance of a scope of the model, the instance itself for the process. */
    static Optional<ActivityInstance> scope(ActivityInstance root, String element) {
        if (root.getActivityId().equals(element)) {
            return Optional.of(root);
        }
        return Arrays.stream(root.getChildActivityInstances())
                .flatMap(child -> scope(child, element).stream())
                .findFirst();
    }
}
