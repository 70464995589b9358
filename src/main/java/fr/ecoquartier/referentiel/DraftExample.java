package fr.ecoquartier.referentiel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The operation on which the formulas of a draft are tried.
 *
 * @param name of a published operation, or empty for figures typed by hand
 * @param figures as typed, by input
 */
public record DraftExample(String name, String context, Map<String, String> figures) {

    public DraftExample {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    static DraftExample none() {
        return new DraftExample("", "urban", Map.of());
    }
}
