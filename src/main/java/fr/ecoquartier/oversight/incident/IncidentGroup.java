package fr.ecoquartier.oversight.incident;

import java.time.Instant;
import java.util.List;

/**
 * Failures with one cause: the same step of the same process, the same kind of failure.
 *
 * @param key opaque, the same as long as the cause is
 * @param reason the words of the failure itself
 * @param dossiers how many dossiers are stopped
 */
public record IncidentGroup(
        String key,
        String process,
        String processName,
        String element,
        String elementName,
        Cause cause,
        String reason,
        int dossiers,
        Instant since,
        Instant latest,
        List<Failure> failures) {

    /** How many of them can be tried again. */
    public int retryable() {
        return (int) failures.stream().filter(failure -> failure.job() != null).count();
    }
}
