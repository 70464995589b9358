package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Rating;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One indicator that the draft rates otherwise.
 *
 * @param from null for an indicator that the draft adds
 * @param to null for an indicator that the draft drops or cannot compute
 * @param reason a French sentence
 */
public record RatingChange(
        String indicator,
        String label,
        @Nullable Rating from,
        @Nullable Rating to,
        Cause cause,
        ChangeKind kind,
        String reason,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after) {}
