package fr.ecoquartier.workflow.form;

import java.util.Map;

/** The authority answers a correction request, and says whether its figures change too. */
class AnswerStep implements Step {

    private final DossierDesk desk;

    AnswerStep(DossierDesk desk) {
        this.desk = desk;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = desk.review(situation, opinion -> false);
        shown.remove("history");
        shown.put("request", desk.request(situation.reference()));
        return shown;
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        desk.proceedings().answerCorrection(situation.step(), answers.text("answer"), situation.actor());
        return Map.of("figuresToChange", answers.text("figuresToChange").equals("yes"));
    }
}
