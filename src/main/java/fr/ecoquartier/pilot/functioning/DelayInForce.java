package fr.ecoquartier.pilot.functioning;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * A delay as it is configured.
 *
 * @param key {@code admissibility}
 * @param label what it is for, in French
 * @param iso {@code P1M}, {@code PT2H}
 */
public record DelayInForce(String key, String label, String iso) {

    private static final LocalDate ANY_DAY = LocalDate.of(2012, 1, 1);

    /** How long it is, months counted from the first of January. */
    public Duration length() {
        return iso.contains("T")
                ? Duration.parse(iso)
                : Duration.between(
                        ANY_DAY.atStartOfDay(ZoneOffset.UTC),
                        ANY_DAY.plus(Period.parse(iso)).atStartOfDay(ZoneOffset.UTC));
    }

    /** As people say it: « 1 mois », « 15 jours ». */
    public String text() {
        return iso.contains("T") ? Durations.text(Duration.parse(iso)) : Durations.text(Period.parse(iso));
    }
}
