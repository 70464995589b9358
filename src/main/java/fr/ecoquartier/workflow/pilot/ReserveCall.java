package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The next of the reserve list takes the seat, if there is one. */
@Component
@Modelled(
        value = "Donne la place au suivant de la liste de réserve ; replaced dit s'il y en avait un",
        sets = "replaced")
class ReserveCall extends CampaignEffect {

    private final Pilots pilots;

    ReserveCall(Pilots pilots) {
        this.pilots = pilots;
    }

    @Override
    void apply(DelegateExecution execution) {
        boolean replaced =
                pilots.replace(campaign(execution), (Integer) execution.getVariable(Variables.SEAT), effect(execution));
        execution.setVariable(Variables.REPLACED, replaced);
    }
}
