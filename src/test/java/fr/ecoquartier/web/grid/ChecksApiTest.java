package fr.ecoquartier.web.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.decision.DeployedDecision;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** POST /api/checks as a program sees it. */
@IntegrationTest
class ChecksApiTest {

    @Autowired
    TestRestTemplate http;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void theDecisionIsDeployed() {
        DeployedDecision.ensure(repository);
    }

    @Test
    void answers_without_sign_in_in_the_agreed_shape() throws Exception {
        ResponseEntity<String> answer = post("""
                {"referentiel":"2012-test","context":"urban","stage":"contract",
                 "measures":{"surface":15,"surfaceCessible":9,"logements":600,"logementsSociaux":200,"emplois":null},
                 "objectives":{"I06":80}}""");

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        JsonNode report = json.readTree(answer.getBody());
        assertThat(report.get("opinion").asText()).isEqualTo("incomplete");
        assertThat(report.get("rule").asText()).isEqualTo("contrat-incomplet");
        assertThat(report.get("indicators")).hasSize(23);
        JsonNode density = indicator(report, "I06");
        assertThat(density.get("value").isTextual()).isTrue();
        assertThat(density.get("value").asText()).isEqualTo("66.66666666666666666666666666666667");
        assertThat(density.get("unit").asText()).isEqualTo("{logement}/har");
        assertThat(density.get("minimum").isNumber()).isTrue();
        assertThat(density.get("minimum").decimalValue()).isEqualByComparingTo("60");
        assertThat(density.get("target").decimalValue()).isEqualByComparingTo("90");
        assertThat(density.get("rating").asText()).isEqualTo("met");
        assertThat(density.get("margin").asText()).isEqualTo("6.66666666666666666666666666666667");
        assertThat(density.get("missing")).isEmpty();
        assertThat(density.get("inputs").get("logements").isNumber()).isTrue();
        assertThat(density.get("inputs").get("surfaceCessible").decimalValue()).isEqualByComparingTo("9");
        assertThat(density.get("explanation").asText()).contains("66,7").contains("logements/ha");
        assertThat(indicator(report, "I07").get("value").asText()).isEqualTo("33.33333333333333333333333333333333");
        JsonNode jobs = indicator(report, "I11");
        assertThat(jobs.get("rating").asText()).isEqualTo("missing");
        assertThat(jobs.get("missing").get(0).asText()).isEqualTo("emplois");
        assertThat(jobs.has("value")).isTrue();
        assertThat(jobs.get("value").isNull()).isTrue();
        assertThat(jobs.get("margin").isNull()).isTrue();
        assertThat(report.get("dimensions")).hasSize(4);
        JsonNode second = report.get("dimensions").get(1);
        assertThat(second.get("code").asText()).isEqualTo("D2");
        assertThat(second.get("applicable").asInt()).isEqualTo(5);
        assertThat(second.get("met").asInt()).isEqualTo(2);
        assertThat(second.get("share").asText()).isEqualTo("0.4");
    }

    @Test
    void writes_decimals_plain_whatever_their_size() throws Exception {
        JsonNode report = json.readTree(post("""
                {"referentiel":"2012-test","context":"urban","stage":"contract",
                 "measures":{"budgetTotal":1e10,"budgetCoutGlobal":0.000000000000000000000001,
                             "espacesPublics":2e7,"surface":0.05,"logements":1000,"emplois":1e5}}""").getBody());

        assertThat(indicator(report, "I03").get("value").asText()).isEqualTo("0.00000000000000000000000000000001");
        assertThat(indicator(report, "I09").get("value").asText()).isEqualTo("4000000");
        assertThat(indicator(report, "I11").get("value").asText()).isEqualTo("100");
    }

    @Test
    void names_every_faulty_field_at_once() throws Exception {
        ResponseEntity<String> answer = post("""
                {"referentiel":"2012-test","context":"lunar","stage":"party","colour":"blue",
                 "measures":{"surface":3000,"logements":12.5,"habitants":"many","parcs":3,"emplois":[1],
                             "etudesPrevues":4,"etudesMenees":5,"dechetsChantier":1e999999999,
                             "energieTotale":1e-999999999,"placesStationnement":NaN,"consommationEnergie":true},
                 "objectives":{"I99":3,"I06":"haut"}}""");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getHeaders().getContentType().isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .isTrue();
        JsonNode problem = json.readTree(answer.getBody());
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(fields(problem))
                .containsExactlyInAnyOrder(
                        "context",
                        "stage",
                        "colour",
                        "surface",
                        "logements",
                        "habitants",
                        "parcs",
                        "emplois",
                        "etudesMenees",
                        "dechetsChantier",
                        "energieTotale",
                        "placesStationnement",
                        "consommationEnergie",
                        "I99",
                        "I06");
        assertThat(message(problem, "surface"))
                .contains("Surface de l'opération")
                .contains("3\u202f000\u00a0ha")
                .contains("de 0,05 à 2\u202f000\u00a0ha");
        assertThat(message(problem, "logements")).contains("12,5").contains("nombre entier");
        assertThat(message(problem, "etudesMenees"))
                .contains("5\u00a0études")
                .contains("ne peut pas dépasser")
                .contains("4\u00a0études");
    }

