package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.workflow.Modelled;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Computes the indicators of the figures that the authority gave for this stage. */
@Component
@Modelled(
        value =
                "Calcule les indicateurs des dernières données de l'étape ; lève figuresInvalid si le référentiel les refuse",
        raises = "figuresInvalid")
class IndicatorCheck extends Effect {

    private final DossierFigures figures;

    IndicatorCheck(DossierFigures figures) {
        this.figures = figures;
    }

    @Override
    void apply(DelegateExecution execution) throws InvalidFigures {
        figures.checkStage(step(execution));
    }
}
