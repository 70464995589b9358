package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Records that the authority withdrew, and why. */
@Component
@Modelled("Inscrit au dossier le désistement de la collectivité et ses raisons")
class WithdrawalRecording extends Effect {

    private final Dossiers dossiers;

    WithdrawalRecording(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        Actor actor = new Actor(
                (String) execution.getVariable(Variables.WITHDRAWN_BY),
                (String) execution.getVariable(Variables.WITHDRAWN_BY_NAME),
                (String) execution.getVariable(Variables.WITHDRAWN_BY_ROLE));
        dossiers.markWithdrawn(
                reference(execution), (String) execution.getVariable(Variables.WITHDRAWAL_REASON), actor);
    }
}
