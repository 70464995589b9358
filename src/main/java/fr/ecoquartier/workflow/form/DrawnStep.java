package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.JournalKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A user task that somebody drew and that the application gives no meaning of its own. Its form is enforced as any
 * other; its choices route the process, everything else is kept in the dossier's journal only.
 */
@Component
class DrawnStep implements Step {

    private final DossierDesk desk;

    DrawnStep(DossierDesk desk) {
        this.desk = desk;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        return isLabel(situation) ? desk.review(situation) : Map.of();
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        if (isLabel(situation) && !answers.labelled().isEmpty()) {
            String said = answers.labelled().entrySet().stream()
                    .map(answer -> answer.getKey() + " : " + answer.getValue())
                    .collect(Collectors.joining(" ; "));
            desk.dossiers()
                    .journal(
                            situation.step(),
                            situation.actor(),
                            JournalKind.DECISION,
                            "« %s » : %s".formatted(situation.name(), said),
                            true);
        }
        return new LinkedHashMap<>(answers.routing());
    }

    private boolean isLabel(Situation situation) {
        return situation.reference() != null
                && situation.ofLabel()
                && desk.dossiers().find(situation.reference()).isPresent();
    }
}
