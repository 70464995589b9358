package fr.ecoquartier.correspondence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed and has not sent yet.
 *
 * @param revision rises with every change; whoever types says which one they saw
 * @param savedBy account of who typed it last; null while nobody did
 * @param aside what somebody typed without having seen the present text: kept beside it, never in its place
 */
public record KeptText(
        String text,
        int revision,
        @Nullable String savedBy,
        @Nullable String savedByName,
        @Nullable Instant savedAt,
        @Nullable String aside,
        @Nullable String asideBy,
        @Nullable String asideByName,
        @Nullable Instant asideAt) {

    /** Nobody typed anything yet. */
    static final KeptText NONE = new KeptText("", 0, null, null, null, null, null, null, null);

    public boolean blank() {
        return text.isBlank();
    }
}
