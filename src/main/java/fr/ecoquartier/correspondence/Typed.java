package fr.ecoquartier.correspondence;

import java.text.NumberFormat;
import java.util.Locale;

/** What people type. */
final class Typed {

    private Typed() {}

    /** One kind of line end, and no character that can neither be read nor stored. */
    static String clean(String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        typed.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    /** Characters as people count them. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String number(long number) {
        return NumberFormat.getInstance(Locale.FRANCE).format(number);
    }
}
