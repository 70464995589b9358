package fr.ecoquartier.correspondence;

import java.time.Instant;

/**
 * A message of a thread, or a private note.
 *
 * @param authorRole the role, in French, in which the person wrote
 */
public record Message(
        long id,
        String reference,
        String authorId,
        String authorName,
        String authorRole,
        Side side,
        String text,
        Instant postedAt) {}
