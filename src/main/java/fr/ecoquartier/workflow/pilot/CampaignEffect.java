package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.instance.FlowElement;

/**
 * An effect of the models of the pilot tests on the domain. What cannot be done for a business reason is an error that the
 * model catches; any other failure is technical and becomes an incident with a sentence for a manager.
 */
abstract class CampaignEffect implements JavaDelegate {

    @Override
    public final void execute(DelegateExecution execution) {
        try {
            apply(execution);
        } catch (BpmnError e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CampaignStepFailed(execution.getCurrentActivityName(), campaign(execution), e);
        }
    }

    abstract void apply(DelegateExecution execution);

    static String campaign(DelegateExecution execution) {
        return (String) execution.getVariable(Variables.CAMPAIGN);
    }

    /**
     * Key of the effect at hand: the same when the engine runs the step again, another one each time people send the
     * campaign back, and for each holder of a seat.
     */
    static String effect(DelegateExecution execution) {
        String key = "%s:%s:%s"
                .formatted(
                        execution.getProcessInstanceId(),
                        execution.getCurrentActivityId(),
                        execution.getVariable(Variables.ROUND));
        Object seat = execution.getVariable(Variables.SEAT);
        return seat == null ? key : "%s:%s:%s".formatted(key, seat, execution.getVariable(Variables.TURN));
    }

    /** The French name of an element of the running model. */
    static String nameOf(DelegateExecution execution, String element) {
        return execution.getBpmnModelInstance().getModelElementById(element) instanceof FlowElement named
                ? named.getName()
                : element;
    }
}
