package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.referentiel.InvalidFigures;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.instance.FlowElement;

/**
 * An effect of a model on the domain. Figures that the référentiel refuses are an outcome that the model catches; any
 * other failure is technical and becomes an incident with a sentence for a manager.
 */
abstract class Effect implements JavaDelegate {

    @Override
    public final void execute(DelegateExecution execution) {
        try {
            apply(execution);
        } catch (InvalidFigures e) {
            throw new BpmnError(CharterProcess.Errors.FIGURES_INVALID, e.getMessage());
        } catch (RuntimeException e) {
            throw new StepFailed(execution.getCurrentActivityName(), reference(execution), e);
        }
    }

    abstract void apply(DelegateExecution execution) throws InvalidFigures;

    static String reference(DelegateExecution execution) {
        return (String) execution.getVariable(StageVariables.REFERENCE);
    }

    static DossierStage stage(DelegateExecution execution) {
        return DossierStage.of((String) execution.getVariable(StageVariables.STAGE));
    }

    /** The step at hand; its effect's key is the same when the engine runs it again, and another one each round. */
    static Step step(DelegateExecution execution) {
        return step(execution, execution.getCurrentActivityId());
    }

    static Step step(DelegateExecution execution, String element) {
        String[] definition = execution.getProcessDefinitionId().split(":");
        return new Step(
                reference(execution),
                stage(execution),
                element,
                "%s:%s:%s"
                        .formatted(
                                execution.getProcessInstanceId(),
                                execution.getCurrentActivityId(),
                                execution.getVariable(StageVariables.ROUND)),
                definition[0] + ":" + definition[1]);
    }

    /** The French name of an element of the running model. */
    static String nameOf(DelegateExecution execution, String element) {
        return execution.getBpmnModelInstance().getModelElementById(element) instanceof FlowElement named
                ? named.getName()
                : element;
    }
}
