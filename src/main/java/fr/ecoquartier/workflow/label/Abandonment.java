package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Deadlines;
import fr.ecoquartier.workflow.Modelled;
import java.util.Comparator;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.springframework.stereotype.Component;

/** Ends a stage that the authority did not answer in time. */
@Component
@Modelled(
        value = "Clôt l'étape comme abandonnée et inscrit au journal le délai dépassé ; outcome vaut abandoned",
        sets = "outcome=abandoned")
class Abandonment extends Effect {

    private static final String DEADLINE = "Deadline";

    private final Deadlines deadlines;

    Abandonment(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    void apply(DelegateExecution execution) {
        String task = unanswered(execution);
        deadlines.abandon(step(execution, task), nameOf(execution, task));
        execution.getProcessInstance().setVariable(StageVariables.OUTCOME, CharterProcess.Outcomes.ABANDONED);
    }

    private static String unanswered(DelegateExecution execution) {
        return execution
                .getProcessEngineServices()
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .activityType(ActivityTypes.BOUNDARY_TIMER)
                .finished()
                .list()
                .stream()
                .filter(event -> event.getActivityId().endsWith(DEADLINE))
                .max(Comparator.comparing(HistoricActivityInstance::getEndTime))
                .map(event ->
                        event.getActivityId().substring(0, event.getActivityId().length() - DEADLINE.length()))
                .orElse(execution.getCurrentActivityId());
    }
}
