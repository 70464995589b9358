package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that people draw keeps the rules that make it usable in Tasklist and enforceable on the server. */
class FormConventionsTest {

    private static final Set<String> DECISIONS = Set.of(
            "admissibility",
            "refusal",
            "stateDecision",
            "instruction",
            "contractDecision",
            "review",
            "planApproval",
            "planResult",
            "proposal",
            "termination",
            "labelDecision",
            "sampleDecision",
            "calibrationDecision",
            "reportDecision");

    static Stream<Path> forms() throws IOException {
        return Files.list(Path.of("forms"))
                .filter(path -> path.toString().endsWith(".form"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isNamedAfterItsFileAndMadeForTasklist(Path file) throws IOException {
        JsonNode form = read(file);

        assertThat(form.path("id").asText() + ".form")
                .isEqualTo(file.getFileName().toString());
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.path("executionPlatformVersion").asText()).startsWith("7.24");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void holdsOnlyWhatTheServerEnforces(Path file) throws IOException {
        FormSchema schema = FormSchema.parse(Files.readString(file));

        assertThat(schema.fields()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void tellsPeopleWhatEachFieldIs(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode component : components(read(file))) {
            assertThat(ids.add(component.path("id").asText()))
                    .as("unique id %s", component.path("id"))
                    .isTrue();
            if (component.has("key") || component.path("type").asText().equals("group")) {
                assertThat(component.path("label").asText())
                        .as("label of %s", component.path("id"))
                        .isNotBlank();
            }
            if (component.path("type").asText().equals("image")) {
                assertThat(component.path("alt").asText())
                        .as("text of %s", component.path("id"))
                        .isNotBlank();
            }
            component
                    .path("values")
                    .forEach(value -> assertThat(value.path("label").asText()).isNotBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void neverRequiresAFieldThatCanBeHidden(Path file) throws IOException {
        for (JsonNode component : components(read(file))) {
            if (component.path("conditional").has("hide") && component.has("key")) {
                assertThat(component.path("validate").path("required").asBoolean(false))
                        .as("%s is required on the server only", component.path("key"))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void limitsEveryText(Path file) throws IOException {
        for (JsonNode component : components(read(file))) {
            JsonNode rules = component.path("validate");
            if (Set.of("textfield", "textarea").contains(component.path("type").asText())
                    && !rules.has("pattern")
                    && !rules.has("validationType")) {
                assertThat(rules.path("maxLength").asInt())
                        .as("limit of %s", component.path("key"))
                        .isBetween(1, 10_000);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyDecisionHasItsReason(Path file) throws IOException {
        FormSchema schema = FormSchema.parse(Files.readString(file));
        if (schema.fields().keySet().stream().noneMatch(DECISIONS::contains)) {
            return;
        }
        FormField reason = schema.fields().get("reason");

        assertThat(reason).isNotNull();
        assertThat(reason.required()).isTrue();
        assertThat(reason.minLength()).isGreaterThanOrEqualTo(10);
        assertThat(reason.kind()).isEqualTo(FormField.Kind.LONG_TEXT);
    }

    static JsonNode read(Path file) throws IOException {
        return FormSchema.JSON.readTree(Files.readString(file));
    }

    static List<JsonNode> components(JsonNode parent) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode component : parent.path("components")) {
            all.add(component);
            all.addAll(components(component));
        }
        return all;
    }
}
