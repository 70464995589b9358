package fr.ecoquartier.oversight.incident;

import fr.ecoquartier.dossier.Actor;
import java.time.Instant;
import java.util.List;

/** One or many failed steps that somebody had tried again, with the reason and what came of each. */
public record Retry(long id, String title, String reason, Actor author, Instant requestedAt, List<RetriedStep> steps) {

    /** How many of the steps are in this state. */
    public long count(RetriedStep.State state) {
        return steps.stream().filter(step -> step.state() == state).count();
    }

    /** All is known. */
    public boolean over() {
        return steps.stream().allMatch(step -> step.state().decided());
    }
}
