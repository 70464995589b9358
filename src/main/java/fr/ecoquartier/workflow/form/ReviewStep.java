package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.OpinionKind;
import java.util.Map;

/** A decision that may also ask the authority to complete its dossier, and that may carry the reviewer's opinion. */
class ReviewStep extends DecisionStep {

    private static final String CORRECTION = "correction";

    private final String givesOpinion;

    /** @param givesOpinion the choice that comes with an opinion, empty when none does */
    ReviewStep(DossierDesk desk, String choice, String givesOpinion, Map<String, String> outcomes) {
        super(desk, choice, outcomes);
        this.givesOpinion = givesOpinion;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = super.show(situation);
        shown.put("deviations", desk.deviations(situation.reference()));
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        if (answers.text(choice).equals(CORRECTION)) {
            answers.require("correctionRequest", "Dites à la collectivité ce qu'elle doit compléter.");
            answers.require("correctionDueOn", "Donnez la date à laquelle vous attendez la réponse.");
        }
        if (givesOpinion(answers)) {
            answers.require("opinion", "Donnez votre avis pour transmettre le dossier.");
        }
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        String outcome = answers.text(choice);
        if (outcome.equals(CORRECTION)) {
            desk.proceedings()
                    .requestCorrection(
                            situation.step(),
                            answers.text("correctionRequest"),
                            answers.date("correctionDueOn").orElse(null),
                            situation.actor());
        }
        if (givesOpinion(answers)) {
            desk.proceedings()
                    .giveOpinion(
                            situation.step(),
                            OpinionKind.INSTRUCTION,
                            answers.text("opinion"),
                            answers.text("reason"),
                            situation.actor());
        }
        return super.take(situation, answers);
    }

    private boolean givesOpinion(Answers answers) {
        return answers.has(choice) && answers.text(choice).equals(givesOpinion);
    }
}
