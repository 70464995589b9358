package fr.ecoquartier.antivirus;

/**
 * What the antivirus answered.
 *
 * @param detail the name of what was found, or why there is no verdict; empty for a clean file
 */
public record Verdict(Kind kind, String detail) {

    /** The possible answers. */
    public enum Kind {
        CLEAN,
        INFECTED,
        /** It answered that it does not examine this file: too large for its settings, or an error of its own. */
        REFUSED,
        /** It does not answer, or not in time. */
        UNAVAILABLE
    }

    static Verdict clean() {
        return new Verdict(Kind.CLEAN, "");
    }

    static Verdict infected(String name) {
        return new Verdict(Kind.INFECTED, name);
    }

    static Verdict refused(String reason) {
        return new Verdict(Kind.REFUSED, reason);
    }

    static Verdict unavailable(String reason) {
        return new Verdict(Kind.UNAVAILABLE, reason);
    }
}
