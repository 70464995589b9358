package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a form, enforced on what any client sent. All faulty fields are found at once; the messages are for the
 * person who filled the form.
 */
final class FormRules {

    static final ZoneId FRANCE = ZoneId.of("Europe/Paris");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}([.,][0-9]{1,10})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final int LARGEST_SCALE = 10;
    private static final int MOST_CHOICES = 200;

    private final FormSchema schema;
    private final Map<String, ?> shown;
    private final LocalDate today;
    private final List<FieldProblem> problems = new ArrayList<>();

    private FormRules(FormSchema schema, Map<String, ?> shown, Clock clock) {
        this.schema = schema;
        this.shown = shown;
        this.today = LocalDate.ofInstant(clock.instant(), FRANCE);
    }

    /**
     * @param sent what the client sent, as JSON
     * @param shown what the form was filled with: lists of allowed values, read-only values
     * @return the sound answers, and the problem of every faulty field
     */
    static Answers enforce(FormSchema schema, Map<String, JsonNode> sent, Map<String, ?> shown, Clock clock) {
        return new FormRules(schema, shown, clock).enforce(sent);
    }

    private Answers enforce(Map<String, JsonNode> sent) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (FormField field : schema.fields().values()) {
            JsonNode value = sent.get(field.key());
            if (field.locked()) {
                mustBeAsShown(field, value);
                continue;
            }
            Object answer = value == null || value.isNull() ? null : read(field, value);
            boolean faulty = !problems.isEmpty()
                    && problems.get(problems.size() - 1).field().equals(field.key());
            if (answer != null) {
                answers.put(field.key(), answer);
            }
            if (!faulty && field.required() && (answer == null || Boolean.FALSE.equals(answer))) {
                refuse(
                        field,
                        field.kind() == FormField.Kind.YES_NO
                                ? "Cette case doit être cochée."
                                : "Ce champ est obligatoire.");
            }
        }
        for (String key : sent.keySet()) {
            if (!schema.fields().containsKey(key)) {
                String name = shorten(key);
                problems.add(new FieldProblem(name, name, "Ce champ n'existe pas dans ce formulaire."));
            }
        }
        return new Answers(schema, answers, problems);
    }

    @Nullable
    private Object read(FormField field, JsonNode value) {
        return switch (field.kind()) {
            case TEXT, LONG_TEXT -> text(field, value);
            case NUMBER -> number(field, value);
            case DATE -> date(field, value);
            case YES_NO -> value.isBoolean() ? value.booleanValue() : refuse(field, "Répondez par oui ou par non.");
            case CHOICE -> choice(field, value);
            case CHOICES -> choices(field, value);
        };
    }

    @Nullable
    private Object text(FormField field, JsonNode value) {
        if (!value.isTextual()) {
            return refuse(field, "Un texte est attendu.");
        }
        String text = value.textValue().replace("\r\n", "\n").strip();
        if (text.isEmpty()) {
            return null;
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                || field.kind() == FormField.Kind.TEXT && text.indexOf('\n') >= 0) {
            return refuse(field, "Le texte contient un caractère qui n'est pas accepté.");
        }
        int length = text.codePointCount(0, text.length());
        if (field.minLength() != null && length < field.minLength()) {
            return refuse(field, "Au moins %d caractères sont attendus.".formatted(field.minLength()));
        }
        if (length > field.maxLength()) {
            return refuse(
                    field,
                    "Au plus %s caractères sont acceptés (%s saisis)."
                            .formatted(french(field.maxLength()), french(length)));
        }
        if (field.pattern() != null && !field.pattern().matcher(text).find()) {
            return refuse(field, "La forme attendue n'est pas respectée.");
        }
        return text;
    }

    @Nullable
    private Object number(FormField field, JsonNode value) {
        BigDecimal number;
        if (value.isTextual() && field.exactText()) {
            String text = value.textValue().strip();
            if (text.isEmpty()) {
                return null;
            }
            if (!NUMBER.matcher(text).matches()) {
                return refuse(field, "Un nombre est attendu.");
            }
            number = new BigDecimal(text.replace(',', '.'));
        } else if (value.isBigDecimal() || value.isNumber() && Double.isFinite(value.doubleValue())) {
            number = value.decimalValue();
        } else {
            return refuse(field, "Un nombre est attendu.");
        }
        if (Math.abs((long) number.scale()) > 400 || number.abs().compareTo(LARGEST) >= 0) {
            return refuse(field, "Ce nombre est trop grand ou trop précis.");
        }
        number = number.stripTrailingZeros();
        int digits = Math.max(0, number.scale());
        if (field.decimalDigits() != null && digits > field.decimalDigits()) {
            return refuse(
                    field,
                    field.decimalDigits() == 0
                            ? "Un nombre entier est attendu."
                            : field.decimalDigits() == 1
                                    ? "Au plus 1 chiffre après la virgule est accepté."
                                    : "Au plus %d chiffres après la virgule sont acceptés."
                                            .formatted(field.decimalDigits()));
        }
        if (digits > LARGEST_SCALE) {
            return refuse(field, "Ce nombre est trop grand ou trop précis.");
        }
        boolean low = field.min() != null && number.compareTo(field.min()) < 0;
        boolean high = field.max() != null && number.compareTo(field.max()) > 0;
        if (low || high) {
            return refuse(field, range(field));
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static String range(FormField field) {
        if (field.min() != null && field.max() != null) {
            return "La valeur doit être comprise entre %s et %s.".formatted(french(field.min()), french(field.max()));
        }
        return field.min() != null
                ? "La valeur doit être d'au moins %s.".formatted(french(field.min()))
                : "La valeur doit être d'au plus %s.".formatted(french(field.max()));
    }

    @Nullable
    private Object date(FormField field, JsonNode value) {
        if (!value.isTextual()) {
            return refuse(field, "Une date est attendue.");
        }
        String text = value.textValue().strip();
        if (text.isEmpty()) {
            return null;
        }
        LocalDate date;
        try {
            date = DATE.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException e) {
            date = null;
        }
        if (date == null || date.getYear() < 1900 || date.getYear() > 2200) {
            return refuse(field, "Une date valable est attendue (année-mois-jour).");
        }
        if (field.notAfterToday() && date.isAfter(today)) {
            return refuse(field, "La date ne peut pas être dans l'avenir.");
        }
        if (field.notBeforeToday() && date.isBefore(today)) {
            return refuse(field, "La date ne peut pas être passée.");
        }
        return date;
    }

    @Nullable
    private Object choice(FormField field, JsonNode value) {
        if (value.isTextual() && value.textValue().isEmpty()) {
            return null;
        }
        if (!value.isTextual() || !allowed(field).contains(value.textValue())) {
            return refuse(field, "Choisissez une des réponses proposées.");
        }
        return value.textValue();
    }

    @Nullable
    private Object choices(FormField field, JsonNode value) {
        if (!value.isArray() || value.size() > MOST_CHOICES) {
            return refuse(field, "Choisissez parmi les réponses proposées.");
        }
        List<String> allowed = allowed(field);
        List<String> chosen = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual() || !allowed.contains(item.textValue())) {
                return refuse(field, "Choisissez parmi les réponses proposées.");
            }
            chosen.add(item.textValue());
        }
        if (new HashSet<>(chosen).size() != chosen.size()) {
            return refuse(field, "Une réponse ne peut être choisie qu'une fois.");
        }
        return chosen.isEmpty() ? null : List.copyOf(chosen);
    }

    private List<String> allowed(FormField field) {
        if (field.values() != null) {
            return field.values();
        }
        List<String> allowed = new ArrayList<>();
        FormSchema.JSON
                .valueToTree(shown.get(field.valuesKey()))
                .forEach(option -> allowed.add(
                        option.isTextual()
                                ? option.textValue()
                                : option.path("value").asText()));
        return allowed;
    }

    private void mustBeAsShown(FormField field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return;
        }
        JsonNode before = FormSchema.JSON.valueToTree(shown.get(field.key()));
        boolean same = before.isNumber() && value.isNumber()
                ? before.decimalValue().compareTo(value.decimalValue()) == 0
                : before.equals(value)
                        || before.isNull()
                                && value.isTextual()
                                && value.textValue().isEmpty();
        if (!same) {
            refuse(field, "Ce champ ne peut pas être modifié.");
        }
    }

    @Nullable
    private Object refuse(FormField field, String message) {
        problems.add(new FieldProblem(field.key(), field.label(), message));
        return null;
    }

    static String french(Number number) {
        NumberFormat format = NumberFormat.getInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(LARGEST_SCALE);
        return format.format(number).replace('-', '\u2212');
    }

    private static String shorten(String key) {
        return key.length() <= 80 ? key : key.substring(0, 80) + "…";
    }
}
