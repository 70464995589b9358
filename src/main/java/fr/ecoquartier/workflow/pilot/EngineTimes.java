package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.pilot.functioning.DelayInForce;
import fr.ecoquartier.pilot.functioning.FirstDrafts;
import fr.ecoquartier.pilot.functioning.TaskTime;
import fr.ecoquartier.pilot.functioning.TaskTime.Ending;
import fr.ecoquartier.pilot.functioning.TaskTime.Split;
import fr.ecoquartier.pilot.functioning.TaskTimes;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.label.Delays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Times of tasks from the engine's history: creation, due date and end from the tasks; who held a task and when, from
 * the log of its assignee; the delay and the group, from the model the task was made by.
 */
@Component
class EngineTimes implements TaskTimes {

    private static final int KEYS_AT_ONCE = 200;
    private static final int TASKS_AT_ONCE = 5000;
    private static final String COMPLETED = "completed";
    private static final Pattern DELAY = Pattern.compile("delays\\.due\\('(\\w+)'\\)");

    private final HistoryService history;
    private final RepositoryService repository;
    private final OnBehalf onBehalf;
    private final FirstDrafts firstDrafts;
    private final Delays delays;
    private final JdbcClient jdbc;
    private final Map<String, Model> models = new ConcurrentHashMap<>();

    EngineTimes(
            HistoryService history,
            RepositoryService repository,
            OnBehalf onBehalf,
            FirstDrafts firstDrafts,
            Delays delays,
            JdbcClient jdbc) {
        this.history = history;
        this.repository = repository;
        this.onBehalf = onBehalf;
        this.firstDrafts = firstDrafts;
        this.delays = delays;
        this.jdbc = jdbc;
    }

    /** What a model says of its tasks; a deployed definition never changes. */
    private record Model(String name, Map<String, Step> steps) {}

    /**
     * A user task of a model.
     *
     * @param personal the model names the person: an expert or a partner
     */
    private record Step(
            String role, boolean personal, @Nullable String delay) {

        static final Step UNKNOWN = new Step("", true, null);

        static Step of(UserTask task) {
            String assignee = task.getCamundaAssignee();
            String groups = task.getCamundaCandidateGroups();
            String due = task.getCamundaDueDate();
            Matcher delay = DELAY.matcher(due == null ? "" : due);
            Role named = assignee != null && assignee.contains("partner") ? Role.PARTNER : Role.EXPERT;
            return new Step(
                    groups == null ? named.group() : groups.split(",")[0].strip(),
                    assignee != null || groups == null,
                    delay.find() ? delay.group(1) : null);
        }
    }

