package fr.ecoquartier.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told.
 *
 * @param onBehalfOf name of the person for whom they stood in, null in their own name
 * @param link path of the page that it leads to
 * @param done the task that it tells of is no longer to do
 */
public record Notice(
        long id,
        NoticeKind kind,
        String reference,
        @Nullable String onBehalfOf,
        Content content,
        String link,
        Instant createdAt,
        @Nullable Instant readAt,
        boolean done) {

    /** Somebody else may have done the task: nothing is left to read then. */
    public boolean unread() {
        return readAt == null && !done;
    }
}
