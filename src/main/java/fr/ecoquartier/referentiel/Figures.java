package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Wording;
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
    private static final int MAX_WRITTEN = 200;
    private static final String TOO_LONG = "ce nombre est trop grand ou trop long, 34 chiffres au plus sont admis";

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
        Reading reading = number(entry);
        BigDecimal number = reading.number();
        String label = input == null ? "" : "« " + input.label() + " » : ";
        if (number == null) {
            refuse(code, label + reading.refusal() + (input == null ? "." : " (" + range(input) + ")."));
        } else if (input != null && (number.compareTo(input.min()) < 0 || number.compareTo(input.max()) > 0)) {
            refuse(code, label + quantity(number, input) + " est hors de la plage admise (" + range(input) + ").");
        } else if (input != null && input.integer() && number.scale() > 0) {
            refuse(code, label + Decimals.french(number) + " n’est pas un nombre entier (" + range(input) + ").");
        } else {
            accepted.put(code, number);
        }
    }

    private void checkWhole(Input input, Referentiel referentiel) {
        BigDecimal part = accepted.get(input.code());
        BigDecimal whole = input.atMost() == null ? null : accepted.get(input.atMost());
        if (part != null && whole != null && part.compareTo(whole) > 0) {
            Input wholeInput = referentiel.inputs().get(input.atMost());
            refuse(
                    input.code(),
                    "« " + input.label() + " » (" + quantity(part, input) + ") ne peut pas dépasser « "
                            + wholeInput.label() + " » (" + quantity(whole, wholeInput) + ").");
        }
    }

    private void refuse(String code, String message) {
        errors.add(new FieldError(code, Wording.typeset(message)));
    }

    private static String range(Input input) {
        return "de " + Decimals.french(input.min()) + " à " + quantity(input.max(), input);
    }

    private static String quantity(BigDecimal number, Input input) {
        return Wording.quantity(number, input.unit());
    }

    /** A number, or why an entry is none. */
    record Reading(BigDecimal number, String refusal) {}

    /** Reads a JSON or Java number; refuses anything that arithmetic on 34 digits could not hold. */
    static Reading number(Object entry) {
        BigDecimal number = decimal(entry);
        if (number == null) {
            return new Reading(null, "un nombre est attendu");
        }
        if (number.precision() > MAX_WRITTEN) {
            return new Reading(null, TOO_LONG);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long whole = (long) stripped.precision() - stripped.scale();
        boolean fits = stripped.precision() <= DIGITS && whole <= DIGITS && stripped.scale() <= 2 * DIGITS;
        return fits ? new Reading(Decimals.plain(stripped), null) : new Reading(null, TOO_LONG);
    }

    private static BigDecimal decimal(Object entry) {
        if (entry instanceof BigDecimal number) {
            return number;
        }
        if (entry instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (entry instanceof Integer || entry instanceof Long || entry instanceof Short || entry instanceof Byte) {
            return BigDecimal.valueOf(((Number) entry).longValue());
        }
        if (entry instanceof Double || entry instanceof Float) {
            return Double.isFinite(((Number) entry).doubleValue()) ? new BigDecimal(entry.toString()) : null;
        }
        return null;
    }
}
