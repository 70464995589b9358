package fr.ecoquartier.correspondence;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the authority states of its operation when it asks for the charter, besides its commitments and figures, with the
 * rules of that form.
 */
public enum OperationField {
    OPERATION_NAME("operationName", "Nom de l’opération", Kind.FIXED, 0, 0),
    CONTEXT("context", "Contexte", Kind.FIXED, 0, 0),
    COMMUNES("communes", "Commune(s) d’implantation", Kind.LINE, 2, 500),
    DESCRIPTION("operationDescription", "Présentation de l’opération", Kind.TEXT, 30, 5000),
    PROGRAMME("programme", "Programme", Kind.TEXT, 10, 5000),
    EXPECTED_START("expectedStart", "Démarrage prévu ou effectif", Kind.DAY, 0, 0),
    EXPECTED_END("expectedEnd", "Livraison prévue", Kind.DAY, 0, 0),
    CONTACT_NAME("contactName", "Contact : nom et prénom", Kind.LINE, 2, 200),
    CONTACT_FUNCTION("contactFunction", "Contact : fonction", Kind.LINE, 2, 200),
    CONTACT_EMAIL("contactEmail", "Contact : adresse électronique", Kind.EMAIL, 3, 254),
    CONTACT_PHONE("contactPhone", "Contact : téléphone", Kind.PHONE, 9, 20),
    DELIBERATION_REFERENCE("deliberationReference", "Référence de la délibération", Kind.LINE, 2, 100),
    DELIBERATION_ON("deliberationOn", "Date de la délibération", Kind.PAST_DAY, 0, 0);

    /** What may be entered; a fixed field names the operation in its process and its figures, and is not corrected here. */
    private enum Kind {
        FIXED,
        LINE,
        TEXT,
        DAY,
        PAST_DAY,
        EMAIL,
        PHONE
    }

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+");
    private static final Pattern PHONE = Pattern.compile("[+0-9][0-9 .]{8,19}");

    private final String key;
    private final String label;
    private final Kind kind;
    private final int shortest;
    private final int longest;

    OperationField(String key, String label, Kind kind, int shortest, int longest) {
        this.key = key;
        this.label = label;
        this.kind = kind;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** The key of the form's field. */
    public String key() {
        return key;
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** Whether the authority may put another value in its place when it answers a point. */
    public boolean correctable() {
        return kind != Kind.FIXED;
    }

    /** Whether the value is a day. */
    public boolean day() {
        return kind == Kind.DAY || kind == Kind.PAST_DAY;
    }

    /** Whether the value may have several lines. */
    public boolean multiline() {
        return kind == Kind.TEXT;
    }

    static Optional<OperationField> ofKey(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** Why a value cannot stand in this field, in French; null when it can. */
    @Nullable
    String problem(String value, LocalDate today) {
        int length = Typed.length(value);
        return switch (kind) {
            case FIXED -> "ne se corrige pas ici";
            case DAY, PAST_DAY -> {
                LocalDate day = asDay(value);
                yield day == null || day.getYear() < 1900 || day.getYear() > 2200
                        ? "n’est pas une date"
                        : kind == Kind.PAST_DAY && day.isAfter(today) ? "est dans l’avenir" : null;
            }
            case EMAIL ->
                length > longest || !EMAIL.matcher(value).matches() ? "n’est pas une adresse électronique" : null;
            case PHONE -> PHONE.matcher(value).matches() ? null : "n’est pas un numéro de téléphone";
            case LINE, TEXT ->
                kind == Kind.LINE && value.indexOf('\n') >= 0
                        ? "tient sur une seule ligne"
                        : length < shortest || length > longest
                                ? "compte de %d à %s caractères".formatted(shortest, Typed.number(longest))
                                : null;
        };
    }

    static @Nullable LocalDate asDay(@Nullable Object value) {
        try {
            return value == null ? null : LocalDate.parse(value.toString());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
