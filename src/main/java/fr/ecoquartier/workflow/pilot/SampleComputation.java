package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.SampleOutcome;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess.Errors;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Computes the sample from the candidates and the parameters of the moment. */
@Component("sampleSelection")
@Modelled(
        value = "Calcule l'échantillon de la campagne ; lève noSample si aucun ne respecte les paramètres",
        raises = "noSample")
class SampleComputation extends CampaignEffect {

    private final Samples samples;

    SampleComputation(Samples samples) {
        this.samples = samples;
    }

    @Override
    void apply(DelegateExecution execution) {
        SampleOutcome outcome = samples.compute(campaign(execution), effect(execution), Progress.none());
        if (!outcome.feasible()) {
            throw new BpmnError(Errors.NO_SAMPLE, outcome.message());
        }
    }
}
