package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotTestProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The test of an authority reached its term. */
@Component
@Modelled("Inscrit que le test d'une collectivité est mené à terme")
class PilotClosing extends CampaignEffect {

    private final Pilots pilots;

    PilotClosing(Pilots pilots) {
        this.pilots = pilots;
    }

    @Override
    void apply(DelegateExecution execution) {
        pilots.close((String) execution.getVariable(Variables.REFERENCE), effect(execution));
    }
}
