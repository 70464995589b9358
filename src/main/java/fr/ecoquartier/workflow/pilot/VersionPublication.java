package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.DraftRefused;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Elements;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Errors;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.springframework.stereotype.Component;

/** The draft that the ministry adopted becomes the version in force, in the name of who decided. */
@Component
@Modelled(
        value =
                "Publie le projet adopté (variable draft) comme version en vigueur ; lève draftInvalid s'il n'est plus valide",
        raises = "draftInvalid")
class VersionPublication extends CampaignEffect {

    private final ReferentielDrafts drafts;
    private final Campaigns campaigns;
    private final StaffDirectory staff;

    VersionPublication(ReferentielDrafts drafts, Campaigns campaigns, StaffDirectory staff) {
        this.drafts = drafts;
        this.campaigns = campaigns;
        this.staff = staff;
    }

    @Override
    void apply(DelegateExecution execution) {
        String campaign = campaign(execution);
        String effect = effect(execution);
        try {
            Referentiel version = drafts.adopt(DraftReplay.draft(execution), null, decider(execution));
            campaigns.journal(
                    campaign,
                    effect,
                    CampaignEvent.VERSION,
                    "La version « %s » du référentiel est publiée : les nouveaux dossiers la prennent."
                            .formatted(version.version()),
                    Actor.system());
        } catch (DraftRefused e) {
            String text = "Le projet de version n'a pas pu être publié : " + e.getMessage();
            campaigns.journal(campaign, effect, CampaignEvent.VERSION, text, Actor.system());
            throw new BpmnError(Errors.DRAFT_INVALID, text);
        }
    }

    /** Whoever completed the decision last; the application itself when nobody in particular did. */
    private Author decider(DelegateExecution execution) {
        return execution
                .getProcessEngineServices()
                .getHistoryService()
                .createHistoricTaskInstanceQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .taskDefinitionKey(Elements.DECIDE_CALIBRATION)
                .finished()
                .orderByHistoricTaskInstanceEndTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .map(HistoricTaskInstance::getAssignee)
                .flatMap(id -> Optional.ofNullable(id).flatMap(staff::find).stream())
                .findFirst()
                .map(VersionPublication::author)
                .orElseGet(() -> new Author(
                        Actor.system().id(),
                        Actor.system().name(),
                        Actor.system().role()));
    }

    private static Author author(Person person) {
        return new Author(person.id(), person.name(), Role.MINISTRY.label());
    }
}
