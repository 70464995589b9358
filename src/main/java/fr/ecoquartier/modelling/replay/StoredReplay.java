package fr.ecoquartier.modelling.replay;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;
import org.springframework.lang.Nullable;

/**
 * A replay that was made.
 *
 * @param release whose model was replayed, null for a draft
 * @param draft whose model was replayed, null for a release
 * @param revision of the draft
 * @param model the file that was replayed
 */
public record StoredReplay(
        long id,
        @Nullable Long release,
        @Nullable Long draft,
        @Nullable Integer revision,
        Author author,
        Instant madeAt,
        String model,
        ReplayReport report) {}
