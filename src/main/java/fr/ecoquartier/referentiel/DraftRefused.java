package fr.ecoquartier.referentiel;

import java.util.List;

/**
 * What was asked of a draft cannot be done; the message is French, with every problem of the draft when these are the
 * reason. Checked: it never rolls a transaction back.
 */
public class DraftRefused extends Exception {

    private final transient List<DraftProblem> problems;

    public DraftRefused(String message, List<DraftProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** Empty when the draft itself is fine. */
    public List<DraftProblem> problems() {
        return problems;
    }
}
