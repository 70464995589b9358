package fr.ecoquartier.workflow.form;

import fr.ecoquartier.correspondence.CorrectionSteps;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** The steps where a reviewer may ask the authority to complete its dossier. */
@Component
class ReviewingSteps implements CorrectionSteps {

    private final Steps steps;
    private final DossierDesk desk;

    ReviewingSteps(Steps steps, DossierDesk desk) {
        this.steps = steps;
        this.desk = desk;
    }

    @Override
    public boolean asks(String process, String step) {
        return steps.find(process, step).filter(ReviewStep.class::isInstance).isPresent();
    }

    @Override
    public LocalDate latestAnswer() {
        return desk.latestAnswer();
    }
}
