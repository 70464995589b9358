package fr.ecoquartier.dossier;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What time does to a dossier: reminders before a task is due, the end of a stage that nobody answered. */
@Service
@Transactional
public class Deadlines {

    private static final String AUTHORITY = "authority";

    private final Dossiers dossiers;
    private final OpenTasks tasks;

    Deadlines(Dossiers dossiers, OpenTasks tasks) {
        this.dossiers = dossiers;
        this.tasks = tasks;
    }

    /** Reminds of the step's open tasks, once each; the authority reads only the reminders of its own tasks. */
    public void remind(Step step, String taskName) {
        boolean authority = tasks.of(step.reference()).stream()
                .filter(task -> task.step().equals(step.element()))
                .allMatch(task -> task.role().equals(AUTHORITY));
        if (tasks.markReminded(step.reference(), step.element()) > 0) {
            dossiers.journal(
                    step,
                    Actor.system(),
                    JournalKind.REMINDER,
                    "Rappel : « %s » arrive à échéance.".formatted(taskName),
                    !authority);
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
    }
}
