package fr.ecoquartier.correspondence;

import java.util.Arrays;
import java.util.Optional;

/** For which kind of writing a text template is made. */
public enum TextKind {
    OPINION("avis", "Avis"),
    REASON("motif", "Motif de refus ou d’ajournement"),
    CORRECTION("complement", "Demande de complément"),
    MESSAGE("message", "Message");

    private final String code;
    private final String label;

    TextKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** How addresses and forms name it. */
    public String code() {
        return code;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** The kind that an address or a form names. */
    public static Optional<TextKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
