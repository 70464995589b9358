package fr.ecoquartier.webapps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The French of the web apps covers what the shipped English says, for the very version that is on the class path. */
class FrenchLocalesTest {

    private static final String APP = "/META-INF/resources/webjars/camunda/app/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}");

    private static final Pattern PLACEHOLDER_OR_MARKUP = Pattern.compile("\\{\\{.*?}}|<[^>]+>");

    /** Words that English and French do not share: one of them in a text means that it was left in English. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|your|this|that|with|from|have|has|been|could|not found|please|are|was|were|will|which|successfully)\\b",
            Pattern.CASE_INSENSITIVE);

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void hasEveryTextAndNoOther(String app) throws IOException {
        Map<String, String> french = labels(app, "fr");
        // the sentence of a rule of our own password policy, shown where the engine's rules are
        french.remove("PASSWORD_POLICY_DIFFERENT");
        assertThat(french.keySet())
                .containsExactlyInAnyOrderElementsOf(labels(app, "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void keepsThePlaceholdersOfEveryText(String app) throws IOException {
        Map<String, String> french = labels(app, "fr");
        labels(app, "en")
                .forEach((key, english) -> assertThat(found(PLACEHOLDER, french.get(key)))
                        .as(key)
                        .containsExactlyInAnyOrderElementsOf(found(PLACEHOLDER, english)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void leavesNoTextInEnglish(String app) throws IOException {
        assertThat(labels(app, "fr").entrySet())
                .filteredOn(text -> ENGLISH.matcher(
                                PLACEHOLDER_OR_MARKUP.matcher(text.getValue()).replaceAll(""))
                        .find())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void writesDatesInFrench(String app) throws IOException {
        JsonNode dates = locale(app, "fr").get("dateLocales");

        assertThat(dates.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "calendar",
                        "longDateFormat",
                        "months",
                        "monthsShort",
                        "relativeTime",
                        "week",
                        "weekdays",
                        "weekdaysMin",
                        "weekdaysShort");
        assertThat(dates.at("/months/7").asText()).isEqualTo("août");
        assertThat(dates.at("/longDateFormat/L").asText()).isEqualTo("DD/MM/YYYY");
        assertThat(dates.at("/week/dow").asInt()).as("weeks start on Monday").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void offersFrenchOnly(String app) throws IOException {
        String config = text(APP + app + "/scripts/config.js");

        assertThat(config).contains("availableLocales: ['fr']").contains("fallbackLocale: 'fr'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "welcome", "cockpit"})
    void hidesTheEndOfLifeBanner(String app) throws IOException {
        assertThat(text(APP + app + "/styles/user-styles.css"))
                .contains(".ce-eol-banner { display: none !important; }");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group()).toList();
    }

    private Map<String, String> labels(String app, String language) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        locale(app, language)
                .get("labels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private JsonNode locale(String app, String language) throws IOException {
        return json.readTree(text(APP + app + "/locales/" + language + ".json"));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = FrenchLocalesTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }
}
