package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.form.FormSchema.InvalidForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormRulesTest {

    private static final Clock TODAY = Clock.fixed(Instant.parse("2012-06-15T10:00:00Z"), ZoneOffset.UTC);

    private static final FormSchema FORM = FormSchema.parse("""
            {"id": "sample", "type": "default", "components": [
              {"type": "text", "text": "=dossier.summary"},
              {"type": "group", "label": "Groupe", "components": [
                {"type": "textfield", "key": "name", "label": "Nom", "validate": {"required": true, "minLength": 3, "maxLength": 10}},
                {"type": "textfield", "key": "code", "label": "Code", "validate": {"pattern": "^[A-Z]{2}$"}},
                {"type": "textfield", "key": "mail", "label": "Adresse", "validate": {"validationType": "email"}},
                {"type": "textarea", "key": "reason", "label": "Motif", "validate": {"minLength": 10, "maxLength": 40}}]},
              {"type": "number", "key": "surface", "label": "Surface", "serializeToString": true, "validate": {"min": 0.05, "max": 2000}},
              {"type": "number", "key": "homes", "label": "Logements", "serializeToString": true, "decimalDigits": 0, "validate": {"min": 1}},
              {"type": "number", "key": "years", "label": "Durée", "decimalDigits": 1, "validate": {"max": 20}},
              {"type": "checkbox", "key": "agreed", "label": "Accord"},
              {"type": "radio", "key": "decision", "label": "Décision", "values": [{"value": "yes", "label": "Oui"}, {"value": "no", "label": "Non"}]},
              {"type": "select", "key": "expert", "label": "Expert", "valuesKey": "experts"},
              {"type": "checklist", "key": "commitments", "label": "Engagements", "valuesKey": "options"},
              {"type": "datetime", "subtype": "date", "key": "signedOn", "dateLabel": "Signé le", "properties": {"date": "notAfterToday"}},
              {"type": "datetime", "subtype": "date", "key": "dueOn", "dateLabel": "Attendu le", "disallowPassedDates": true},
              {"type": "textfield", "key": "reference", "label": "Référence", "readonly": true}
            ]}""");

    private static final Map<String, Object> SHOWN = Map.of(
            "experts", List.of(Map.of("value", "anna", "label", "Anna"), Map.of("value", "karim", "label", "Karim")),
            "options", List.of("E01", "E02"),
            "reference", "EQ-2012-00042");

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    name        | null                       | Ce champ est obligatoire.
                    name        | ""                         | Ce champ est obligatoire.
                    name        | "   "                      | Ce champ est obligatoire.
                    name        | "ab"                       | Au moins 3 caractères sont attendus.
                    name        | "abcdefghijk"              | Au plus 10 caractères sont acceptés (11 saisis).
                    name        | 12                         | Un texte est attendu.
                    name        | ["abc"]                    | Un texte est attendu.
                    name        | "abc\\ndef"                | Le texte contient un caractère qui n'est pas accepté.
                    name        | "abc\\u0000"               | Le texte contient un caractère qui n'est pas accepté.
                    code        | "ab"                       | La forme attendue n'est pas respectée.
                    mail        | "anna.example"             | La forme attendue n'est pas respectée.
                    reason      | "trop court"               |
                    reason      | "court"                    | Au moins 10 caractères sont attendus.
                    surface     | "0.04"                     | La valeur doit être comprise entre 0,05 et 2 000.
                    surface     | "2000.01"                  | La valeur doit être comprise entre 0,05 et 2 000.
                    surface     | "dix"                      | Un nombre est attendu.
                    surface     | true                       | Un nombre est attendu.
                    surface     | "1e9999999"                | Un nombre est attendu.
                    surface     | 1e400                      | Ce nombre est trop grand ou trop précis.
                    surface     | "0.12345678901"            | Un nombre est attendu.
                    surface     | 0.12345678901              | Ce nombre est trop grand ou trop précis.
                    homes       | "12.5"                     | Un nombre entier est attendu.
                    homes       | 0                          | La valeur doit être d'au moins 1.
                    years       | "12"                       | Un nombre est attendu.
                    years       | 20.5                       | La valeur doit être d'au plus 20.
                    years       | 1.25                       | Au plus 1 chiffre après la virgule est accepté.
                    agreed      | "true"                     | Répondez par oui ou par non.
                    decision    | "maybe"                    | Choisissez une des réponses proposées.
                    decision    | true                       | Choisissez une des réponses proposées.
                    expert      | "mallory"                  | Choisissez une des réponses proposées.
                    commitments | ["E01", "E99"]             | Choisissez parmi les réponses proposées.
                    commitments | ["E01", "E01"]             | Une réponse ne peut être choisie qu'une fois.
                    commitments | "E01"                      | Choisissez parmi les réponses proposées.
                    signedOn    | "2012-06-16"               | La date ne peut pas être dans l'avenir.
                    signedOn    | "2012-02-30"               | Une date valable est attendue (année-mois-jour).
                    signedOn    | "15/06/2012"               | Une date valable est attendue (année-mois-jour).
                    dueOn       | "2012-06-14"               | La date ne peut pas être passée.
                    reference   | "EQ-2012-99999"            | Ce champ ne peut pas être modifié.
                    intruder    | "x"                        | Ce champ n'existe pas dans ce formulaire.
                    """)
    void refusesTheFieldAndSaysWhy(String field, String value, String message) throws JsonProcessingException {
        Map<String, JsonNode> sent = sound();
        sent.put(field, FormSchema.JSON.readTree(value));

        Answers answers = FormRules.enforce(FORM, sent, SHOWN, TODAY);

        if (message == null) {
            answers.mustBeSound();
        } else {
            Refusal refusal = catchThrowableOfType(Refusal.class, answers::mustBeSound);
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo(field);
                assertThat(problem.message().replace('\u202f', ' ').replace('\u00a0', ' '))
                        .isEqualTo(message);
            });
        }
    }

    @Test
    void namesEveryFaultyFieldAtOnce() throws JsonProcessingException {
        Map<String, JsonNode> sent = sent("{\"surface\": \"-1\", \"decision\": \"maybe\", \"intruder\": 1}");

        Refusal refusal = catchThrowableOfType(Refusal.class, FormRules.enforce(FORM, sent, SHOWN, TODAY)::mustBeSound);

        assertThat(refusal.problems())
                .extracting(Refusal.FieldProblem::field)
                .containsExactly("name", "surface", "decision", "intruder");
        assertThat(refusal.detail()).contains("Nom : Ce champ est obligatoire.", "Surface : La valeur");
    }

    @Test
    void readsSoundAnswersInTheirTypes() throws JsonProcessingException {
        Answers answers = FormRules.enforce(FORM, sent("""
                        {"name": " Anna ", "surface": "15,50", "homes": 1200.0, "agreed": true, "expert": "karim",
                         "commitments": ["E02"], "signedOn": "2012-06-15", "dueOn": "2012-06-15", "code": "",
                         "decision": "", "reference": "EQ-2012-00042"}"""), SHOWN, TODAY);

        answers.mustBeSound();
        assertThat(answers.text("name")).isEqualTo("Anna");
        assertThat(answers.numbers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("surface", new BigDecimal("15.5"), "homes", new BigDecimal("1200")));
        assertThat(answers.yes("agreed")).isTrue();
        assertThat(answers.text("expert")).isEqualTo("karim");
        assertThat(answers.choices("commitments")).containsExactly("E02");
        assertThat(answers.date("signedOn")).contains(LocalDate.of(2012, 6, 15));
        assertThat(answers.has("code")).isFalse();
        assertThat(answers.has("decision")).isFalse();
        assertThat(answers.has("reference")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"filepicker\", \"key\": \"file\"}",
                "{\"type\": \"dynamiclist\", \"path\": \"rows\", \"components\": []}",
                "{\"type\": \"expression\", \"key\": \"total\", \"expression\": \"=1\"}",
                "{\"type\": \"number\", \"key\": \"n\", \"validate\": {\"min\": \"=1\"}}",
                "{\"type\": \"radio\", \"key\": \"r\", \"valuesExpression\": \"=list\"}",
                "{\"type\": \"datetime\", \"key\": \"d\", \"subtype\": \"datetime\"}",
                "{\"type\": \"textfield\", \"key\": \"t\", \"validate\": {\"pattern\": \"[\"}}",
                "{\"type\": \"textfield\"}"
            })
    void doesNotReadAFormThatItCouldNotEnforce(String component) {
        assertThatThrownBy(() ->
                        FormSchema.parse("{\"id\": \"x\", \"type\": \"default\", \"components\": [" + component + "]}"))
                .isInstanceOf(InvalidForm.class);
    }

    private static Map<String, JsonNode> sound() throws JsonProcessingException {
        return sent("{\"name\": \"Anna\"}");
    }

    private static Map<String, JsonNode> sent(String json) throws JsonProcessingException {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        FormSchema.JSON.readTree(json).fields().forEachRemaining(entry -> sent.put(entry.getKey(), entry.getValue()));
        return sent;
    }
}
