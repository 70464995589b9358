package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.workflow.Modelled;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who evaluates a test dossier, as models ask for them. */
@Component
@Modelled("Évaluateurs désignés pour un dossier de test : experts et partners donnent leurs comptes")
public class PilotEvaluators {

    private final Evaluators evaluators;

    PilotEvaluators(Evaluators evaluators) {
        this.evaluators = evaluators;
    }

    /** Account names of the experts. */
    public List<String> experts(String reference) {
        return evaluators.experts(reference);
    }

    /** Account names of the partners. */
    public List<String> partners(String reference) {
        return evaluators.partners(reference);
    }
}
