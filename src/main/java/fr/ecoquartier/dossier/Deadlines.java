package fr.ecoquartier.dossier;

import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What time does to a dossier: reminders before a task is due, the end of a stage that nobody answered. */
@Service
@Transactional
public class Deadlines {

    private static final String AUTHORITY = "authority";

    private final Dossiers dossiers;
    private final OpenTasks tasks;
    private final ApplicationEventPublisher events;

    Deadlines(Dossiers dossiers, OpenTasks tasks, ApplicationEventPublisher events) {
        this.dossiers = dossiers;
        this.tasks = tasks;
        this.events = events;
    }

    /** Reminds of the step's open tasks, once each; the authority reads only the reminders of its own tasks. */
    public void remind(Step step, String taskName) {
        List<OpenTask> due = tasks.of(step.reference()).stream()
                .filter(task -> task.step().equals(step.element()))
                .toList();
        boolean authority = due.stream().allMatch(task -> task.role().equals(AUTHORITY));
        if (tasks.markReminded(step.reference(), step.element()) > 0) {
            dossiers.journal(
                    step,
                    Actor.system(),
                    JournalKind.REMINDER,
                    "Rappel : « %s » arrive à échéance.".formatted(taskName),
                    !authority);
            events.publishEvent(new TasksReminded(step.reference(), step.effect(), due));
        }
    }

    /** The authority did not answer in time: the step's stage ends as abandoned. */
    public void abandon(Step step, String taskName) {
        dossiers.journal(
                step,
                Actor.system(),
                JournalKind.DEADLINE,
                "Délai dépassé : « %s » n'a pas été fait.".formatted(taskName),
                false);
        dossiers.closeStage(step.reference(), step.stage(), "abandoned");
        events.publishEvent(new StageAbandoned(step, taskName));
    }
}
