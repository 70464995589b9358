package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The tests are over: the results of the campaign are gathered and analysed, and its calibration begins. */
@Component
@Modelled("Réunit les résultats des tests d'une campagne et calcule l'analyse de chaque indicateur")
class ResultsGathering extends CampaignEffect {

    private final Calibrations calibrations;

    ResultsGathering(Calibrations calibrations) {
        this.calibrations = calibrations;
    }

    @Override
    void apply(DelegateExecution execution) {
        calibrations.gather(campaign(execution), effect(execution));
    }
}
