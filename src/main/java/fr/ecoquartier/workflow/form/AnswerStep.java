package fr.ecoquartier.workflow.form;

import fr.ecoquartier.correspondence.SentPoint;
import java.util.List;
import java.util.Map;

/**
 * The authority answers a correction request, and says whether its figures change too. The points of the request are
 * answered on the page of the form, one by one; here all answers are sent back at once.
 */
class AnswerStep implements Step {

    private final DossierDesk desk;

    AnswerStep(DossierDesk desk) {
        this.desk = desk;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = desk.review(situation, opinion -> false);
        shown.remove("history");
        shown.put("request", desk.generalRequest(situation.reference()));
        List<SentPoint> points = desk.corrections().open(situation.reference());
        shown.put("points", points.size());
        if (points.stream().anyMatch(SentPoint::figure)) {
            shown.put("figuresToChange", "yes");
        }
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        if (desk.corrections().open(situation.reference()).isEmpty()) {
            answers.require("answer", "Répondez à la demande de complément.");
        }
        List<String> problems = desk.corrections().problemsOfAnswers(situation.reference());
        if (!problems.isEmpty()) {
            answers.refuse(
                    "answer", "Les réponses partent toutes ensemble : %s.".formatted(String.join(" ; ", problems)));
        }
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        int points = desk.corrections().open(situation.reference()).size();
        desk.corrections().sendBack(situation.step(), situation.actor());
        desk.proceedings()
                .answerCorrection(situation.step(), answer(answers.text("answer"), points), situation.actor());
        return Map.of("figuresToChange", answers.text("figuresToChange").equals("yes"));
    }

    private static String answer(String typed, int points) {
        return !typed.isEmpty()
                ? typed
                : points == 1 ? "Le point a sa réponse." : "Les %d points ont chacun leur réponse.".formatted(points);
    }
}
