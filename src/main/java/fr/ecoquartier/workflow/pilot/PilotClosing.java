package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Dossiers;
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
    private final Dossiers dossiers;

    PilotClosing(Pilots pilots, Dossiers dossiers) {
        this.pilots = pilots;
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        String reference = (String) execution.getVariable(Variables.REFERENCE);
        pilots.close(reference, effect(execution));
        dossiers.endTest(reference);
    }
}
