package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.workflow.Refusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingFormsTest {

    private static final Referentiel VERSION = version("2013", "I01", "I02");

    @Test
    void everyCommitmentAndIndicatorIsRatedOnItsScaleOrNotJudged() {
        FormSchema form = FormSchema.parse(RatingForms.of(VERSION).get("pilot-rating-2013"));

        assertThat(form.fields().keySet())
                .containsExactly(
                        "E01",
                        "E01_comment",
                        "I01",
                        "I01_difficulty",
                        "I01_clarity",
                        "I02",
                        "I02_difficulty",
                        "I02_clarity",
                        "hours_charter",
                        "hours_contract",
                        "hours_award",
                        "hours_rating",
                        "remarks");
        assertThat(form.fields().get("E01").values()).containsExactly("1", "2", "3", "4", "cannotJudge");
        assertThat(form.fields().get("E01").required()).isTrue();
        assertThat(form.fields().get("I01").values())
                .containsExactly("exemplary", "met", "unmet", "notApplicable", "cannotJudge");
        assertThat(form.fields().get("I01_difficulty").values()).containsExactly("1", "2", "3", "4", "5");
        assertThat(form.fields().get("I01_difficulty").required()).isFalse();
    }

    @Test
    void theAuthorityTellsWhatTheTestCostAndRatesNothing() {
        FormSchema form = FormSchema.parse(RatingForms.of(VERSION).get("pilot-feedback-2013"));

        assertThat(form.fields().keySet())
                .contains("cost_surface", "I01_difficulty", "I02_clarity", "E01_comment", "hours_award", "remarks")
                .doesNotContain("E01", "I01");
        assertThat(form.fields().get("cost_surface")).satisfies(field -> {
            assertThat(field.label()).isEqualTo("Collecte\u00a0: Surface");
            assertThat(field.min()).isEqualByComparingTo("0");
            assertThat(field.max()).isEqualByComparingTo("200");
            assertThat(field.exactText()).isTrue();
        });
        assertThat(form.fields().values()).noneMatch(FormField::required);
    }

    @ParameterizedTest
    @CsvSource({
        "E01, 5, Choisissez une des réponses proposées.",
        "E01, 0, Choisissez une des réponses proposées.",
        "I01, missing, Choisissez une des réponses proposées.",
        "I02_difficulty, 6, Choisissez une des réponses proposées.",
        "I02_clarity, très, Choisissez une des réponses proposées.",
        "hours_rating, -1, La valeur doit être comprise entre 0 et 2 000.",
        "hours_rating, beaucoup, Un nombre est attendu.",
        "E02, 3, Ce champ n'existe pas dans ce formulaire."
    })
    void whatLeavesItsScaleIsRefusedUnderItsField(String field, String value, String message) {
        FormSchema form = FormSchema.parse(RatingForms.of(VERSION).get("pilot-rating-2013"));
        Map<String, JsonNode> sent = new HashMap<>();
        List.of("E01", "I01", "I02").forEach(key -> sent.put(key, TextNode.valueOf("cannotJudge")));
        sent.put(field, TextNode.valueOf(value));

        Answers answers = FormRules.enforce(form, sent, Map.of(), Clock.systemUTC());

        assertThat(problems(answers)).containsExactly(Map.entry(field, message));
    }

    @Test
    void aRatingThatForgetsACommitmentSaysWhich() {
        FormSchema form = FormSchema.parse(RatingForms.of(VERSION).get("pilot-rating-2013"));

        Answers answers = FormRules.enforce(form, Map.of(), Map.of(), Clock.systemUTC());

        assertThat(problems(answers).keySet()).containsExactly("E01", "I01", "I02");
    }

    @Test
    void aNewIndicatorReachesBothFormsAndTheSameVersionGivesTheSameText() {
        Map<String, String> forms = RatingForms.of(version("2014", "I01", "I02", "I03"));

        forms.values()
                .forEach(text -> assertThat(FormSchema.parse(text).fields()).containsKey("I03_clarity"));
        assertThat(forms).isEqualTo(RatingForms.of(version("2014", "I01", "I02", "I03")));
    }

    @Test
    void everyFieldHasItsLabelAndEveryComponentItsOwnId() throws Exception {
        for (String text : RatingForms.of(VERSION).values()) {
            Set<String> ids = new HashSet<>();
            for (JsonNode component : FormConventionsTest.components(FormSchema.JSON.readTree(text))) {
                assertThat(ids.add(component.path("id").asText()))
                        .as("unique id %s", component.path("id"))
                        .isTrue();
                if (component.has("key") || component.path("type").asText().equals("group")) {
                    assertThat(component.path("label").asText()).isNotBlank();
                }
            }
        }
    }

    private static Map<String, String> problems(Answers answers) {
        try {
            answers.mustBeSound();
            return Map.of();
        } catch (Refusal refusal) {
            return refusal.problems().stream()
                    .collect(Collectors.toMap(
                            Refusal.FieldProblem::field,
                            problem -> problem.message().replace('\u202f', ' ').replace('\u00a0', ' '),
                            (first, second) -> first,
                            LinkedHashMap::new));
        }
    }

    private static Referentiel version(String version, String... indicators) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put(
                "surface", new Input("surface", "Surface", "har", BigDecimal.ONE, BigDecimal.TEN, false, true, null));
        List<Indicator> defined = List.of(indicators).stream()
                .map(code -> new Indicator(
                        code,
                        "Indicateur " + code,
                        "%",
                        1,
                        "surface",
                        List.of("surface"),
                        null,
                        false,
                        false,
                        Map.of("urban", new Thresholds(BigDecimal.ONE, BigDecimal.TEN))))
                .toList();
        return new Referentiel(
                version,
                "Référentiel " + version,
                List.of("urban"),
                inputs,
                List.of(new Dimension("D1", "Dimension", List.of(new Commitment("E01", "Engagement", defined)))));
    }
}
