package fr.ecoquartier.referentiel;

import java.util.Set;

/**
 * Says whether a text is a unit in UCUM's case-sensitive notation, with the atoms that an operation can be measured in.
 * {@code EUR} is let through: UCUM has no money, and the référentiel counts it.
 */
final class Ucum {

    private static final Set<String> PREFIXES = Set.of(
            "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "u", "n", "p", "f", "a", "z", "y", "Ki",
            "Mi", "Gi", "Ti");

    /** Atoms that take a prefix. */
    private static final Set<String> METRIC = Set.of(
            "m", "s", "g", "rad", "K", "C", "cd", "mol", "sr", "Hz", "N", "Pa", "J", "W", "A", "V", "F", "Ohm", "S",
            "Wb", "Cel", "T", "H", "lm", "lx", "Bq", "Gy", "Sv", "l", "L", "ar", "t", "bar", "u", "eV", "pc", "st", "B",
            "B[SPL]", "B[V]", "B[W]", "B[kW]", "cal", "cal_th", "bit", "By", "Bd", "kat", "gon", "Np", "dyn", "erg");

    private static final Set<String> OTHER = Set.of(
            "min",
            "h",
            "d",
            "a",
            "a_t",
            "a_j",
            "a_g",
            "wk",
            "mo",
            "mo_s",
            "mo_j",
            "mo_g",
            "AU",
            "deg",
            "'",
            "''",
            "%",
            "[ppth]",
            "[ppm]",
            "[ppb]",
            "[pptr]",
            "[pi]",
            "10*",
            "10^",
            "atm",
            "[g]",
            "[c]",
            "[h]",
            "[k]",
            "[in_i]",
            "[ft_i]",
            "[yd_i]",
            "[mi_i]",
            "[acr_us]",
            "[pH]",
            "[degF]",
            "circ",
            "sph",
            "EUR");

    private final String text;
    private int at;

    private Ucum(String text) {
        this.text = text;
    }

    static boolean valid(String unit) {
        Ucum reading = new Ucum(unit);
        return !unit.isEmpty() && reading.term() && reading.at == unit.length();
    }

    /** {@code component (("." | "/") component)*}, with a slash in front or not. */
    private boolean term() {
        if (peek('/')) {
            at++;
        }
        if (!component()) {
            return false;
        }
        while (peek('.') || peek('/')) {
            at++;
            if (!component()) {
                return false;
            }
        }
        return true;
    }

    private boolean component() {
        if (peek('(')) {
            at++;
            if (!term() || !peek(')')) {
                return false;
            }
            at++;
            return true;
        }
        if (peek('{')) {
            return annotation();
        }
        int start = at;
        while (at < text.length() && "./(){}".indexOf(text.charAt(at)) < 0) {
            at += peek('[') ? Math.max(1, text.indexOf(']', at) - at + 1) : 1;
        }
        return simple(text.substring(start, Math.min(at, text.length()))) && (!peek('{') || annotation());
    }

    private boolean annotation() {
        int end = text.indexOf('}', at);
        if (end <= at + 1 || text.substring(at + 1, end).contains("{")) {
            return false;
        }
        at = end + 1;
        return true;
    }

    private static boolean simple(String symbol) {
        if (symbol.matches("[1-9]\\d{0,8}")) {
            return true;
        }
        if (atom(symbol)) {
            return true;
        }
        int digits = symbol.length();
        while (digits > 0 && Character.isDigit(symbol.charAt(digits - 1))) {
            digits--;
        }
        if (digits == symbol.length()) {
            return false;
        }
        boolean sign = digits > 0 && "+-".indexOf(symbol.charAt(digits - 1)) >= 0;
        return atom(symbol.substring(0, sign ? digits - 1 : digits));
    }

    private static boolean atom(String symbol) {
        if (METRIC.contains(symbol) || OTHER.contains(symbol)) {
            return true;
        }
        return PREFIXES.stream()
                .anyMatch(prefix -> symbol.startsWith(prefix) && METRIC.contains(symbol.substring(prefix.length())));
    }

    private boolean peek(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }
}
