package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.ecoquartier.workflow.form.FormField.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A Camunda Form (form-js schema 16), read for what the server has to enforce. A component that the server could not
 * enforce, or that Tasklist cannot show, is refused when the form is read.
 */
record FormSchema(String id, Map<String, FormField> fields) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Set<String> SHOWN_ONLY = Set.of("text", "html", "image", "separator", "spacer", "table");
    private static final int TEXT_LIMIT = 500;
    private static final int LONG_TEXT_LIMIT = 10_000;

    /** @throws InvalidForm with the reason when the text is not a form that the application can enforce */
    static FormSchema parse(String text) {
        JsonNode form;
        try {
            form = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidForm("not JSON: " + e.getOriginalMessage());
        }
        if (!form.path("id").isTextual() || !"default".equals(form.path("type").textValue())) {
            throw new InvalidForm("not a form: id or type missing");
        }
        Map<String, FormField> fields = new LinkedHashMap<>();
        collect(form.path("components"), fields);
        return new FormSchema(form.path("id").textValue(), fields);
    }

    private static void collect(JsonNode components, Map<String, FormField> fields) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (type.equals("group")) {
                if (component.path("path").asText("").length() > 0) {
                    throw new InvalidForm("a group with a path is not supported: " + component.path("path"));
                }
                collect(component.path("components"), fields);
            } else if (!SHOWN_ONLY.contains(type)) {
                FormField field = field(type, component);
                if (fields.put(field.key(), field) != null) {
                    throw new InvalidForm("two fields with the key " + field.key());
                }
            }
        }
    }

    private static FormField field(String type, JsonNode component) {
        String key = component.path("key").asText("");
        if (key.isEmpty()) {
            throw new InvalidForm("a field of type " + type + " has no key");
        }
        JsonNode rules = component.path("validate");
        JsonNode properties = component.path("properties");
        Kind kind = switch (type) {
            case "textfield" -> Kind.TEXT;
            case "textarea" -> Kind.LONG_TEXT;
            case "number" -> Kind.NUMBER;
            case "checkbox" -> Kind.YES_NO;
            case "radio", "select" -> Kind.CHOICE;
            case "checklist", "taglist" -> Kind.CHOICES;
            case "datetime" -> date(key, component);
            default -> throw new InvalidForm("the component " + type + " is not supported (field " + key + ")");
        };
        boolean returned = component.path("readonly").asBoolean(false)
                && properties.path("returned").asBoolean(false);
        boolean choice = kind == Kind.CHOICE || kind == Kind.CHOICES;
        if (choice
                && !component.path("values").isArray()
                && !component.path("valuesKey").isTextual()) {
            throw new InvalidForm("the field " + key + " has neither values nor valuesKey");
        }
        return new FormField(
                key,
                label(component),
                kind,
                rules.path("required").asBoolean(false),
                component.path("serializeToString").asBoolean(false),
                !returned
                        && (component.path("readonly").asBoolean(false)
                                || component.path("disabled").asBoolean(false)),
                returned,
                decimal(rules.path("min")),
                decimal(rules.path("max")),
                integer(component.path("decimalDigits")),
                integer(rules.path("minLength")),
                rules.path("maxLength").asInt(kind == Kind.LONG_TEXT ? LONG_TEXT_LIMIT : TEXT_LIMIT),
                pattern(key, rules),
                choice && component.path("values").isArray() ? values(component.path("values")) : null,
                choice ? component.path("valuesKey").textValue() : null,
                "notAfterToday".equals(properties.path("date").textValue()),
                "notBeforeToday".equals(properties.path("date").textValue())
                        || component.path("disallowPassedDates").asBoolean(false));
    }

    private static Kind date(String key, JsonNode component) {
        if (!"date".equals(component.path("subtype").textValue())) {
            throw new InvalidForm("only dates without a time are supported (field " + key + ")");
        }
        return Kind.DATE;
    }

    private static String label(JsonNode component) {
        String label = component
                .path("label")
                .asText(component.path("dateLabel").asText(component.path("key").asText()));
        return label.strip();
    }

    @Nullable
    private static BigDecimal decimal(JsonNode value) {
        if (value.isTextual()) {
            throw new InvalidForm("a limit must be a number, not an expression: " + value.textValue());
        }
        return value.isNumber() ? value.decimalValue() : null;
    }

    @Nullable
    private static Integer integer(JsonNode value) {
        return value.isInt() ? value.intValue() : null;
    }

    @Nullable
    private static Pattern pattern(String key, JsonNode rules) {
        String type = rules.path("validationType").asText("");
        String expression = switch (type) {
            case "email" -> "^[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+$";
            case "phone" -> "^\\+[0-9]{7,15}$";
            default -> rules.path("pattern").textValue();
        };
        try {
            return expression == null || expression.isEmpty() ? null : Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new InvalidForm("the pattern of " + key + " cannot be read: " + e.getDescription());
        }
    }

    private static List<String> values(JsonNode values) {
        List<String> allowed = new ArrayList<>();
        values.forEach(value -> allowed.add(value.path("value").asText()));
        return List.copyOf(allowed);
    }

    /** A form that cannot be used; the message says why. */
    static final class InvalidForm extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InvalidForm(String message) {
            super(message);
        }
    }
}
