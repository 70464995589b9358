package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Deadlines;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Reminds of a task that is soon due: the task whose id is the event's without "Reminded". */
@Component
@Modelled("Rappelle une tâche qui arrive à échéance ; l'événement porte l'identifiant de la tâche suivi de Reminded")
class Reminder extends Effect {

    static final String SUFFIX = "Reminded";

    private final Deadlines deadlines;

    Reminder(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    void apply(DelegateExecution execution) {
        String task = execution.getCurrentActivityId().replaceFirst(SUFFIX + "$", "");
        deadlines.remind(step(execution, task), nameOf(execution, task));
    }
}
