package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.expertise.ConflictOfInterest;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.expertise.Trio;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps around the trio of experts, the same for the contract and for the award. */
@Component
class ExpertiseSteps implements Steps.Group {

    private final DossierDesk desk;
    private final Experts experts;
    private final Trios trios;

    ExpertiseSteps(DossierDesk desk, Experts experts, Trios trios) {
        this.desk = desk;
        this.experts = experts;
        this.trios = trios;
    }

    @Override
    public void register(Steps steps) {
        steps.add("contract", "nameContractTrio", new Naming());
        steps.add("award", "nameAwardTrio", new Naming());
        steps.add("contract", "giveContractOpinion", new PersonalOpinion());
        steps.add("award", "giveAwardOpinion", new PersonalOpinion());
        steps.add("contract", "writeContractSynthesis", new OpinionStep(desk, OpinionKind.SYNTHESIS));
        steps.add("award", "writeAwardSynthesis", new OpinionStep(desk, OpinionKind.SYNTHESIS));
        steps.add("contract", "recordContractCommission", new OpinionStep(desk, OpinionKind.REGIONAL_COMMISSION));
        steps.add("award", "recordTechnicalProposal", new OpinionStep(desk, OpinionKind.TECHNICAL_PROPOSAL));
        steps.add("award", "recordSiteVisit", new OpinionStep(desk, OpinionKind.SITE_VISIT));
    }

    /** The carrier structure names three experts without conflict of interest. */
    private final class Naming implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.review(situation);
            List<Expert> active = experts.active();
            shown.put("nationalExperts", options(situation, active, ExpertKind.NATIONAL));
            shown.put("localExperts", options(situation, active, ExpertKind.LOCAL));
            shown.put("externalExperts", options(situation, active, ExpertKind.EXTERNAL));
            shown.put("conflicts", conflicts(situation, active));
            trios.of(situation.reference(), situation.stage()).ifPresent(trio -> propose(situation, trio, shown));
            return shown;
        }

        private void propose(Situation situation, Trio before, Map<String, Object> shown) {
            Map.of("national", before.national(), "local", before.local(), "external", before.external())
                    .forEach((seat, member) -> experts.find(member)
                            .filter(expert -> free(situation, expert))
                            .ifPresent(expert -> shown.put(seat, member)));
        }

        private boolean free(Situation situation, Expert expert) {
            return trios.conflict(situation.reference(), expert).isEmpty();
        }

        private List<Map<String, String>> options(Situation situation, List<Expert> active, ExpertKind kind) {
            return active.stream()
                    .filter(expert -> expert.kind() == kind && free(situation, expert))
                    .map(expert ->
                            Map.of("value", expert.userId(), "label", expert.name() + " (" + expert.employer() + ")"))
                    .toList();
        }

        private String conflicts(Situation situation, List<Expert> active) {
            StringBuilder table = new StringBuilder();
            for (Expert expert : active) {
                Optional<String> reason = trios.conflict(situation.reference(), expert);
                reason.ifPresent(why -> table.append("| %s | %s | %s |\n"
                        .formatted(Markdown.line(expert.name()), expert.kind().label(), Markdown.line(why))));
            }
            return table.isEmpty()
                    ? "Aucun expert de l'annuaire n'a de conflit d'intérêts connu avec ce dossier."
                    : "| Expert | Siège | Raison |\n|---|---|---|\n" + table;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            Trio trio = new Trio(answers.text("national"), answers.text("local"), answers.text("external"));
            try {
                trios.name(situation.step(), trio, situation.actor());
            } catch (ConflictOfInterest e) {
                throw Refusal.fields(e.conflicts().stream()
                        .map(conflict -> new FieldProblem(
                                conflict.seat(),
                                ExpertKind.valueOf(conflict.seat().toUpperCase(Locale.ROOT))
                                        .label(),
                                conflict.reason()))
                        .toList());
            }
            if (answers.has("remarks")) {
                desk.dossiers()
                        .journal(
                                situation.step(),
                                situation.actor(),
                                JournalKind.TRIO_NAMED,
                                "Observations sur le trio : " + answers.text("remarks"),
                                true);
            }
            return Map.of();
        }
    }

    /** An expert gives an opinion of his or her own, without seeing those of the others, or steps down. */
    private final class PersonalOpinion implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            return desk.review(situation, ExpertiseSteps::said);
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (answers.text("participation").equals("give")) {
                answers.require("opinion", "Donnez votre avis, ou récusez-vous.");
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            if (answers.text("participation").equals("stepDown")) {
                trios.stepDown(situation.step(), answers.text("reason"), situation.actor());
                return Map.of();
            }
            desk.proceedings()
                    .giveOpinion(
                            situation.step(),
                            OpinionKind.PERSONAL,
                            answers.text("opinion"),
                            reason(answers),
                            situation.actor());
            return Map.of();
        }

        private static String reason(Answers answers) {
            StringBuilder reason = new StringBuilder(answers.text("reason"));
            if (answers.has("strengths")) {
                reason.append("\n\nPoints forts : ").append(answers.text("strengths"));
            }
            if (answers.has("weaknesses")) {
                reason.append("\n\nPoints à améliorer : ").append(answers.text("weaknesses"));
            }
            return reason.toString();
        }
    }

    private static boolean said(GivenOpinion opinion) {
        return opinion.kind() == OpinionKind.INSTRUCTION || opinion.kind() == OpinionKind.SITE_VISIT;
    }
}
