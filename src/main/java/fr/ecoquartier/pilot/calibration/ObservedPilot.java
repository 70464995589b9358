package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pilot as its latest check saw it.
 *
 * @param reference its test dossier
 * @param name who carries it, for people
 * @param context of the référentiel
 * @param populationClass code of the class
 * @param stage the stage of that check
 * @param indicators by indicator code
 */
public record ObservedPilot(
        String reference,
        String name,
        String regionCode,
        String context,
        String populationClass,
        Stage stage,
        Map<String, Observation> indicators) {

    public ObservedPilot {
        indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    }

    /** One indicator of the check; the value is null when it is missing or does not apply. */
    public record Observation(Rating rating, @Nullable BigDecimal value) {}
}
