package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.DraftStatus;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Errors;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Replays the proposed draft on every dossier before anybody decides about it. */
@Component
@Modelled(
        value =
                "Relit le projet de version (variable draft) sur tous les dossiers ; lève draftInvalid s'il n'est plus valide",
        raises = "draftInvalid")
class DraftReplay extends CampaignEffect {

    private final Replays replays;
    private final ReferentielDrafts drafts;
    private final Campaigns campaigns;

    DraftReplay(Replays replays, ReferentielDrafts drafts, Campaigns campaigns) {
        this.replays = replays;
        this.drafts = drafts;
        this.campaigns = campaigns;
    }

    @Override
    void apply(DelegateExecution execution) {
        long draft = draft(execution);
        String effect = effect(execution);
        // asked before, so that nothing is stored of a replay that cannot be
        boolean ready = drafts.find(draft)
                        .filter(found -> found.status() == DraftStatus.OPEN)
                        .isPresent()
                && drafts.referentiel(draft).isPresent();
        if (!ready) {
            throw refused(execution, effect, "il contient des erreurs ou n'est plus en cours de rédaction.");
        }
        try {
            replays.run(draft, effect, Progress.none());
        } catch (NotPossible e) {
            throw refused(execution, effect, e.getMessage());
        }
    }

    private BpmnError refused(DelegateExecution execution, String effect, String reason) {
        String text = "Le projet de version n'a pas pu être relu : " + reason;
        campaigns.journal(campaign(execution), effect, CampaignEvent.REPLAY, text, Actor.system());
        return new BpmnError(Errors.DRAFT_INVALID, text);
    }

    /** The draft that the carrier structure proposed. */
    static long draft(DelegateExecution execution) {
        return Long.parseLong(String.valueOf(execution.getVariable(Variables.DRAFT)));
    }
}
