package fr.ecoquartier.oversight.incident;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's failed steps; implemented by the room {@code workflow}. */
public interface FailedSteps {

    /** Those that are open, the oldest first; of one that stopped its callers too, only where it began. */
    List<Failure> open();

    /** What the program was doing when it failed; empty when it is not known. */
    Optional<String> stackTrace(String incidentId);

    /** Has a job tried once more, as soon as somebody can; false when there is no such job any more. */
    boolean retry(String job);

    /** What came of jobs that were tried again. */
    Map<String, Effect> effects(Collection<String> jobs);

    /**
     * What came of one.
     *
     * @param sentence in French: the reason of a failure, why it still waits; empty when there is nothing to say
     */
    record Effect(RetriedStep.State state, String sentence) {}
}
