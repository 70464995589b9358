package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.workflow.NationalTenant;
import fr.ecoquartier.workflow.guard.OnBehalf;
import fr.ecoquartier.workflow.guard.WaitingMessages;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Messages;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The process of a campaign on the engine, found by its business key; says so when nothing waits. */
@Service
@Transactional(rollbackFor = NotPossible.class)
class EnginePilotProcess implements PilotProcess {

    private static final int LONGEST_REASON = 2000;

    private final Campaigns campaigns;
    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final WaitingMessages messages;

    EnginePilotProcess(Campaigns campaigns, RuntimeService runtime, OnBehalf onBehalf, WaitingMessages messages) {
        this.campaigns = campaigns;
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.messages = messages;
    }

    @Override
    public String open(NewCampaign campaign, Actor actor) throws NotPossible {
        String id = campaigns.open(campaign, actor);
        onBehalf.of(
                actor.id(),
                () -> runtime.createProcessInstanceByKey(PilotCampaignProcess.KEY)
                        .businessKey(id)
                        .setVariables(Map.of(
                                Variables.CAMPAIGN,
                                id,
                                Variables.CAMPAIGN_NAME,
                                campaigns.get(id).name(),
                                Variables.REGION_CODE,
                                NationalTenant.CODE,
                                Variables.APPLICATIONS_UNTIL,
                                campaign.applicationsUntil().toString(),
                                Variables.ROUND,
                                1))
                        .execute());
        return id;
    }

    @Override
    public void closeApplications(String campaign, String reason, Actor actor) throws NotPossible {
        String text = reason(reason, "Indiquez pourquoi les candidatures sont closes avant leur date limite");
        receive(
                campaign,
                Messages.APPLICATIONS_CLOSED,
                Map.of(),
                actor,
                "Les candidatures de cette campagne sont déjà closes.");
        campaigns.moveTo(
                campaign,
                CampaignStatus.SELECTION,
                campaign + ":applicationsClosed",
                CampaignEvent.APPLICATIONS_CLOSED,
                "Les candidatures sont closes avant leur date limite. Motif : " + text,
                actor);
    }

    @Override
    public void endTests(String campaign, String reason, Actor actor) throws NotPossible {
        String text = reason(reason, "Indiquez pourquoi les tests prennent fin");
        receive(
                campaign,
                Messages.TESTS_ENDED,
                Map.of(
                        Variables.END_REASON, text,
                        Variables.ENDED_BY, actor.id(),
                        Variables.ENDED_BY_NAME, actor.name(),
                        Variables.ENDED_BY_ROLE, actor.role()),
                actor,
                "Aucun test n'est en cours dans cette campagne.");
    }

    private static String reason(@Nullable String typed, String demand) throws NotPossible {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON) {
            throw new NotPossible(demand + ", en 2 000 caractères au plus.");
        }
        return text;
    }

    private void receive(String campaign, String message, Map<String, Object> variables, Actor actor, String otherwise)
            throws NotPossible {
        if (!messages.give(campaign, message, variables, actor)) {
            throw new NotPossible(otherwise);
        }
    }
}
