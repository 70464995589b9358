package fr.ecoquartier.web;

/** Texts that people typed, as XML can hold them. */
public final class XmlText {

    private XmlText() {}

    /** Without the control characters and half characters that no XML document may have. */
    public static String clean(String text) {
        if (text.codePoints().allMatch(XmlText::allowed)) {
            return text;
        }
        return text.codePoints()
                .filter(XmlText::allowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int c) {
        return c >= 0x20 && c <= 0xD7FF
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