    @Test
    void an_unknown_version_is_a_field_error_beside_the_others() throws Exception {
        JsonNode problem = json.readTree(
                post("{\"referentiel\":\"1999\",\"stage\":7,\"measures\":[]}").getBody());

        assertThat(fields(problem)).containsExactlyInAnyOrder("referentiel", "context", "stage", "measures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"measures\":",
                "{\"referentiel\":\"2012-test\"} x",
                "{\"measures\":{\"surface\":1,\"surface\":2}}",
                "\u0000"
            })
    void a_body_that_is_no_json_object_is_a_problem(String body) throws Exception {
        ResponseEntity<String> answer = post(body);

        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(400);
        JsonNode problem = json.readTree(answer.getBody());
        assertThat(problem.get("title").asText()).isEqualTo("Données refusées");
        assertThat(problem.get("errors").isArray()).isTrue();
        assertThat(answer.getBody()).doesNotContain("Exception", "jackson", "at fr.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1e9999999999",
        "1e999999999",
        "-1e999999999",
        "1e-2147483648",
        "123456789012345678901234567890123456789012"
    })
    void a_number_that_cannot_be_held_names_its_field(String number) {
        ResponseEntity<String> answer = post("{\"referentiel\":\"2012-test\",\"context\":\"urban\",\"stage\":\"label\","
                + "\"measures\":{\"surface\":" + number + "}}");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody()).contains("\"surface\"");
    }

    @Test
    void deep_nesting_and_long_bodies_are_refused() {
        ResponseEntity<String> deep = post("{\"measures\":" + "[".repeat(100_000));
        ResponseEntity<String> number = post("{\"measures\":{\"surface\":" + "9".repeat(200_000) + "}}");
        ResponseEntity<String> large = post(" ".repeat(300_000) + "{}");

        assertThat(deep.getStatusCode().value()).isEqualTo(400);
        assertThat(number.getStatusCode().value()).isEqualTo(400);
        assertThat(number.getBody()).contains("\"surface\"");
        assertThat(large.getStatusCode().value()).isEqualTo(413);
    }

    @Test
    void another_content_type_is_refused_as_a_problem() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.TEXT_PLAIN);
        ResponseEntity<String> answer =
                http.postForEntity("/api/checks", new HttpEntity<>("{}", headers), String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(415);
        assertThat(answer.getBody()).contains("Content-Type: application/json");
    }

    @Test
    void a_check_leaves_no_trace_in_the_history_of_the_engine() {
        long before = history.createHistoricDecisionInstanceQuery().count();
        post("{\"referentiel\":\"2012-test\",\"context\":\"urban\",\"stage\":\"charter\",\"measures\":{}}");

        assertThat(history.createHistoricDecisionInstanceQuery().count()).isEqualTo(before);
    }

    @Test
    void is_described_for_programs() throws Exception {
        JsonNode api = json.readTree(http.getForObject("/v3/api-docs", String.class));

        JsonNode operation = api.at("/paths/~1api~1checks/post");
        assertThat(operation.get("tags").get(0).asText()).isEqualTo("Contrôles");
        assertThat(operation.at("/responses").has("400")).isTrue();
        JsonNode example = operation.at("/requestBody/content/application~1json/example");
        assertThat(example.at("/measures/logements").asInt()).isEqualTo(900);
        assertThat(api.at("/components/schemas/Rapport/properties").has("rule")).isTrue();
    }

    private ResponseEntity<String> post(String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.postForEntity("/api/checks", new HttpEntity<>(body, headers), String.class);
    }

    private static JsonNode indicator(JsonNode report, String code) {
        for (JsonNode indicator : report.get("indicators")) {
            if (indicator.get("code").asText().equals(code)) {
                return indicator;
            }
        }
        throw new AssertionError("no indicator " + code);
    }

    private static List<String> fields(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.get("errors").forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    private static String message(JsonNode problem, String field) {
        for (JsonNode error : problem.get("errors")) {
            if (error.get("field").asText().equals(field)) {
                return error.get("message").asText();
            }
        }
        throw new AssertionError("no error for " + field);
    }
}
