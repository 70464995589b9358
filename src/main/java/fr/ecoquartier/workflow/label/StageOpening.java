package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The dossier enters the stage of the process that runs, once more than before. */
@Component
@Modelled(
        value = "Inscrit au dossier le début de l'étape (variable stage) et compte le tour dans round",
        sets = "round")
class StageOpening extends Effect {

    private final Dossiers dossiers;

    StageOpening(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        int round = dossiers.rounds(reference(execution), stage(execution)) + 1;
        dossiers.enterStage(reference(execution), stage(execution), round);
        execution.setVariable(StageVariables.ROUND, round);
    }
}
