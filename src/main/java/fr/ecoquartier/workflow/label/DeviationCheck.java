package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Compares the measured values with the objectives of the contract. */
@Component
@Modelled(
        value =
                "Compare les valeurs mesurées aux objectifs du contrat ; lève figuresInvalid si le référentiel les refuse",
        raises = "figuresInvalid")
class DeviationCheck extends Effect {

    private final DossierFigures figures;

    DeviationCheck(DossierFigures figures) {
        this.figures = figures;
    }

    @Override
    void apply(DelegateExecution execution) throws InvalidFigures {
        figures.checkStage(step(execution));
    }
}
