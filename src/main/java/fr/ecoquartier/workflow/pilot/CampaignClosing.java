package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Outcomes;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The campaign ends with the outcome that the element's input parameter names. */
@Component
@Modelled("Clôt la campagne avec l'issue donnée en paramètre d'entrée outcome : adopted ou cancelled")
class CampaignClosing extends CampaignEffect {

    private final Campaigns campaigns;

    CampaignClosing(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    void apply(DelegateExecution execution) {
        boolean adopted = Outcomes.ADOPTED.equals(execution.getVariable(Variables.OUTCOME));
        campaigns.moveTo(
                campaign(execution),
                adopted ? CampaignStatus.ADOPTED : CampaignStatus.CANCELLED,
                effect(execution),
                CampaignEvent.CLOSED,
                adopted
                        ? "La campagne est achevée : son rapport est adopté."
                        : "La campagne est annulée avant ses tests.",
                Actor.system());
    }
}
