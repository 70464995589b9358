package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The stage ends with the outcome that the element's input parameter names. */
@Component
@Modelled(
        value = "Clôt l'étape avec l'issue donnée en paramètre d'entrée outcome, rendue ensuite au processus appelant",
        sets = "outcome")
class StageClosing extends Effect {

    private final Dossiers dossiers;

    StageClosing(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        String outcome = (String) execution.getVariable(StageVariables.OUTCOME);
        dossiers.closeStage(reference(execution), stage(execution), outcome);
        execution.getProcessInstance().setVariable(StageVariables.OUTCOME, outcome);
    }
}
