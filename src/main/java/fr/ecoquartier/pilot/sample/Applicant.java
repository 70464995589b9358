package fr.ecoquartier.pilot.sample;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A candidate as the selection sees it.
 *
 * @param name what explanations call it: the authority and its operation
 * @param values the code of its value for every attribute
 */
public record Applicant(long id, String name, Map<Attribute, String> values) {

    public Applicant {
        Map<Attribute, String> copy = new EnumMap<>(Attribute.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    public String value(Attribute attribute) {
        return values.getOrDefault(attribute, "");
    }
}
