package fr.ecoquartier.indicator;

/** What every picture writes the same way. */
public final class Svg {

    private Svg() {}

    /** A text for the content or an attribute of an element. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
