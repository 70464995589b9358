package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The steps of the award and of its confirmation, save those of the trio. */
@Component
class AwardSteps implements Steps.Group {

    private static final String PROCESS = "award";

    private final DossierDesk desk;
    private final Checks checks;

    AwardSteps(DossierDesk desk, Checks checks) {
        this.desk = desk;
        this.checks = checks;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "enterMeasuredValues", new FiguresStep(desk, checks, FiguresKind.MEASURED));
        steps.add(PROCESS, "joinEvidence", new JoinedEvidence());
        steps.add(
                PROCESS,
                "instructAward",
                new ReviewStep(
                        desk,
                        "instruction",
                        "forward",
                        Map.of(
                                "forward", "Demande de label transmise au trio d'experts",
                                "correction", "Complément demandé pendant l'instruction du label")));
        steps.add(PROCESS, "answerAwardCorrection", new AnswerStep(desk));
        steps.add(PROCESS, "prepareNationalCommission", new CommissionFile());
        steps.add(PROCESS, "recordNationalDecision", new NationalDecision());
    }

    /** The authority confirms its evidence; a commitment without any is explained. */
    private final class JoinedEvidence implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.dossier(situation);
            List<Commitment> missing = desk.withoutEvidence(situation.reference());
            shown.put(
                    "evidence",
                    desk.evidence(situation.reference())
                            + (missing.isEmpty()
                                    ? ""
                                    : "\n\n**Engagements sans pièce :** " + codes(missing)
                                            + ". Ajoutez des pièces depuis la page du dossier, ou expliquez ci-dessous."));
            return shown;
        }

        @Override
        public void check(Situation situation, Answers answers) {
            List<Commitment> missing = desk.withoutEvidence(situation.reference());
            if (missing.size()
                    == desk.referentiel(situation.reference()).commitments().size()) {
                answers.refuse(
                        "evidenceComplete",
                        "Aucune pièce n'est jointe : ajoutez-en au moins une parmi les pièces justificatives du dossier.");
            } else if (!missing.isEmpty()) {
                answers.require(
                        "missingEvidence",
                        "Expliquez pourquoi ces engagements n'ont aucune pièce : %s.".formatted(codes(missing)));
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String explained = answers.has("missingEvidence")
                    ? " Engagements sans pièce : " + answers.text("missingEvidence")
                    : "";
            desk.dossiers()
                    .journal(
                            situation.step(),
                            situation.actor(),
                            fr.ecoquartier.dossier.JournalKind.FILED,
                            "Pièces justificatives confirmées par la collectivité." + explained,
                            false);
            return Map.of();
        }

        private static String codes(List<Commitment> commitments) {
            return commitments.stream().map(Commitment::code).collect(Collectors.joining(", "));
        }
    }

    /** The carrier structure prepares the dossier for the national commission. */
    private final class CommissionFile implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            return desk.review(situation);
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            desk.proceedings()
                    .decide(
                            situation.step(),
                            new NewDecision(
                                    "prepared",
                                    "Dossier présenté à la commission nationale du "
                                            + Markdown.day(
                                                    answers.date("commissionOn").orElseThrow()),
                                    answers.text("presentation")),
                            situation.actor());
            return Map.of();
        }
    }

    /** The national commission's decision; a deferral has conditions and a date, which the process waits for. */
    private final class NationalDecision extends DecisionStep {

        NationalDecision() {
            super(
                    AwardSteps.this.desk,
                    "labelDecision",
                    Map.of("labelled", "Label attribué", "deferred", "Label ajourné", "refused", "Label refusé"));
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (answers.text(choice).equals("deferred")) {
                answers.require("conditions", "Un ajournement dit quelles conditions remplir.");
                answers.require("deferredUntil", "Un ajournement donne la date du réexamen.");
            }
        }

        @Override
        protected NewDecision decision(String outcome, Answers answers) {
            NewDecision decision = super.decision(outcome, answers);
            return outcome.equals("deferred")
                    ? new NewDecision(
                            outcome,
                            decision.outcomeLabel(),
                            decision.reason(),
                            answers.text("conditions"),
                            answers.date("deferredUntil").orElseThrow())
                    : decision;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            Map<String, Object> kept = super.take(situation, answers);
            if (answers.text(choice).equals("deferred")) {
                var until = answers.date("deferredUntil").orElseThrow();
                desk.dossiers().deferUntil(situation.reference(), until);
                kept.put(
                        "deferredUntil",
                        Date.from(until.atStartOfDay(FormRules.FRANCE).toInstant()));
            }
            return kept;
        }
    }
}
