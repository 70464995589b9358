package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess;
import fr.ecoquartier.workflow.pilot.PilotTestProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The authority leaves its test: it said so, or a stage ended without its answer. */
@Component
@Modelled("Inscrit qu'une collectivité quitte son test, avec la raison qu'elle en donne ou l'étape restée sans réponse")
class PilotDropOut extends CampaignEffect {

    private final Pilots pilots;
    private final Dossiers dossiers;

    PilotDropOut(Pilots pilots, Dossiers dossiers) {
        this.pilots = pilots;
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        String reference = (String) execution.getVariable(Variables.REFERENCE);
        Object reason = execution.getVariable(ProgressiveLabelProcess.Variables.WITHDRAWAL_REASON);
        if (reason != null) {
            pilots.dropOut(
                    reference,
                    (String) reason,
                    effect(execution),
                    new Actor(
                            text(execution, ProgressiveLabelProcess.Variables.WITHDRAWN_BY),
                            text(execution, ProgressiveLabelProcess.Variables.WITHDRAWN_BY_NAME),
                            text(execution, ProgressiveLabelProcess.Variables.WITHDRAWN_BY_ROLE)));
        } else {
            pilots.dropOut(
                    reference,
                    "l'étape « %s » est restée sans réponse dans le délai"
                            .formatted(dossiers.get(reference).stage().label()),
                    effect(execution),
                    Actor.system());
        }
    }

    private static String text(DelegateExecution execution, String variable) {
        return (String) execution.getVariable(variable);
    }
}
