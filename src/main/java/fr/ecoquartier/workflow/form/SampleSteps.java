package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CommitteeOpinion;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps of a campaign that lead to its sample: comments, decision, and changed parameters. */
@Component
class SampleSteps implements Steps.Group {

    private static final String PROCESS = "pilotCampaign";

    private final CampaignDesk desk;

    SampleSteps(CampaignDesk desk) {
        this.desk = desk;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "commentSample", new TypesetStep(new Comment()));
        steps.add(PROCESS, "decideSample", new TypesetStep(new SampleDecision()));
        steps.add(PROCESS, "setParameters", new TypesetStep(new Parameters()));
    }

    private Map<String, Object> sample(Situation situation) {
        Map<String, Object> shown = desk.campaign(situation);
        desk.sample(situation).ifPresent(sample -> shown.put("sample", desk.shown(sample)));
        return shown;
    }

    private StoredSample computed(Situation situation) {
        return desk.sample(situation)
                .orElseThrow(() -> Refusal.conflict("Aucun échantillon n'a encore été calculé pour cette campagne."));
    }

    /** A partner of the committee says what they think of the sample. */
    private final class Comment implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            return sample(situation);
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.committee()
                    .comment(
                            CampaignDesk.id(situation),
                            computed(situation).run(),
                            CommitteeOpinion.ofCode(answers.text("opinion")).orElseThrow(),
                            answers.text("reason"),
                            situation.effect(),
                            new Actor(situation.actor().id(), situation.actor().name(), "Partenaire"));
            return Map.of();
        }
    }

    /** The ministry retains the sample, has it computed again, or ends the campaign. */
    private final class SampleDecision implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = sample(situation);
            desk.sample(situation).ifPresent(sample -> {
                shown.put("comments", desk.comments(sample));
                shown.put("withdrawn", desk.withdrawn(sample));
            });
            shown.put("history", desk.history(situation, CampaignEvent.DECISION));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String campaign = CampaignDesk.id(situation);
            String outcome = answers.text("sampleDecision");
            String reason = answers.text("reason");
            if (outcome.equals("retained")) {
                try {
                    desk.samples()
                            .retain(
                                    campaign,
                                    computed(situation).run(),
                                    reason,
                                    answers.yes("replaceWithdrawn"),
                                    situation.effect(),
                                    situation.actor());
                } catch (NotPossible e) {
                    throw refusal(situation, e);
                }
            } else {
                desk.campaigns()
                        .journal(
                                campaign,
                                situation.effect(),
                                CampaignEvent.DECISION,
                                (outcome.equals("recompute")
                                                ? "Échantillon à recalculer avec d'autres paramètres. Motif : "
                                                : "Campagne annulée par le ministère. Motif : ")
                                        + reason,
                                situation.actor());
            }
            return Map.of("sampleDecision", outcome);
        }

        private Refusal refusal(Situation situation, NotPossible problem) {
            boolean gone = desk.sample(situation)
                    .map(sample -> !desk.samples().withdrawnSince(sample).isEmpty())
                    .orElse(false);
            return Refusal.fields(List.of(
                    gone
                            ? new FieldProblem(
                                    "replaceWithdrawn", "Remplacer les candidatures retirées", problem.getMessage())
                            : new FieldProblem("sampleDecision", "Que décidez-vous ?", problem.getMessage())));
        }
    }

    /** The carrier structure changed the parameters on their page, and has the sample computed again. */
    private final class Parameters implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = sample(situation);
            Campaign campaign = desk.campaigns().get(CampaignDesk.id(situation));
            Optional<StoredSample> sample = desk.sample(situation);
            boolean failed = sample.map(run -> !run.feasible()).orElse(false);
            shown.put(
                    "why",
                    failed
                            ? "**Le dernier calcul n'a donné aucun échantillon** : ses raisons sont ci-dessous. Changez les paramètres, puis relancez le calcul."
                            : desk.last(situation, CampaignEvent.DECISION)
                                    .map(CampaignDesk::said)
                                    .orElse("Vérifiez les paramètres de l'échantillon."));
            boolean unchanged =
                    sample.map(run -> run.revision() == campaign.revision()).orElse(false);
            shown.put(
                    "parametersHelp",
                    "Les paramètres se modifient sur [la page de l'échantillon](/campagnes/%s/echantillon), où vous pouvez essayer un calcul avant de confirmer ici. %s"
                            .formatted(
                                    campaign.id(),
                                    unchanged
                                            ? "**Ils n'ont pas changé depuis le dernier calcul.**"
                                            : "Ils ont été modifiés depuis le dernier calcul (révision %d)."
                                                    .formatted(campaign.revision())));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.campaigns()
                    .journal(
                            CampaignDesk.id(situation),
                            situation.effect(),
                            CampaignEvent.PARAMETERS,
                            "Nouveau calcul demandé." + (answers.has("remarks") ? " " + answers.text("remarks") : ""),
                            situation.actor());
            return Map.of();
        }
    }
}
