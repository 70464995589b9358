package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.NotPossible;
import java.util.Map;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** The review of a charter on the real engine, for tests of the pages beside it. */
public final class CharterOnDesk {

    private final Desk desk;

    private CharterOnDesk(Desk desk) {
        this.desk = desk;
    }

    public static CharterOnDesk in(AutowireCapableBeanFactory application) {
        return new CharterOnDesk(Desk.in(application));
    }

    /** A dossier of Grenoble whose admissibility is to be checked; answers its reference. */
    public String underReview() throws NotPossible {
        return desk.openAt("checkAdmissibility");
    }

    /** The id of the only open task of a step. */
    public String task(String reference, String step) {
        return desk.task(reference, step).getId();
    }

    /** The reviewer sends what was prepared. */
    public void askForCorrection(String reference) {
        desk.answer(reference, "checkAdmissibility", SampleAnswers.correction("admissibility"));
        desk.runAll(reference);
    }

    /** The authority sends all its answers back. */
    public void sendAnswers(String reference) {
        desk.answer(reference, "answerCharterCorrection", Map.of("figuresToChange", "no"));
        desk.runAll(reference);
    }
}
