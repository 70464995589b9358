package fr.ecoquartier.pilot.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A computation in the background, as it stands at one moment.
 *
 * @param owner id of the account that started it: nobody else sees it
 * @param percent 0 to 100
 * @param message what it does now, or why it ended, in French
 * @param result address of the page with the result, null until it is there
 */
public record Run(
        String id,
        String title,
        String owner,
        State state,
        int percent,
        String message,
        @Nullable String result,
        Instant startedAt) {

    public enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    public boolean ended() {
        return state != State.WAITING && state != State.RUNNING;
    }
}
