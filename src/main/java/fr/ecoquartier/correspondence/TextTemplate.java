package fr.ecoquartier.correspondence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that reviewers insert and then change as they need.
 *
 * @param owner account of the only person who sees it; null when it is shared
 * @param number of its present version, from 1
 * @param retiredAt since when it is no longer offered
 */
public record TextTemplate(
        long id,
        @Nullable String owner,
        TextKind kind,
        int number,
        String title,
        String body,
        @Nullable Instant retiredAt) {

    public boolean shared() {
        return owner == null;
    }

    public boolean retired() {
        return retiredAt != null;
    }
}
