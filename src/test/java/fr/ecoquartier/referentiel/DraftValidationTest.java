package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.referentiel.DraftContent.Indicator;
import fr.ecoquartier.referentiel.DraftContent.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftValidationTest {

    private static final DraftContent VALID = DraftContent.of(TestReferentiel.load());

    @Test
    void the_shipped_version_has_no_problem_and_reads_back_as_itself() {
        assertThat(problems(VALID)).isEmpty();
        assertThat(DraftValidation.referentiel(VALID)).contains(TestReferentiel.load());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logements / lots               | La donnée « lots » n’existe pas dans cette version.",
                "logement / surfaceCessible     | La donnée « logement » n’existe pas dans cette version. Vouliez-vous écrire « logements » ?",
                "logements / (surfaceCessible   | Cette formule n’est pas lisible à partir du caractère 11 : « / (surface… ».",
                "logements / emplois            | Cette formule divise par « emplois », qui peut valoir zéro : excluez zéro",
                "logements / (emplois + emplois)| Cette formule divise par une expression qui peut valoir zéro",
                "count([logements])             | La fonction « count() » n’est pas disponible.",
                "logements ** 2                 | la formule contient une puissance.",
                "max()                          | La fonction « max() » n’a pas le bon nombre de paramètres.",
                "''                             | Indiquez la formule."
            })
    void a_formula_is_refused_at_its_place_with_its_reason(String formula, String message) {
        List<DraftProblem> problems = blocking(indicator("I06", field("formula", formula)));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(plain(problem.message())).contains(message.strip());
            assertThat(problem.path()).isEqualTo("$.dimensions[1].commitments[0].indicators[0].formula");
            assertThat(problem.place()).isEqualTo("Indicateur I06, formule");
            assertThat(problem.element()).isEqualTo(find("I06").key());
        });
    }

    @Test
    void a_condition_that_excludes_zero_makes_a_division_safe() {
        assertThat(blocking(indicator("I06", Map.of("formula", "logements / emplois", "appliesWhen", "emplois > 0"))))
                .isEmpty();
    }

    @Test
    void a_target_that_is_laxer_than_the_minimum_is_refused_for_both_directions() {
        assertThat(messages(indicator("I06", field("thresholds.urban.target", "59,5"))))
                .containsExactly(
                        "La cible (59,5) est moins exigeante que le seuil (60) : pour cet indicateur, le plus haut"
                                + " est le meilleur.");
        assertThat(messages(indicator("I18", field("thresholds.rural.target", "66"))))
                .containsExactly(
                        "La cible (66) est moins exigeante que le seuil (65) : pour cet indicateur, le plus bas"
                                + " est le meilleur.");
    }

    @Test
    void thresholds_of_a_context_that_are_missing_or_no_numbers_are_named() {
        assertThat(messages(indicator("I06", Map.of("thresholds.urban.minimum", "", "thresholds.urban.target", ""))))
                .containsExactly("Il manque le seuil et la cible du contexte « Urbain ».");
        assertThat(blocking(indicator("I06", field("thresholds.rural.minimum", "quinze"))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(plain(problem.message())).isEqualTo("« quinze » n’est pas un nombre.");
                    assertThat(problem.field()).isEqualTo("thresholds.rural.minimum");
                    assertThat(problem.place()).isEqualTo("Indicateur I06, seuil, Rural");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ha", "m²", "logements/ha", "kWh", "m2/", "{x", "(m2", "%%", "kW.h m2", "m-", "12a"})
    void a_unit_that_is_not_ucum_is_refused(String unit) {
        assertThat(messages(indicator("I06", field("unit", unit))))
                .singleElement()
                .asString()
                .startsWith("« " + unit + " » n’est pas une unité UCUM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "1",
                "m2",
                "har",
                "kW.h/m2/a",
                "{logement}/har",
                "L/{habitant}/d",
                "MW.h/a",
                "t",
                "EUR",
                "m3/a",
                "dB[SPL]",
                "g{CO2}/m2",
                "/m2",
                "10*3",
                "Cel",
                "kg.m-3",
                "(kW.h)/m2",
                "[ppm]",
                "100.m2"
            })
    void units_in_ucum_are_accepted(String unit) {
        assertThat(blocking(indicator("I06", field("unit", unit)))).isEmpty();
    }

    @Test
    void duplicate_codes_and_empty_labels_are_named() {
        assertThat(messages(indicator("I07", field("code", "I06"))))
                .containsExactly("Le code « I06 » est déjà pris : Indicateur I06.");
        assertThat(messages(indicator("I07", field("label", " ")))).containsExactly("Indiquez l’intitulé.");
        assertThat(messages(input("emplois", field("code", "logements"))))
                .contains("Une autre donnée porte déjà le code « logements ».");
    }

    @Test
    void parts_of_each_other_of_themselves_of_nothing_or_in_another_unit_are_refused() {
        DraftContent cycle = input(input(VALID, "logements", field("atMost", "logementsSociaux")), "emplois", Map.of());
        assertThat(messages(cycle))
                .containsExactlyInAnyOrder(
                        "« logements » et « logementsSociaux » sont chacune une partie de l’autre.",
                        "« logementsSociaux » et « logements » sont chacune une partie de l’autre.");
        assertThat(messages(input("emplois", field("atMost", "emplois"))))
                .containsExactly("Une donnée ne peut pas être une partie d’elle-même.");
        assertThat(messages(input("emplois", field("atMost", "postes"))))
                .containsExactly("La donnée « postes » n’existe pas dans cette version.");
        assertThat(messages(input("emplois", field("atMost", "logements"))))
                .containsExactly("L’unité « {emploi} » n’est pas celle de « logements » (« {logement} »).");
    }

    @Test
    void an_input_that_no_formula_uses_is_a_remark_and_does_not_prevent_adoption() {
        DraftContent content = indicator("I11", field("formula", "100 * logements / surfaceCessible"));

        assertThat(problems(content)).singleElement().satisfies(problem -> {
            assertThat(problem.blocking()).isFalse();
            assertThat(problem.place()).isEqualTo("Donnée emplois, code");
            assertThat(problem.message()).startsWith("Aucune formule n’utilise cette donnée");
        });
    }

    @Test
    void a_range_upside_down_and_a_word_of_the_language_are_refused() {
        assertThat(messages(input("emplois", Map.of("min", "10", "max", "1 000,5"))))
                .isEmpty();
        assertThat(messages(input("emplois", Map.of("min", "10", "max", "1"))))
                .containsExactly("Le maximum (1) est inférieur au minimum (10).");
        assertThat(messages(input("etudesMenees", field("code", "max"))))
                .contains("« max » est un mot du langage des formules.");
    }

    @Test
    void the_version_needs_a_name_that_is_free_and_dimensions_that_are_not_empty() {
        assertThat(DraftValidation.problems(VALID, "2012-test"::equals))
                .extracting(p -> plain(p.message()))
                .singleElement()
                .asString()
                .startsWith("Une version « 2012-test » est déjà enregistrée");
        assertThat(messages(VALID.withVersion("Version 2")))
                .singleElement()
                .asString()
                .contains("minuscules");
        assertThat(messages(VALID.withDimensions(List.of()))).contains("Ajoutez au moins une dimension.");
    }

    /** Whatever was typed, there is an answer and never a failure. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\"", "\\", "{", "}: [", "# x", "!!int 3", "&a *a", "\u2028", "1e999999999", "((((("})
    void anything_may_be_typed_anywhere(String typed) {
        for (DraftElement element : DraftElement.of(VALID).values()) {
            if (element.kind() == DraftElement.Kind.INPUT && element.key() > 3) {
                continue;
            }
            for (String field : element.fields().keySet()) {
                DraftContent content = new DraftEdit.Change(element.key(), Map.of(field, typed))
                        .applied(VALID)
                        .content();
                assertThat(problems(content).stream().map(DraftProblem::message))
                        .doesNotContainNull();
                assertThat(DraftTrials.all(content, "urban", Map.of())).hasSize(23);
            }
            if (element.kind() == DraftElement.Kind.INDICATOR) {
                break;
            }
        }
    }

    private static Indicator find(String code) {
        return VALID.indicators().stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    static DraftContent indicator(String code, Map<String, String> fields) {
        return new DraftEdit.Change(find(code).key(), fields).applied(VALID).content();
    }

    private static DraftContent input(String code, Map<String, String> fields) {
        return input(VALID, code, fields);
    }

    private static DraftContent input(DraftContent content, String code, Map<String, String> fields) {
        List<Input> inputs = new ArrayList<>();
        content.inputs().forEach(input -> {
            Map<String, String> f = new HashMap<>(input.code().equals(code) ? fields : Map.of());
            inputs.add(new Input(
                    input.key(),
                    f.getOrDefault("code", input.code()),
                    f.getOrDefault("label", input.label()),
                    f.getOrDefault("unit", input.unit()),
                    f.getOrDefault("min", input.min()),
                    f.getOrDefault("max", input.max()),
                    input.integer(),
                    input.required(),
                    f.getOrDefault("atMost", input.atMost())));
        });
        return content.withInputs(inputs);
    }

    private static Map<String, String> field(String name, String value) {
        return Map.of(name, value);
    }

    private static List<DraftProblem> problems(DraftContent content) {
        return DraftValidation.problems(content, version -> false);
    }

    private static List<DraftProblem> blocking(DraftContent content) {
        return problems(content).stream().filter(DraftProblem::blocking).toList();
    }

    private static List<String> messages(DraftContent content) {
        return blocking(content).stream().map(p -> plain(p.message())).toList();
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
