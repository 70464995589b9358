package fr.ecoquartier.workflow.oversight.history;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.history.InstanceStories;
import fr.ecoquartier.oversight.history.InstanceStory;
import fr.ecoquartier.oversight.history.InstanceStory.Link;
import fr.ecoquartier.oversight.history.InstanceStory.Passage;
import fr.ecoquartier.oversight.history.InstanceStory.TakenFlow;
import fr.ecoquartier.oversight.history.InstanceStory.TaskLine;
import fr.ecoquartier.oversight.history.InstanceStory.Variable;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.oversight.Models;
import fr.ecoquartier.workflow.oversight.People;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Service;

/** Tells the story of an instance from the engine's history, finished or running. */
@Service
class EngineInstanceStories implements InstanceStories {

    private static final String BODY = "#multiInstanceBody";

    private final HistoryService history;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final FinishedInstances finished;
    private final Dossiers dossiers;
    private final Evaluations evaluations;
    private final People people;
    private final Models models;
    private final OnBehalf onBehalf;
    private final Clock clock;

    EngineInstanceStories(
            HistoryService history,
            RuntimeService runtime,
            RepositoryService repository,
            FinishedInstances finished,
            Dossiers dossiers,
            Evaluations evaluations,
            People people,
            Models models,
            OnBehalf onBehalf,
            Clock clock) {
        this.history = history;
        this.runtime = runtime;
        this.repository = repository;
        this.finished = finished;
        this.dossiers = dossiers;
        this.evaluations = evaluations;
        this.people = people;
        this.models = models;
        this.onBehalf = onBehalf;
        this.clock = clock;
    }

    @Override
    public Optional<InstanceStory> find(String instanceId) {
        return onBehalf.of(Actor.system().id(), () -> instance(instanceId).map(this::story));
    }

    @Override
    public Optional<String> diagram(String instanceId) {
        return onBehalf.of(
                Actor.system().id(), () -> instance(instanceId).map(found -> xml(found.getProcessDefinitionId())));
    }

