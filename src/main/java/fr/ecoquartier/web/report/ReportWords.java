package fr.ecoquartier.web.report;

import fr.ecoquartier.pilot.functioning.Durations;
import fr.ecoquartier.pilot.functioning.Suggestion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Durations and shares in our pages; {@code @reportWords} in templates. */
@Component("reportWords")
class ReportWords {

    public String duration(@Nullable Duration duration) {
        return duration == null ? "–" : Durations.text(duration);
    }

    /** « 3 sur 12 (25 %) ». */
    public String share(int part, int whole) {
        return whole == 0 ? "–" : "%d sur %d (%d\u00a0%%)".formatted(part, whole, Math.round(100.0 * part / whole));
    }

    /** The class of a suggestion's badge. */
    public String mark(Suggestion.Kind kind) {
        return switch (kind) {
            case LONGER -> "badge--warn";
            case SHORTER -> "badge--info";
            case UNCHANGED -> "badge--ok";
            case TOO_FEW -> "badge--neutral";
        };
    }
}
