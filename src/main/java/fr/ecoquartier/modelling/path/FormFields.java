package fr.ecoquartier.modelling.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a form.
 *
 * @param fields key of a field → the values that it can give; empty when they are not fixed
 */
record FormFields(Map<String, Set<Object>> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty when the text is no form. */
    static Optional<FormFields> read(String form) {
        try {
            Map<String, Set<Object>> fields = new LinkedHashMap<>();
            collect(JSON.readTree(form), fields);
            return Optional.of(new FormFields(fields));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Its id, empty when the text is no form. */
    static Optional<String> id(String form) {
        try {
            return Optional.of(JSON.readTree(form).path("id").asText()).filter(id -> !id.isEmpty());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode node, Map<String, Set<Object>> fields) {
        for (JsonNode component : node.path("components")) {
            String key = component.path("key").asText();
            if (!key.isEmpty()) {
                fields.put(key, values(component));
            }
            collect(component, fields);
        }
    }

    private static Set<Object> values(JsonNode component) {
        Set<Object> values = new LinkedHashSet<>();
        switch (component.path("type").asText()) {
            case "checkbox":
                values.add(true);
                values.add(false);
                return values;
            case "radio", "select":
                component
                        .path("values")
                        .forEach(value -> values.add(value.path("value").asText()));
                if (values.equals(Set.of("yes", "no"))) {
                    values.add(true);
                    values.add(false);
                }
                return values;
            default:
                return Set.of();
        }
    }
}
