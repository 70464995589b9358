package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.NewDecision;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step where a person chooses a way on and says why. The choice routes the process under the field's own name; the
 * decision goes to the dossier with its reason.
 */
class DecisionStep implements Step {

    protected final DossierDesk desk;
    protected final String choice;
    private final Map<String, String> outcomes;

    /**
     * @param choice key of the field, name of the gateway variable
     * @param outcomes what the dossier keeps for each choice, in French
     */
    DecisionStep(DossierDesk desk, String choice, Map<String, String> outcomes) {
        this.desk = desk;
        this.choice = choice;
        this.outcomes = outcomes;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        return desk.review(situation);
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        String outcome = answers.text(choice);
        desk.proceedings().decide(situation.step(), decision(outcome, answers), situation.actor());
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put(choice, outcome);
        return kept;
    }

    protected NewDecision decision(String outcome, Answers answers) {
        return new NewDecision(outcome, outcomes.get(outcome), answers.text("reason"));
    }
}
