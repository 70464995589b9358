package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.util.List;

/**
 * How one indicator stands, without the words of an {@link IndicatorResult}.
 *
 * @param value unrounded, null when missing or not applicable
 * @param missing inputs that are absent, when that is why there is no value
 */
public record Judgement(Rating rating, BigDecimal value, List<String> missing) {

    static final Judgement NOT_APPLICABLE = new Judgement(Rating.NOT_APPLICABLE, null, List.of());
}
