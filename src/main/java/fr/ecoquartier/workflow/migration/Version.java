package fr.ecoquartier.workflow.migration;

import fr.ecoquartier.modelling.migration.ModelElement;
import fr.ecoquartier.modelling.migration.ProcessVersion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.bpmn.behavior.BoundaryEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.EventSubProcessStartEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.migration.validation.activity.MigrationActivityValidator;
import org.camunda.bpm.engine.impl.migration.validation.instruction.UpdateEventTriggersValidator;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ProcessDefinitionImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;

/** A version of a process as the engine parsed it, in the terms of people who move instances. */
final class Version {

    private static final String BODY = "#multiInstanceBody";

    private final ProcessVersion version;
    private final String deploymentId;
    private final Map<String, ActivityImpl> activities = new LinkedHashMap<>();
    private final Map<String, ActivityImpl> mappable = new LinkedHashMap<>();

    Version(
            ProcessVersion version,
            String deploymentId,
            ProcessDefinitionImpl definition,
            List<MigrationActivityValidator> validators) {
        this.version = version;
        this.deploymentId = deploymentId;
        collect(definition);
        activities.values().stream().filter(activity -> !isEvent(activity)).forEach(activity -> {
            addMappable(activity, validators);
            activities.values().stream()
                    .filter(event -> isEvent(event) && host(event).equals(activity.getId()))
                    .forEach(event -> addMappable(event, validators));
        });
        // events of the process as a whole
        activities.values().stream()
                .filter(activity -> !mappable.containsKey(activity.getId()))
                .forEach(activity -> addMappable(activity, validators));
    }

    private void collect(ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            if (!activity.getId().endsWith(BODY)) {
                activities.put(activity.getId(), activity);
            }
            collect(activity);
        }
    }

    private void addMappable(ActivityImpl activity, List<MigrationActivityValidator> validators) {
        if (validators.stream().allMatch(validator -> validator.valid(activity))) {
            mappable.put(activity.getId(), activity);
        }
    }

    ProcessVersion version() {
        return version;
    }

    String deploymentId() {
        return deploymentId;
    }

    List<ModelElement> elements() {
        return mappable.values().stream().map(this::element).toList();
    }

    Set<String> mappable() {
        return mappable.keySet();
    }

    ActivityImpl activity(String id) {
        return activities.get(id);
    }

    private ModelElement element(ActivityImpl activity) {
        return new ModelElement(
                activity.getId(),
                label(activity.getId()),
                ElementKinds.of(type(activity)),
                family(activity),
                UpdateEventTriggersValidator.definesPersistentEventTrigger(activity),
                isEvent(activity) ? host(activity) : null);
    }

    /** The element's name in quotation marks, with that of the task it is attached to; its id when it has no name. */
    String quoted(String id) {
        ActivityImpl activity = activities.get(plain(id));
        String name = activity == null || name(activity).isEmpty() ? plain(id) : name(activity);
        return "« " + name + " »" + (activity != null && isEvent(activity) ? attached(activity) : "");
    }

    /** The element's name, with that of the task it is attached to; its id when it has no name. */
    String label(String id) {
        ActivityImpl activity = activities.get(plain(id));
        String name = activity == null || name(activity).isEmpty() ? plain(id) : name(activity);
        return name + (activity != null && isEvent(activity) ? attached(activity) : "");
    }

    private String attached(ActivityImpl event) {
        ActivityImpl host = activities.get(host(event));
        return host == null || name(host).isEmpty() ? "" : " (sur « " + name(host) + " »)";
    }

    /** In which an instance waits itself, unlike a sub-process, in whose steps it waits. */
    boolean isLeaf(String id) {
        ActivityImpl activity = activities.get(id);
        return activity != null && activity.getActivities().isEmpty();
    }

    TaskDefinition task(String id) {
        ActivityImpl activity = activities.get(id);
        return activity != null && activity.getActivityBehavior() instanceof UserTaskActivityBehavior task
                ? task.getTaskDefinition()
                : null;
    }

    static String name(ActivityImpl activity) {
        return activity.getProperty("name") instanceof String name ? name.strip() : "";
    }

    static String type(ActivityImpl activity) {
        String type = activity.getProperties().get(BpmnProperties.TYPE);
        return type == null ? "" : type;
    }

    /** Only elements of one family are ever mapped onto each other: the engine asks for the same behaviour and event. */
    static String family(ActivityImpl activity) {
        String behaviour = activity.getActivityBehavior().getClass().getSimpleName();
        return isEvent(activity) ? behaviour + "/" + type(activity) : behaviour;
    }

    static boolean isEvent(ActivityImpl activity) {
        return activity.getActivityBehavior() instanceof BoundaryEventActivityBehavior
                || activity.getActivityBehavior() instanceof EventSubProcessStartEventActivityBehavior;
    }

    /** Whether an element runs several times side by side or one after the other. */
    boolean repeated(String id) {
        ActivityImpl activity = activities.get(id);
        return activity != null && activity.getFlowScope().getId().equals(id + BODY);
    }

    static String body(String id) {
        return id + BODY;
    }

    static String plain(String id) {
        return id.endsWith(BODY) ? id.substring(0, id.length() - BODY.length()) : id;
    }

    /** The element to which an event is attached; the process's id when there is none. */
    static String host(ActivityImpl event) {
        return event.getEventScope() == null ? "" : plain(event.getEventScope().getId());
    }

    /** Whether an event is the only one of its family at its host. */
    boolean alone(ActivityImpl event) {
        return activities.values().stream()
                .noneMatch(other -> other != event
                        && isEvent(other)
                        && host(other).equals(host(event))
                        && family(other).equals(family(event)));
    }

    static Set<String> before(ActivityImpl activity) {
        return outer(activity).getIncomingTransitions().stream()
                .map(flow -> plain(((TransitionImpl) flow).getSource().getId()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Set<String> after(ActivityImpl activity) {
        return outer(activity).getOutgoingTransitions().stream()
                .map(flow -> plain(((TransitionImpl) flow).getDestination().getId()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Flows of an element that is repeated begin and end at its repetition. */
    private static ActivityImpl outer(ActivityImpl activity) {
        return activity.getFlowScope() instanceof ActivityImpl scope
                        && scope.getId().equals(body(activity.getId()))
                ? scope
                : activity;
    }
}
