package fr.ecoquartier.pilot.sample;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much it matters, attribute by attribute, that the sample resembles the candidates.
 *
 * @param representativeness 0 (does not matter) to 10; an attribute that is absent does not matter
 */
public record Weights(Map<Attribute, Integer> representativeness) {

    public static final int MAXIMUM = 10;

    public Weights {
        Map<Attribute, Integer> copy = new EnumMap<>(Attribute.class);
        copy.putAll(representativeness);
        representativeness = Collections.unmodifiableMap(copy);
    }

    /** Every attribute matters as much. */
    public static Weights equal() {
        Map<Attribute, Integer> weights = new EnumMap<>(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            weights.put(attribute, 1);
        }
        return new Weights(weights);
    }

    public int of(Attribute attribute) {
        return representativeness.getOrDefault(attribute, 0);
    }
}
