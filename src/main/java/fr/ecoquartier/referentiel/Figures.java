package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns raw entries into exact decimals, or into one French sentence per refused entry. */
final class Figures {

    private static final int DIGITS = Decimals.PRECISION.getPrecision();
    static final String NOT_A_NUMBER = "Un nombre est attendu.";

    private final Map<String, BigDecimal> accepted = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    /** Reads measures against the ranges, whole counts and wholes of {@code referentiel}. */
    static Figures measures(Referentiel referentiel, Map<String, ?> raw) {
        Figures figures = new Figures();
        raw.forEach((code, entry) -> {
            Input input = referentiel.inputs().get(code);
            if (input == null) {
                figures.refuse(code, "Donnée inconnue du référentiel " + referentiel.version() + ".");
            } else {
                figures.accept(code, entry, input);
            }
        });
        referentiel.inputs().values().forEach(input -> figures.checkWhole(input, referentiel));
        return figures;
    }

    /** Reads contract objectives, keyed by indicator. */
    static Figures objectives(Referentiel referentiel, Map<String, ?> raw) {
        Figures figures = new Figures();
        raw.forEach((code, entry) -> {
            if (referentiel.indicator(code).isEmpty()) {
                figures.refuse(code, "Indicateur inconnu du référentiel " + referentiel.version() + ".");
            } else {
                figures.accept(code, entry, null);
            }
        });
        return figures;
    }

    Map<String, BigDecimal> accepted() {
        return accepted;
    }

    List<FieldError> errors() {
        return errors;
    }

    private void accept(String code, Object entry, Input input) {
        if (entry == null) {
            return;
        }
        BigDecimal number = number(entry);
        if (number == null) {
            refuse(code, NOT_A_NUMBER);
        } else if (oversized(number)) {
            refuse(
                    code,
                    input == null
                            ? "Le nombre est trop grand ou trop long (34 chiffres au plus)."
                            : range(input) + " (34 chiffres au plus).");
        } else if (input != null && (number.compareTo(input.min()) < 0 || number.compareTo(input.max()) > 0)) {
            refuse(code, range(input) + ".");
        } else if (input != null && input.integer() && Decimals.plain(number).scale() > 0) {
            refuse(code, "« " + input.label() + " » doit être un nombre entier.");
        } else {
            accepted.put(code, Decimals.plain(number));
        }
    }

    private void checkWhole(Input input, Referentiel referentiel) {
        BigDecimal part = accepted.get(input.code());
        BigDecimal whole = input.atMost() == null ? null : accepted.get(input.atMost());
        if (part != null && whole != null && part.compareTo(whole) > 0) {
            Input wholeInput = referentiel.inputs().get(input.atMost());
            refuse(
                    input.code(),
                    "« " + input.label() + " » (" + Decimals.french(part) + ") ne peut pas dépasser « "
                            + wholeInput.label() + " » (" + Decimals.french(whole) + ").");
        }
    }

    private void refuse(String code, String message) {
        errors.add(new FieldError(code, message));
    }

    private static String range(Input input) {
        return "« " + input.label() + " » doit être compris entre " + Decimals.french(input.min()) + " et "
                + UnitLabels.quantity(Decimals.french(input.max()), UnitLabels.french(input.unit(), input.max()));
    }

    /** Refused before any arithmetic: a huge exponent would take for ever to write out. */
    private static boolean oversized(BigDecimal number) {
        if (number.precision() > DIGITS + 200) {
            return true;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long leading = (long) stripped.precision() - stripped.scale();
        return stripped.precision() > DIGITS || leading > DIGITS || stripped.scale() > 2 * DIGITS;
    }

    private static BigDecimal number(Object entry) {
        if (entry instanceof BigDecimal decimal) {
            return decimal;
        }
        if (entry instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (entry instanceof Integer || entry instanceof Long || entry instanceof Short || entry instanceof Byte) {
            return BigDecimal.valueOf(((Number) entry).longValue());
        }
        if (entry instanceof Double || entry instanceof Float) {
            double value = ((Number) entry).doubleValue();
            return Double.isFinite(value) ? new BigDecimal(entry.toString()) : null;
        }
        return null;
    }
}
