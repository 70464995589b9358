package fr.ecoquartier.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fills a form as a person does: finds each field by its label, clicks and types. */
final class FormFiller {

    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final Page page;
    private final Locator form;
    private final JsonNode schema;

    /** @param schema the form's own JSON, from which the labels are read */
    FormFiller(Page page, Locator form, String schema) {
        this.page = page;
        this.form = form;
        try {
            this.schema = new ObjectMapper().readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills in the order of the form: a choice may show the fields below it. */
    void fill(Map<String, ?> values) {
        values.keySet().stream()
                .map(this::find)
                .sorted(Comparator.comparingInt(order()::indexOf))
                .forEach(component ->
                        fill(component, values.get(component.path("key").asText())));
    }

    private List<JsonNode> order() {
        return schema.findParents("key");
    }

    private JsonNode find(String key) {
        List<JsonNode> found = new ArrayList<>();
        collect(schema.path("components"), key, found);
        if (found.size() != 1) {
            throw new AssertionError("%d fields %s in the form %s".formatted(found.size(), key, schema.path("id")));
        }
        return found.get(0);
    }

    private static void collect(JsonNode components, String key, List<JsonNode> found) {
        components.forEach(component -> {
            if (key.equals(component.path("key").asText(null))) {
                found.add(component);
            }
            collect(component.path("components"), key, found);
        });
    }

    private void fill(JsonNode component, Object value) {
        String type = component.path("type").asText();
        Locator field = field(type, component.path("label").asText());
        switch (type) {
            case "radio" ->
                option(field, exactly(labelOf(component, value)))
                        .locator("input")
                        .check();
            case "checkbox" -> field.locator("input").first().check();
            case "checklist" -> {
                for (Object code : (Collection<?>) value) {
                    option(field, Pattern.compile("^\\s*" + code + "\\b"))
                            .locator("input")
                            .check();
                }
            }
            case "select" -> {
                Locator item = field.locator(".fjs-dropdownlist-item")
                        .filter(new Locator.FilterOptions().setHasText(startingWith(labelOf(component, value))))
                        .first();
                // the list may be open already: it opens when the field gets the focus
                if (!item.isVisible()) {
                    field.locator(".fjs-input-group").first().click();
                }
                item.click();
            }
            case "datetime" -> {
                Locator input = field.locator("input:visible").first();
                input.fill(LocalDate.parse(value.toString()).format(FRENCH));
                input.press("Enter");
                input.press("Tab");
            }
            default -> {
                Locator input = field.locator("input, textarea").first();
                input.fill(String.valueOf(value));
                input.press("Tab");
            }
        }
    }

    private Locator field(String type, String label) {
        return form.locator(".fjs-form-field-" + type)
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".fjs-form-field-label, label")
                                .filter(new Locator.FilterOptions().setHasText(exactly(label)))))
                .first();
    }

    private static Locator option(Locator field, Pattern text) {
        return field.locator("label")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** "Urbain" is not "Périurbain"; an expert's name is followed by the employer. */
    private static Pattern startingWith(String label) {
        return Pattern.compile("^\\s*" + escape(label));
    }

    private static String escape(String label) {
        return label.replaceAll("([\\\\^$.|?*+()\\[\\]{}])", "\\\\$1");
    }

    /** The label, with the star of a required field or not. */
    private static Pattern exactly(String label) {
        return Pattern.compile("^\\s*" + escape(label) + "\\s*\\*?\\s*$");
    }

    private static String labelOf(JsonNode component, Object value) {
        for (JsonNode option : component.path("values")) {
            if (option.path("value").asText().equals(value)) {
                return option.path("label").asText();
            }
        }
        return String.valueOf(value);
    }
}
