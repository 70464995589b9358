package fr.ecoquartier.web.grid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.ecoquartier.referentiel.FieldError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the body of a check with exact decimals, tight limits, and an error for every faulty field. */
class CheckRequestReader {

    /** What was asked; texts are null when they are absent or no text. */
    record Asked(
            String referentiel,
            String context,
            String stage,
            Map<String, Object> measures,
            Map<String, Object> objectives,
            List<FieldError> errors) {}

    /** A body that is no JSON object; {@code field} is where reading stopped, or null. */
    static class Unreadable extends Exception {
        private final String field;

        Unreadable(String message, String field) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    private static final Set<String> FIELDS = Set.of("referentiel", "context", "stage", "measures", "objectives");

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10)
                            .maxNumberLength(500)
                            .maxStringLength(10_000)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // so that NaN is refused with the name of its field
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    Asked read(byte[] body) throws Unreadable {
        JsonNode root = parse(body);
        if (root == null || !root.isObject()) {
            throw new Unreadable("Un objet JSON est attendu.", null);
        }
        List<FieldError> errors = new ArrayList<>();
        root.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                errors.add(new FieldError(name, "Champ inconnu."));
            }
        });
        return new Asked(
                text(root, "referentiel", errors),
                text(root, "context", errors),
                text(root, "stage", errors),
                figures(root, "measures", errors),
                figures(root, "objectives", errors),
                errors);
    }

    private JsonNode parse(byte[] body) throws Unreadable {
        try (JsonParser parser = json.getFactory().createParser(body)) {
            try {
                return json.readTree(parser);
            } catch (JsonProcessingException e) {
                String where = e.getLocation() == null
                        ? ""
                        : " (ligne " + e.getLocation().getLineNr() + ", colonne "
                                + e.getLocation().getColumnNr() + ")";
                // a text that ends too early says nothing about the field that it ends in
                String field = e instanceof JsonEOFException ? null : parser.currentName();
                throw new Unreadable("Le JSON est illisible" + where + ".", field);
            } catch (NumberFormatException e) {
                // an exponent that no decimal can hold
                throw new Unreadable("Un nombre est illisible.", parser.currentName());
            }
        } catch (IOException e) {
            throw new Unreadable("Le JSON est illisible.", null);
        }
    }

    private static String text(JsonNode root, String field, List<FieldError> errors) {
        JsonNode node = root.get(field);
        if (node == null || node.isNull()) {
            errors.add(new FieldError(field, "Ce champ est obligatoire."));
            return null;
        }
        if (!node.isTextual()) {
            errors.add(new FieldError(field, "Un texte est attendu."));
            return null;
        }
        return node.textValue();
    }

    private static Map<String, Object> figures(JsonNode root, String field, List<FieldError> errors) {
        JsonNode node = root.get(field);
        Map<String, Object> figures = new LinkedHashMap<>();
        if (node == null || node.isNull()) {
            return figures;
        }
        if (!node.isObject()) {
            errors.add(new FieldError(field, "Un objet est attendu, avec un nombre par code."));
            return figures;
        }
        node.fields().forEachRemaining(e -> figures.put(e.getKey(), figure(e.getValue())));
        return figures;
    }

    private static Object figure(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return node.isNumber() ? node.numberValue() : node.toString();
    }
}
