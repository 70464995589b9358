package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotTestProcess.Variables;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Records who did not answer in time, of the role that the element's input parameter names. */
@Component
@Modelled(
        "Inscrit qui n'a pas évalué dans le délai, selon le paramètre d'entrée role : dreal, expert, partner ou authority")
class RatingClosing extends CampaignEffect {

    private final Evaluators evaluators;

    RatingClosing(Evaluators evaluators) {
        this.evaluators = evaluators;
    }

    @Override
    void apply(DelegateExecution execution) {
        String role = (String) execution.getVariable(Variables.ROLE);
        evaluators.closeWithout(
                (String) execution.getVariable(Variables.REFERENCE),
                EvaluatorRole.valueOf(role.toUpperCase(Locale.ROOT)),
                effect(execution));
    }
}