    @Override
    public List<TaskTime> of(Collection<String> businessKeys) {
        List<String> keys = businessKeys.stream().distinct().toList();
        return onBehalf.of("system", () -> {
            List<TaskTime> times = new ArrayList<>();
            for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
                times.addAll(some(keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE))));
            }
            times.sort(Comparator.comparing(TaskTime::createdAt));
            return times;
        });
    }

    @Override
    public List<DelayInForce> delays() {
        return delays.inForce().stream()
                .map(delay -> new DelayInForce(delay.key(), delay.label(), delay.iso()))
                .toList();
    }

    private List<TaskTime> some(List<String> keys) {
        String[] some = keys.toArray(String[]::new);
        Map<String, String> references =
                history.createHistoricProcessInstanceQuery().processInstanceBusinessKeyIn(some).unlimitedList().stream()
                        .collect(Collectors.toMap(
                                HistoricProcessInstance::getId, HistoricProcessInstance::getBusinessKey));
        Map<String, Instant> drafts = firstDrafts.of(keys);
        List<HistoricTaskInstance> tasks = history.createHistoricTaskInstanceQuery()
                .processInstanceBusinessKeyIn(some)
                .unlimitedList();
        Map<String, List<Change>> holders = holders(tasks);
        return tasks.stream()
                .map(task -> time(
                        task,
                        references.get(task.getProcessInstanceId()),
                        drafts.get(task.getId()),
                        holders.getOrDefault(task.getId(), List.of())))
                .toList();
    }

    /** A task becomes somebody's, or stops being. */
    private record Change(String task, boolean taken, Instant at) {}

    /** The log of the assignees, by task, read at once: the engine's query would be one for each task. */
    private Map<String, List<Change>> holders(List<HistoricTaskInstance> tasks) {
        List<String> ids = tasks.stream().map(HistoricTaskInstance::getId).toList();
        Map<String, List<Change>> changes = new HashMap<>();
        for (int from = 0; from < ids.size(); from += TASKS_AT_ONCE) {
            jdbc.sql("""
                            select task_id_, operation_type_, timestamp_ from act_hi_identitylink
                            where type_ = 'assignee' and task_id_ in (:tasks) order by timestamp_, operation_type_ desc
                            """)
                    .param("tasks", ids.subList(from, Math.min(ids.size(), from + TASKS_AT_ONCE)))
                    .query((row, n) -> new Change(
                            row.getString("task_id_"),
                            "add".equals(row.getString("operation_type_")),
                            row.getTimestamp("timestamp_").toInstant()))
                    .list()
                    .forEach(change -> changes.computeIfAbsent(change.task(), task -> new ArrayList<>())
                            .add(change));
        }
        return changes;
    }

    private TaskTime time(HistoricTaskInstance task, String reference, @Nullable Instant draft, List<Change> holders) {
        Model model = models.computeIfAbsent(task.getProcessDefinitionId(), this::read);
        Step step = model.steps().getOrDefault(task.getTaskDefinitionKey(), Step.UNKNOWN);
        Instant created = task.getStartTime().toInstant();
        Instant ended = instant(task.getEndTime());
        Ending ending =
                ended == null ? Ending.OPEN : COMPLETED.equals(task.getDeleteReason()) ? Ending.DONE : Ending.WITHOUT;
        Waiting waiting = ended == null ? Waiting.UNKNOWN : waiting(step, created, ended, ending, draft, holders);
        return new TaskTime(
                reference,
                task.getProcessDefinitionKey(),
                model.name(),
                task.getTaskDefinitionKey(),
                task.getName(),
                step.role(),
                step.delay(),
                created,
                instant(task.getDueDate()),
                ended,
                ending,
                waiting.split(),
                waiting.duration());
    }

    /** The part of a task's time during which nobody worked on it, and how that is known. */
    private record Waiting(Split split, @Nullable Duration duration) {

        static final Waiting UNKNOWN = new Waiting(Split.NONE, null);
    }

    private static Waiting waiting(
            Step step, Instant created, Instant ended, Ending ending, @Nullable Instant draft, List<Change> holders) {
        if (step.personal()) {
            return Waiting.UNKNOWN; // somebody's own from the first moment
        }
        if (step.role().equals(Role.AUTHORITY.group())) {
            return draft == null || draft.isAfter(ended)
                    ? Waiting.UNKNOWN
                    : new Waiting(Split.DRAFT, Duration.between(created, draft));
        }
        Duration held = Duration.ZERO;
        boolean taken = false;
        Instant since = null;
        for (Change change : holders) {
            if (change.taken()) {
                since = since == null ? change.at() : since;
                taken = true;
            } else if (since != null) {
                held = held.plus(Duration.between(since, change.at()));
                since = null;
            }
        }
        if (since != null) {
            held = held.plus(Duration.between(since, ended));
        }
        return taken || ending == Ending.WITHOUT
                ? new Waiting(Split.CLAIM, Duration.between(created, ended).minus(held))
                : Waiting.UNKNOWN;
    }

    private Model read(String definitionId) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definitionId);
        Map<String, Step> steps = new HashMap<>();
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            steps.put(task.getId(), Step.of(task));
        }
        String name = repository.getProcessDefinition(definitionId).getName();
        return new Model(name == null ? definitionId.replaceFirst(":.*", "") : name.replaceFirst(" : .*", ""), steps);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
