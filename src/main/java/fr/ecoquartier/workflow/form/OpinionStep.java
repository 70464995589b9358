package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.OpinionKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** An opinion with its reasons; what else was noted (date, participants, recommendations) goes with them. */
class OpinionStep implements Step {

    private final DossierDesk desk;
    private final OpinionKind kind;

    OpinionStep(DossierDesk desk, OpinionKind kind) {
        this.desk = desk;
        this.kind = kind;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        return desk.review(situation);
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        desk.proceedings()
                .giveOpinion(situation.step(), kind, answers.text("opinion"), reason(answers), situation.actor());
        return Map.of();
    }

    private static String reason(Answers answers) {
        StringBuilder reason = new StringBuilder(answers.text("reason"));
        answers.date("heldOn").ifPresent(date -> reason.append("\n\nRéunion du %s.".formatted(Markdown.day(date))));
        answers.date("visitedOn").ifPresent(date -> reason.append("\n\nVisite du %s.".formatted(Markdown.day(date))));
        Map<String, String> others = new LinkedHashMap<>();
        others.put("participants", "Participants");
        others.put("recommendations", "Recommandations");
        others.forEach((key, label) -> {
            if (answers.has(key)) {
                reason.append("\n\n").append(label).append(" : ").append(answers.text(key));
            }
        });
        return reason.toString();
    }
}