    private Optional<HistoricProcessInstance> instance(String id) {
        return Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult());
    }

    private String xml(String definitionId) {
        try (InputStream file = repository.getProcessModel(definitionId)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InstanceStory story(HistoricProcessInstance instance) {
        String id = instance.getId();
        BpmnModelInstance model = models.model(instance.getProcessDefinitionId());
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(id)
                .orderPartiallyByOccurrence()
                .asc()
                .unlimitedList();
        ProcessInstance running = instance.getEndTime() == null
                ? runtime.createProcessInstanceQuery().processInstanceId(id).singleResult()
                : null;
        Optional<DossierSummary> dossier =
                Optional.ofNullable(instance.getBusinessKey()).flatMap(dossiers::find);
        return new InstanceStory(
                id,
                instance.getProcessDefinitionKey(),
                name(instance),
                instance.getProcessDefinitionVersion(),
                instance.getProcessDefinitionId(),
                instance.getBusinessKey(),
                dossier.map(DossierSummary::authorityName).orElse(null),
                dossier.isPresent(),
                instance.getStartTime().toInstant(),
                instant(instance.getEndTime()),
                end(instance),
                running != null && running.isSuspended(),
                running == null
                        ? 0
                        : (int) runtime.createIncidentQuery()
                                .processInstanceId(id)
                                .count(),
                passages(activities, model),
                flows(activities, model),
                variables(id, activities, model),
                tasks(id),
                caller(instance),
                called(id, activities, model),
                evaluations.of(id, instance.getBusinessKey(), model));
    }

    private String end(HistoricProcessInstance instance) {
        if (instance.getEndTime() == null) {
            return null;
        }
        Optional<FinishedInstance> line = finished.find(instance.getId());
        if (!line.map(FinishedInstance::completed).orElse("COMPLETED".equals(instance.getState()))) {
            return "Arrêté avant la fin";
        }
        return line.map(FinishedInstance::endName).orElse("Terminé");
    }

    private List<Passage> passages(List<HistoricActivityInstance> activities, BpmnModelInstance model) {
        Map<String, List<HistoricActivityInstance>> byElement = activities.stream()
                .filter(activity -> !activity.getActivityId().endsWith(BODY))
                .collect(Collectors.groupingBy(
                        HistoricActivityInstance::getActivityId, LinkedHashMap::new, Collectors.toList()));
        Instant now = clock.instant();
        return byElement.entrySet().stream()
                .map(entry -> passage(entry.getKey(), entry.getValue(), model, now))
                .toList();
    }

    private static Passage passage(
            String element, List<HistoricActivityInstance> passages, BpmnModelInstance model, Instant now) {
        return new Passage(
                element,
                Models.name(model, element),
                Models.kind(model, element),
                passages.size(),
                (int) passages.stream()
                        .filter(each -> each.getEndTime() == null)
                        .count(),
                (int) passages.stream()
                        .filter(HistoricActivityInstance::isCanceled)
                        .count(),
                passages.get(0).getStartTime().toInstant(),
                passages.stream()
                        .map(HistoricActivityInstance::getEndTime)
                        .filter(java.util.Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .map(Date::toInstant)
                        .orElse(null),
                passages.stream()
                        .mapToLong(each -> Duration.between(
                                        each.getStartTime().toInstant(),
                                        each.getEndTime() == null
                                                ? now
                                                : each.getEndTime().toInstant())
                                .toSeconds())
                        .sum());
    }

    private static List<TakenFlow> flows(List<HistoricActivityInstance> activities, BpmnModelInstance model) {
        Map<String, List<HistoricActivityInstance>> byElement =
                activities.stream().collect(Collectors.groupingBy(HistoricActivityInstance::getActivityId));
        ToIntFunction<String> entered =
                element -> passagesOf(byElement, element).size();
        ToIntFunction<String> left = element -> (int) passagesOf(byElement, element).stream()
                .filter(each -> each.getEndTime() != null)
                .filter(each -> !each.isCanceled() || "eventBasedGateway".equals(each.getActivityType()))
                .count();
        return TakenFlows.of(model.getModelElementsByType(SequenceFlow.class), entered, left);
    }

    /** What is repeated is entered and left once, by its body. */
    private static List<HistoricActivityInstance> passagesOf(
            Map<String, List<HistoricActivityInstance>> byElement, String element) {
        List<HistoricActivityInstance> bodies = byElement.get(element + BODY);
        return bodies != null ? bodies : byElement.getOrDefault(element, List.of());
    }

    private List<Variable> variables(String id, List<HistoricActivityInstance> activities, BpmnModelInstance model) {
        Map<String, String> scopes = activities.stream()
                .collect(Collectors.toMap(
                        HistoricActivityInstance::getId,
                        activity -> Models.name(model, activity.getActivityId()),
                        (one, other) -> one));
        return history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(id)
                .disableCustomObjectDeserialization()
                .orderByVariableName()
                .asc()
                .unlimitedList()
                .stream()
                .map(variable -> variable(variable, id, scopes))
                .sorted(Comparator.comparing((Variable v) -> v.scope() != null).thenComparing(Variable::label))
                .toList();
    }

    private static Variable variable(HistoricVariableInstance variable, String instance, Map<String, String> scopes) {
        TypedValue value = variable.getErrorMessage() == null ? variable.getTypedValue() : null;
        String scope = variable.getActivityInstanceId();
        return new Variable(
                variable.getName(),
                VariableTexts.label(variable.getName()),
                scope == null || scope.equals(instance) ? null : scopes.getOrDefault(scope, scope),
                VariableTexts.type(variable.getTypeName()),
                VariableTexts.text(variable.getName(), value),
                VariableTexts.structured(value));
    }

    private List<TaskLine> tasks(String id) {
        Instant now = clock.instant();
        return history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(id)
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .unlimitedList()
                .stream()
                .map(task -> line(task, now))
                .toList();
    }

    private TaskLine line(HistoricTaskInstance task, Instant now) {
        Instant ended = instant(task.getEndTime());
        Instant due = instant(task.getDueDate());
        boolean completed = ended != null && "completed".equals(task.getDeleteReason());
        boolean open = ended == null;
        return new TaskLine(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                open
                        ? task.getAssignee() == null ? "À prendre en charge" : "En cours"
                        : completed ? "Traitée" : "Arrêtée avant la fin",
                task.getAssignee() == null ? null : people.name(task.getAssignee()),
                task.getStartTime().toInstant(),
                task.getAssignee() == null ? null : claimed(task),
                ended,
                due,
                due != null && due.isBefore(open ? now : ended) && (open || completed));
    }

    /** When the person who has or did the task took it. */
    private Instant claimed(HistoricTaskInstance task) {
        return history
                .createHistoricIdentityLinkLogQuery()
                .taskId(task.getId())
                .type(IdentityLinkType.ASSIGNEE)
                .userId(task.getAssignee())
                .operationType("add")
                .list()
                .stream()
                .map(HistoricIdentityLinkLog::getTime)
                .max(Comparator.naturalOrder())
                .map(Date::toInstant)
                .orElse(null);
    }

    private Link caller(HistoricProcessInstance instance) {
        return Optional.ofNullable(instance.getSuperProcessInstanceId())
                .flatMap(this::instance)
                .map(caller -> link(caller, null))
                .orElse(null);
    }

    private List<Link> called(String id, Collection<HistoricActivityInstance> activities, BpmnModelInstance model) {
        Map<String, String> elements = activities.stream()
                .filter(activity -> activity.getCalledProcessInstanceId() != null)
                .collect(Collectors.toMap(
                        HistoricActivityInstance::getCalledProcessInstanceId,
                        activity -> Models.name(model, activity.getActivityId()),
                        (one, other) -> one));
        return history
                .createHistoricProcessInstanceQuery()
                .superProcessInstanceId(id)
                .orderByProcessInstanceStartTime()
                .asc()
                .unlimitedList()
                .stream()
                .map(called -> link(called, elements.get(called.getId())))
                .toList();
    }

    private static Link link(HistoricProcessInstance instance, String element) {
        return new Link(
                instance.getId(),
                name(instance),
                instance.getProcessDefinitionVersion(),
                instance.getStartTime().toInstant(),
                instant(instance.getEndTime()),
                element);
    }

    private static String name(HistoricProcessInstance instance) {
        String name = instance.getProcessDefinitionName();
        return name == null || name.isBlank() ? instance.getProcessDefinitionKey() : name;
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
