package fr.ecoquartier.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.indicator.CheckReport;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Values to JSONB columns and back, decimals exact. */
@Component
class JsonColumns {

    private final ObjectMapper json;

    JsonColumns(ObjectMapper json) {
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** Decimals are kept as strings: a JSON number would not survive every reader. */
    String ofDecimals(Map<String, BigDecimal> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> {
            if (value != null) {
                texts.put(key, value.toPlainString());
            }
        });
        return write(texts);
    }

    Map<String, BigDecimal> decimals(String text) {
        Map<String, BigDecimal> values = new TreeMap<>();
        read(text, new TypeReference<Map<String, String>>() {})
                .forEach((key, value) -> values.put(key, new BigDecimal(value)));
        return values;
    }

    CheckReport report(String text) {
        return read(text, new TypeReference<>() {});
    }

    Map<String, Object> map(String text) {
        return read(text, new TypeReference<>() {});
    }

    <T> T value(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
