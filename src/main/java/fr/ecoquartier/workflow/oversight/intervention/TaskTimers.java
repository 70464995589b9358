package fr.ecoquartier.workflow.oversight.intervention;

import fr.ecoquartier.workflow.label.Delays;
import fr.ecoquartier.workflow.oversight.French;
import fr.ecoquartier.workflow.oversight.Models;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.springframework.stereotype.Component;

/**
 * The due date of a task and the timers that hang on it: its reminder is set as if the task began now with this date, its
 * deadline moves by as much as the date does.
 */
@Component
class TaskTimers {

    private static final Duration TOGETHER = Duration.ofMinutes(1);

    /** A timer and when it will fire. */
    private record Moved(Job job, Date at) {}

    /** What a new date changes, in French. */
    record Change(Date due, Date reminder, List<String> sentences, List<String> notes) {}

    private record Plan(Change change, List<Moved> timers) {}

    private final ManagementService management;
    private final TaskService tasks;
    private final Models models;
    private final Delays delays;

    TaskTimers(ManagementService management, TaskService tasks, Models models, Delays delays) {
        this.management = management;
        this.tasks = tasks;
        this.models = models;
        this.delays = delays;
    }

    Change change(Task task, LocalDate day) {
        return plan(task, day).change();
    }

    void apply(Task task, LocalDate day) {
        Plan plan = plan(task, day);
        task.setDueDate(plan.change().due());
        task.setFollowUpDate(plan.change().reminder());
        tasks.saveTask(task);
        plan.timers().forEach(moved -> management.setJobDuedate(moved.job().getId(), moved.at(), false));
    }

    private Plan plan(Task task, LocalDate day) {
        Date due = delays.on(day);
        Date reminder = delays.reminderBefore(day);
        List<String> sentences = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Moved> timers = new ArrayList<>();
        sentences.add("La tâche est à traiter au plus tard le %s.".formatted(French.day(day)));
        BpmnModelInstance model = models.model(task.getProcessDefinitionId());
        for (BoundaryEvent event : model.getModelElementsByType(BoundaryEvent.class)) {
            if (!event.getAttachedTo().getId().equals(task.getTaskDefinitionKey())
                    || event.getEventDefinitions().stream().noneMatch(TimerEventDefinition.class::isInstance)) {
                continue;
            }
            List<Job> waiting = management
                    .createJobQuery()
                    .processInstanceId(task.getProcessInstanceId())
                    .activityId(event.getId())
                    .timers()
                    .list();
            List<Job> own = waiting.stream()
                    .filter(job -> task.getExecutionId().equals(job.getExecutionId()))
                    .toList();
            if (own.isEmpty()) {
                notes.add(
                        waiting.isEmpty()
                                ? event.cancelActivity()
                                        ? "« %s » n’attend plus.".formatted(Models.name(event))
                                        : "Le rappel a déjà été envoyé : il ne le sera pas de nouveau."
                                : "« %s » est commun à plusieurs personnes : il reste à sa date."
                                        .formatted(Models.name(event)));
                continue;
            }
            for (Job job : own) {
                Date at = event.cancelActivity() ? shifted(job.getDuedate(), task.getDueDate(), due) : reminder;
                timers.add(new Moved(job, at));
                sentences.add("« %s » passe au %s.".formatted(Models.name(event), French.day(at)));
            }
        }
        return new Plan(new Change(due, reminder, sentences, notes), timers);
    }

    private static Date shifted(Date timer, Date before, Date after) {
        // both were computed from the same delay, one after the other
        boolean together = before != null
                && Duration.between(before.toInstant(), timer.toInstant()).abs().compareTo(TOGETHER) < 0;
        return before == null || together
                ? after
                : Date.from(timer.toInstant().plus(Duration.between(before.toInstant(), after.toInstant())));
    }
}
