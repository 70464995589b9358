package fr.ecoquartier.modelling.graph;

import org.springframework.lang.Nullable;

/**
 * What an expression comes to, as far as one can know without running anything.
 *
 * @param why in French, why it is not known; null when it is
 */
public record Value(@Nullable Object content, @Nullable String why) {

    public static Value of(@Nullable Object content) {
        return new Value(content, null);
    }

    public static Value unknown(String why) {
        return new Value(null, why);
    }

    public boolean known() {
        return why == null;
    }

    /** As a condition: null is false, as for the engine. */
    public boolean isTrue() {
        return known() && truth(content);
    }

    public boolean isFalse() {
        return known() && !truth(content);
    }

    private static boolean truth(@Nullable Object content) {
        return content instanceof Boolean bool ? bool : content != null && Boolean.parseBoolean(content.toString());
    }
}
