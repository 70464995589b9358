package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Deadlines;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotTestProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Reminds of a task of a pilot test, in the journal of its test dossier. */
@Component
@Modelled(
        "Rappelle une tâche d'un test pilote qui arrive à échéance ; l'événement porte son identifiant suivi de Reminded")
class PilotReminder extends CampaignEffect {

    private final Deadlines deadlines;
    private final Dossiers dossiers;

    PilotReminder(Deadlines deadlines, Dossiers dossiers) {
        this.deadlines = deadlines;
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        String reference = (String) execution.getVariable(Variables.REFERENCE);
        String task = CampaignReminder.task(execution);
        String[] definition = execution.getProcessDefinitionId().split(":");
        deadlines.remind(
                new Step(
                        reference,
                        dossiers.get(reference).stage(),
                        task,
                        effect(execution),
                        definition[0] + ":" + definition[1]),
                nameOf(execution, task));
    }
}
