package fr.ecoquartier.pilot.sample;

import org.jspecify.annotations.Nullable;

/**
 * How many candidates with this value the sample takes, at least and at most; a bound that is absent binds nothing.
 *
 * @param value code of the value: {@code under2000}, {@code urban}, {@code yes}, {@code 82}, {@code works}…
 */
public record Quota(
        Attribute attribute,
        String value,
        @Nullable Integer minimum,
        @Nullable Integer maximum) {

    public static Quota atLeast(Attribute attribute, String value, int minimum) {
        return new Quota(attribute, value, minimum, null);
    }

    public static Quota atMost(Attribute attribute, String value, int maximum) {
        return new Quota(attribute, value, null, maximum);
    }
}
