package fr.ecoquartier.act.seal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The seal as those who run the application see it.
 *
 * @param valid whether it can seal now
 */
public record SealState(
        Kind kind,
        String subject,
        String issuer,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean valid) {

    /** Where the key comes from. */
    public enum Kind {
        /** Documents bear no seal. */
        NONE,
        DEMONSTRATION,
        FILE
    }

    /** Whether it ends within that time, or has ended. */
    public boolean endsBefore(Instant instant) {
        return until != null && until.isBefore(instant);
    }
}
