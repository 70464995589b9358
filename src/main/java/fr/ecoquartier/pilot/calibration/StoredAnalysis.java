package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An analysis as kept, with what it was computed from.
 *
 * @param provisional computed while tests still ran
 * @param computedBy name of the person who asked for it, or of the application
 */
public record StoredAnalysis(
        long id,
        String campaign,
        boolean provisional,
        String computedBy,
        Instant computedAt,
        List<Source> sources,
        Analysis analysis) {

    public StoredAnalysis {
        sources = List.copyOf(sources);
    }

    /**
     * What of a pilot went into the analysis.
     *
     * @param check id of the check report, null without one
     * @param stage of that check
     * @param leftOut French, why the pilot is not part of it; null when it is
     */
    public record Source(
            int seat,
            @Nullable String reference,
            String name,
            String regionCode,
            @Nullable Long check,
            @Nullable Stage stage,
            @Nullable Instant checkedAt,
            int ratings,
            @Nullable Instant lastRatingAt,
            @Nullable String leftOut) {}

    public List<Source> leftOut() {
        return sources.stream().filter(source -> source.leftOut() != null).toList();
    }
}
