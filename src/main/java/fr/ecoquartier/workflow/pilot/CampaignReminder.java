package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Reminds of a campaign's task that is soon due: the task whose id is the event's without "Reminded". */
@Component
@Modelled(
        "Rappelle une tâche d'une campagne qui arrive à échéance ; l'événement porte son identifiant suivi de Reminded")
class CampaignReminder extends CampaignEffect {

    static final String SUFFIX = "Reminded";

    private final Campaigns campaigns;

    CampaignReminder(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    void apply(DelegateExecution execution) {
        campaigns.journal(
                campaign(execution),
                effect(execution),
                CampaignEvent.REMINDER,
                "Rappel : « %s » arrive à échéance.".formatted(nameOf(execution, task(execution))),
                Actor.system());
    }

    static String task(DelegateExecution execution) {
        return execution.getCurrentActivityId().replaceFirst(SUFFIX + "$", "");
    }
}
