package fr.ecoquartier.workflow.oversight.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.OutcomeLabels;
import fr.ecoquartier.workflow.oversight.French;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** Values of the engine as a French reader understands them. */
final class VariableTexts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "Texte"),
            Map.entry("boolean", "Oui ou non"),
            Map.entry("integer", "Nombre entier"),
            Map.entry("long", "Nombre entier"),
            Map.entry("short", "Nombre entier"),
            Map.entry("double", "Nombre"),
            Map.entry("date", "Date"),
            Map.entry("json", "Données structurées (JSON)"),
            Map.entry("xml", "Données structurées (XML)"),
            Map.entry("object", "Objet"),
            Map.entry("bytes", "Octets"),
            Map.entry("file", "Fichier"),
            Map.entry("null", "Sans valeur"));

    private VariableTexts() {}

    static String label(String name) {
        return VariableWords.label(name);
    }

    static String type(String name) {
        return TYPES.getOrDefault(name, name);
    }

    static boolean structured(TypedValue value) {
        return value instanceof SerializableValue;
    }

    /** The value of a variable; JSON as it is kept, with indents. */
    static String text(String name, TypedValue value) {
        if (value instanceof SerializableValue serialized) {
            return indented(serialized.getValueSerialized());
        }
        if (value instanceof FileValue file) {
            return file.getFilename();
        }
        if (value == null || value.getValue() == null) {
            return "–";
        }
        if (ValueType.BYTES.equals(value.getType())) {
            return ((byte[]) value.getValue()).length + "\u00a0octets";
        }
        if (value.getValue() instanceof String text) {
            return switch (name) {
                case "outcome" -> OutcomeLabels.french(text);
                case "stage", "entryStage" -> stage(text);
                default -> VariableWords.answer(name, text).orElse(text);
            };
        }
        return text(value.getValue());
    }

    /** A plain value. */
    static String text(Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Boolean yes) {
            return yes ? "Oui" : "Non";
        }
        if (value instanceof Number number) {
            return number(new BigDecimal(number.toString()));
        }
        if (value instanceof Date date) {
            return French.moment(date.toInstant());
        }
        if (value instanceof LocalDate date) {
            return French.day(date);
        }
        return value.toString();
    }

    private static String number(BigDecimal number) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRENCH);
        symbols.setGroupingSeparator('\u202f');
        DecimalFormat format = new DecimalFormat("#,##0.#", symbols);
        format.setMaximumFractionDigits(10);
        return format.format(number).replace('-', '\u2212');
    }

    private static String stage(String code) {
        return Arrays.stream(DossierStage.values())
                .filter(stage -> stage.code().equals(code))
                .map(DossierStage::label)
                .findFirst()
                .orElse(code);
    }

    private static String indented(String json) {
        if (json == null) {
            return "–";
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }
}
