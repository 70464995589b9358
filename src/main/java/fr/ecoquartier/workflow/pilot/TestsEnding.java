package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The tests end before their term: whoever still runs is closed with what was given so far. */
@Component
@Modelled("Clôt les tests encore en cours d'une campagne, à la demande de qui les arrête")
class TestsEnding extends CampaignEffect {

    private final Pilots pilots;
    private final Dossiers dossiers;

    TestsEnding(Pilots pilots, Dossiers dossiers) {
        this.pilots = pilots;
        this.dossiers = dossiers;
    }

    @Override
    void apply(DelegateExecution execution) {
        Actor actor = new Actor(
                (String) execution.getVariable(Variables.ENDED_BY),
                (String) execution.getVariable(Variables.ENDED_BY_NAME),
                (String) execution.getVariable(Variables.ENDED_BY_ROLE));
        for (Pilot pilot : pilots.of(campaign(execution))) {
            String reference = pilot.reference();
            if (pilot.state() != PilotState.RUNNING || reference == null) {
                continue;
            }
            if (dossiers.get(reference).suspended()) {
                dossiers.markResumed(reference, "les tests de la campagne prennent fin", actor);
            }
            dossiers.endTest(reference);
        }
        pilots.closeRunning(
                campaign(execution), (String) execution.getVariable(Variables.END_REASON), effect(execution), actor);
    }
}
