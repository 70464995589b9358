package fr.ecoquartier.workflow.form;

import fr.ecoquartier.correspondence.KeptText;
import fr.ecoquartier.dossier.OpinionKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A decision that may also ask the authority to complete its dossier, and that may carry the reviewer's opinion. */
class ReviewStep extends DecisionStep {

    private static final String CORRECTION = "correction";
    private static final int LONGEST_GENERAL = 5000;

    private final String givesOpinion;

    /** @param givesOpinion the choice that comes with an opinion, empty when none does */
    ReviewStep(DossierDesk desk, String choice, String givesOpinion, Map<String, String> outcomes) {
        super(desk, choice, outcomes);
        this.givesOpinion = givesOpinion;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = super.show(situation);
        shown.put("deviations", desk.deviations(situation.reference()));
        shown.put("correctionPoints", desk.prepared(situation));
        String general = desk.corrections().general(situation.taskId()).text();
        if (!general.isBlank()) {
            shown.put("correctionRequest", general);
        }
        desk.corrections().dueDate(situation.taskId()).ifPresent(date -> shown.put("correctionDueOn", date.toString()));
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        if (answers.text(choice).equals(CORRECTION)) {
            checkRequest(situation, answers);
        }
        if (givesOpinion(answers)) {
            answers.require("opinion", "Donnez votre avis pour transmettre le dossier.");
        }
    }

    private void checkRequest(Situation situation, Answers answers) {
        List<String> problems = desk.corrections().problems(situation.taskId());
        KeptText kept = desk.corrections().general(situation.taskId());
        if (!problems.isEmpty()) {
            answers.refuse(
                    "correctionRequest",
                    "La demande ne peut pas partir ainsi : %s.".formatted(String.join(" ; ", problems)));
        }
        if (kept.aside() != null) {
            answers.refuse(
                    "correctionRequest",
                    "La phrase générale a deux textes, de deux personnes : choisissez-en un sur la page de préparation.");
        }
        String general = general(situation, answers);
        if (general.length() > LONGEST_GENERAL) {
            answers.refuse("correctionRequest", "La phrase générale compte au plus 5 000 caractères.");
        }
        if (general.isEmpty() && desk.corrections().prepared(situation.taskId()).isEmpty()) {
            answers.refuse(
                    "correctionRequest",
                    "Dites à la collectivité ce qu'elle doit compléter, ici ou point par point sur la page de préparation.");
        }
        Optional<LocalDate> due = dueOn(situation, answers);
        if (due.isEmpty()) {
            answers.refuse("correctionDueOn", "Donnez la date à laquelle vous attendez la réponse.");
        } else if (!due.get().isAfter(desk.today())) {
            answers.refuse("correctionDueOn", "La réponse ne peut être attendue qu'après aujourd'hui.");
        } else if (due.get().isAfter(desk.latestAnswer())) {
            answers.refuse(
                    "correctionDueOn",
                    "Attendez la réponse pour le %s au plus tard : c'est la fin du délai de réponse, après laquelle l'étape serait abandonnée."
                            .formatted(Markdown.day(desk.latestAnswer())));
        }
    }

    /** What the form says; when it says nothing, what was prepared. */
    private String general(Situation situation, Answers answers) {
        String typed = answers.text("correctionRequest");
        return typed.isEmpty()
                ? desk.corrections().general(situation.taskId()).text().strip()
                : typed;
    }

    private Optional<LocalDate> dueOn(Situation situation, Answers answers) {
        return answers.date("correctionDueOn").or(() -> desk.corrections().dueDate(situation.taskId()));
    }

    private String request(Situation situation, Answers answers) {
        String general = general(situation, answers);
        int points = desk.corrections().prepared(situation.taskId()).size();
        return !general.isEmpty() ? general : points == 1 ? "Un point à compléter." : points + " points à compléter.";
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        String outcome = answers.text(choice);
        if (outcome.equals(CORRECTION)) {
            long request = desk.proceedings()
                    .requestCorrection(
                            situation.step(),
                            request(situation, answers),
                            dueOn(situation, answers).orElse(null),
                            situation.actor());
            desk.corrections().send(situation.taskId(), request);
        } else {
            desk.corrections().drop(situation.taskId());
        }
        if (givesOpinion(answers)) {
            desk.proceedings()
                    .giveOpinion(
                            situation.step(),
                            OpinionKind.INSTRUCTION,
                            answers.text("opinion"),
                            answers.text("reason"),
                            situation.actor());
        }
        return super.take(situation, answers);
    }

    private boolean givesOpinion(Answers answers) {
        return answers.has(choice) && answers.text(choice).equals(givesOpinion);
    }
}
