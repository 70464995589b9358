package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.referentiel.Checks;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The steps of the follow-up. */
@Component
class FollowUpSteps implements Steps.Group {

    private static final String PROCESS = "followUp";

    private final DossierDesk desk;
    private final Checks checks;

    FollowUpSteps(DossierDesk desk, Checks checks) {
        this.desk = desk;
        this.checks = checks;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "reportMeasures", new FiguresStep(desk, checks, FiguresKind.MEASURED));
        steps.add(
                PROCESS,
                "reviewFollowUp",
                new ReviewStep(
                        desk,
                        "review",
                        "",
                        Map.of(
                                "compliant", "Suivi conforme au contrat",
                                "correction", "Complément demandé pendant l'examen du suivi",
                                "seriousDeviation", "Écart grave au contrat : plan d'actions demandé")));
        steps.add(PROCESS, "answerFollowUpCorrection", new AnswerStep(desk));
        steps.add(PROCESS, "submitActionPlan", new ActionPlan());
        steps.add(PROCESS, "approveActionPlan", new Approval());
        steps.add(PROCESS, "reportActionPlan", new Report());
        steps.add(
                PROCESS,
                "reviewActionPlan",
                new PlanDecision(
                        "planResult", Map.of("kept", "Plan d'actions tenu", "unkept", "Plan d'actions non tenu")));
        steps.add(
                PROCESS,
                "proposeTermination",
                new DecisionStep(
                        desk,
                        "proposal",
                        Map.of(
                                "terminate", "Résiliation du contrat proposée",
                                "maintain", "Maintien du contrat proposé")));
        steps.add(
                PROCESS,
                "decideTermination",
                new DecisionStep(
                        desk,
                        "termination",
                        Map.of("terminated", "Contrat résilié", "maintained", "Contrat maintenu")));
    }

    /** What was written about the action plan, oldest first. */
    private String plans(String reference) {
        return desk.dossiers().journal(reference, true).stream()
                .filter(entry -> entry.kind() == JournalKind.ACTION_PLAN)
                .map(FollowUpSteps::entry)
                .collect(Collectors.joining("\n\n"));
    }

    private static String entry(JournalEntry entry) {
        return "**%s**, le %s\n\n%s"
                .formatted(Markdown.line(entry.actor().name()), Markdown.day(entry.at()), Markdown.quote(entry.text()));
    }

    /** The authority proposes actions against a serious deviation. */
    private final class ActionPlan implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.dossier(situation);
            String reason = desk.lastDecision(situation.reference(), situation.stage(), "reviewFollowUp")
                    .map(FollowUpSteps::why)
                    .orElse("La DREAL demande un plan d'actions.");
            String returned = desk.lastDecision(situation.reference(), situation.stage(), "approveActionPlan")
                    .filter(decision -> decision.outcome().equals("returned"))
                    .map(decision -> "\n\n" + why(decision))
                    .orElse("");
            shown.put("request", reason + returned);
            shown.put("deviations", desk.deviations(situation.reference()));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.dossiers()
                    .journal(
                            situation.step(),
                            situation.actor(),
                            JournalKind.ACTION_PLAN,
                            "Plan proposé par %s, échéance proposée le %s.\n\n%s"
                                    .formatted(
                                            answers.text("planLeader"),
                                            Markdown.day(answers.date("proposedDeadline")
                                                    .orElseThrow()),
                                            answers.text("plan")),
                            false);
            return Map.of();
        }
    }

    private static String why(Decision decision) {
        return "**%s** · %s, le %s\n\n%s"
                .formatted(
                        Markdown.line(decision.outcomeLabel()),
                        Markdown.line(decision.authorName()),
                        Markdown.day(decision.decidedAt()),
                        Markdown.quote(decision.reason()));
    }

    /** A decision about the plan, with what was written about it. */
    private class PlanDecision extends DecisionStep {

        PlanDecision(String choice, Map<String, String> outcomes) {
            super(FollowUpSteps.this.desk, choice, outcomes);
        }

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = super.show(situation);
            shown.put("history", plans(situation.reference()));
            return shown;
        }
    }

    /** The DREAL approves the plan and sets its deadline, which the process then waits for. */
    private final class Approval extends PlanDecision {

        Approval() {
            super(
                    "planApproval",
                    Map.of(
                            "approved",
                            "Plan d'actions validé",
                            "returned",
                            "Plan d'actions renvoyé à la collectivité"));
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (answers.text(choice).equals("approved")) {
                answers.require("planDeadline", "Fixez l'échéance du plan pour le valider.");
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            Map<String, Object> kept = super.take(situation, answers);
            if (answers.text(choice).equals("approved")) {
                LocalDate deadline = answers.date("planDeadline").orElseThrow();
                desk.dossiers()
                        .journal(
                                situation.step(),
                                situation.actor(),
                                JournalKind.ACTION_PLAN,
                                "Échéance du plan : %s.".formatted(Markdown.day(deadline)),
                                false);
                kept.put(
                        "planDeadline",
                        Date.from(deadline.atStartOfDay(FormRules.FRANCE).toInstant()));
            }
            return kept;
        }
    }

    /** The authority reports on its plan. */
    private final class Report implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.dossier(situation);
            shown.put("history", plans(situation.reference()));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.dossiers()
                    .journal(
                            situation.step(),
                            situation.actor(),
                            JournalKind.ACTION_PLAN,
                            "Compte rendu%s\n\n%s"
                                    .formatted(
                                            answers.date("completedOn")
                                                    .map(date -> ", plan achevé le " + Markdown.day(date) + ".")
                                                    .orElse("."),
                                            answers.text("report")),
                            false);
            return Map.of();
        }
    }
}
