package fr.ecoquartier.correspondence;

import java.util.Optional;

/**
 * What a point is about.
 *
 * @param code key of the field, code of the figure or of the commitment, id of the piece of evidence
 */
public record Subject(PointKind kind, String code) {

    /** As a form sends it: {@code donnee:surface}. */
    public String text() {
        return kind.code() + ":" + code;
    }

    /** Reads what a form sent. */
    public static Optional<Subject> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : PointKind.ofCode(text.substring(0, colon)).map(kind -> new Subject(kind, text.substring(colon + 1)));
    }
}
