package fr.ecoquartier.workflow.form;

import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was entered, after the form's own rules: the sound answers in their type, absent ones left out, and the problems of
 * the others. The domain's rules add their problems here, so that all are shown at once.
 */
final class Answers {

    private final FormSchema schema;
    private final Map<String, Object> values;
    private final List<FieldProblem> problems;

    Answers(FormSchema schema, Map<String, Object> values, List<FieldProblem> problems) {
        this.schema = schema;
        this.values = values;
        this.problems = new ArrayList<>(problems);
    }

    /** The entered text, empty when nothing was entered. */
    String text(String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean yes(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    Optional<LocalDate> date(String key) {
        return values.get(key) instanceof LocalDate date ? Optional.of(date) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    List<String> choices(String key) {
        return values.get(key) instanceof List<?> list ? (List<String>) list : List.of();
    }

    /** All entered numbers, by key. */
    Map<String, BigDecimal> numbers() {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value instanceof BigDecimal number) {
                numbers.put(key, number);
            }
        });
        return numbers;
    }

    /** The answers that a process may route by: choices, and yes or no. */
    Map<String, Object> routing() {
        Map<String, Object> routing = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            FormField.Kind kind = schema.fields().get(key).kind();
            if (kind == FormField.Kind.CHOICE || kind == FormField.Kind.YES_NO) {
                routing.put(key, value);
            }
        });
        return routing;
    }

    /** Everything answered, under the labels of the form. */
    Map<String, Object> labelled() {
        Map<String, Object> labelled = new LinkedHashMap<>();
        values.forEach((key, value) -> labelled.put(
                schema.fields().get(key).label(), value instanceof Boolean yes ? (yes ? "oui" : "non") : value));
        return labelled;
    }

    /** Notes a broken rule of the domain, unless the field is known to be faulty; its label comes from the form. */
    void refuse(String key, String message) {
        if (problems.stream().anyMatch(problem -> problem.field().equals(key))) {
            return;
        }
        FormField field = schema.fields().get(key);
        problems.add(new FieldProblem(key, field == null ? key : field.label(), message));
    }

    /** Notes that the field must be filled, if it is not. */
    void require(String key, String message) {
        Object value = values.get(key);
        if (value == null || value instanceof String text && text.isBlank()) {
            refuse(key, message);
        }
    }

    /** No problem was noted so far. */
    boolean sound() {
        return problems.isEmpty();
    }

    /** @throws Refusal with every problem noted so far, when there is one */
    void mustBeSound() {
        if (!problems.isEmpty()) {
            throw Refusal.fields(problems);
        }
    }
}
