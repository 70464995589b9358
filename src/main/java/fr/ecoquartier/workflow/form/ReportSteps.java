package fr.ecoquartier.workflow.form;

import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.report.StoredReport;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of a campaign about its report: the ministry adopts it, or the carrier structure completes it. */
@Component
class ReportSteps implements Steps.Group {

    private static final String PROCESS = "pilotCampaign";

    private final CampaignDesk desk;

    ReportSteps(CampaignDesk desk) {
        this.desk = desk;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "adoptReport", new TypesetStep(new Adoption()));
        steps.add(PROCESS, "completeReport", new TypesetStep(new Completion()));
    }

    private Map<String, Object> shown(Situation situation) {
        Map<String, Object> shown = desk.campaign(situation);
        shown.put("report", desk.report(situation));
        return shown;
    }

    private final class Adoption implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = shown(situation);
            shown.put("history", desk.history(situation, CampaignEvent.DECISION));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String outcome = answers.text("reportDecision");
            desk.reports()
                    .decide(
                            CampaignDesk.id(situation),
                            outcome.equals("adopted"),
                            answers.text("reason"),
                            situation.effect(),
                            situation.actor());
            return Map.of("reportDecision", outcome);
        }
    }

    private final class Completion implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = shown(situation);
            shown.put(
                    "history",
                    desk.reports().of(CampaignDesk.id(situation)).stream()
                            .map(StoredReport::decision)
                            .filter(decision -> decision != null && !decision.adopted())
                            .reduce((earlier, later) -> later)
                            .map(decision -> "**%s**, le %s\n\n%s"
                                    .formatted(
                                            Markdown.line(decision.author().name()),
                                            Markdown.day(decision.decidedAt()),
                                            Markdown.quote(decision.reason())))
                            .orElse(""));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.reports()
                    .remark(CampaignDesk.id(situation), answers.text("remarks"), situation.effect(), situation.actor());
            return Map.of();
        }
    }
}
