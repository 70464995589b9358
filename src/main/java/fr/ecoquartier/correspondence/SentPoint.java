package fr.ecoquartier.correspondence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point of a request that was sent, with what it was about as it was then.
 *
 * @param position from 1
 * @param missing what the reviewer says is missing
 * @param answer what the authority answered; null until all answers of the request are sent back
 * @param draft what the authority typed so far, while nothing was sent back
 */
public record SentPoint(
        long id,
        long request,
        int position,
        Subject subject,
        String label,
        String value,
        String missing,
        @Nullable String answer,
        @Nullable String answeredByName,
        @Nullable Instant answeredAt,
        KeptText draft) {

    public boolean figure() {
        return subject.kind() == PointKind.FIGURE;
    }
}
