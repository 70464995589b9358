package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted as a référentiel, and with which words the rest is refused. */
class ReferentielReaderTest {

    private final ReferentielReader reader = new ReferentielReader();

    @Test
    void the_shipped_version_is_valid_and_complete() {
        Referentiel referentiel = TestReferentiel.load();

        assertThat(referentiel.version()).isEqualTo("2012-test");
        assertThat(referentiel.contexts()).containsExactly("rural", "suburban", "urban");
        assertThat(referentiel.inputs()).hasSize(34);
        assertThat(referentiel.commitments()).hasSize(20);
        assertThat(referentiel.indicators()).hasSize(23);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        unknown input            | logements / surfaceCessible            | logements / surfaceVendue              | $.dimensions[1].commitments[0].indicators[0].formula              | unknown input surfaceVendue
        unknown applied input    | appliesWhen: "espacesPublics > 0"      | appliesWhen: "parcs > 0"               | $.dimensions[0].commitments[3].indicators[0].appliesWhen          | unknown input parcs
        bad FEEL                 | logements / surfaceCessible            | logements / / surfaceCessible          | $.dimensions[1].commitments[0].indicators[0].formula              | not a FEEL expression
        text in a formula        | logements / surfaceCessible            | logements / 'surface'                  | $.dimensions[1].commitments[0].indicators[0].formula              | not a FEEL expression
        a condition as formula   | logements / surfaceCessible            | logements > surfaceCessible            | $.dimensions[1].commitments[0].indicators[0].formula              | a number is expected
        a number as condition    | appliesWhen: "espacesPublics > 0"      | appliesWhen: "espacesPublics"          | $.dimensions[0].commitments[3].indicators[0].appliesWhen          | a condition is expected
        foreign function         | logements / surfaceCessible            | now() / surfaceCessible                | $.dimensions[1].commitments[0].indicators[0].formula              | function now() is not available
        division by zero         | appliesWhen: "espacesPublics > 0"      | appliesWhen: "espacesPublics >= 0"     | $.dimensions[0].commitments[3].indicators[0].formula              | division by espacesPublics that may be zero
        division by a difference | logements / surfaceCessible            | logements / (surface - surfaceCessible) | $.dimensions[1].commitments[0].indicators[0].formula              | division by an expression that may be zero
        missing context          | {rural: [15, 25], suburban: [30, 50], urban: [60, 90]} | {rural: [15, 25], urban: [60, 90]} | $.dimensions[1].commitments[0].indicators[0].thresholds | missing context suburban
        unknown context          | {rural: [15, 25], suburban: [30, 50], urban: [60, 90]} | {rural: [15, 25], suburban: [30, 50], urban: [60, 90], alpine: [1, 2]} | $.dimensions[1].commitments[0].indicators[0].thresholds.alpine | unknown context alpine
        thresholds upside down   | {rural: [15, 25], suburban: [30, 50], urban: [60, 90]} | {rural: [15, 25], suburban: [30, 50], urban: [90, 60]} | $.dimensions[1].commitments[0].indicators[0].thresholds.urban | the target 60 is less demanding than the minimum 90 although higher is better
        thresholds of lower      | {rural: [10, 2], suburban: [15, 5], urban: [25, 10]}   | {rural: [2, 10], suburban: [15, 5], urban: [25, 10]} | $.dimensions[1].commitments[2].indicators[0].thresholds.rural | the target 10 is less demanding than the minimum 2 although lower is better
        duplicate indicator      | code: I07,                             | code: I06,                             | $.dimensions[1].commitments[1].indicators[0].code                 | duplicate code I06
        duplicate commitment     | code: E07                              | code: E06                              | $.dimensions[1].commitments[1].code                               | duplicate code E06
        atMost unknown           | atMost: budgetTotal                    | atMost: budget                         | $.inputs.budgetCoutGlobal.atMost                                  | unknown input budget
        atMost itself            | atMost: budgetTotal                    | atMost: budgetCoutGlobal               | $.inputs.budgetCoutGlobal.atMost                                  | an input cannot be a part of itself
        atMost of another unit   | atMost: budgetTotal                    | atMost: surface                        | $.inputs.budgetCoutGlobal.atMost                                  | unit EUR differs from har of surface
        min above max            | min: -200, max: 1000                   | min: 2000, max: 1000                   | $.inputs.consommationEnergie                                      | min 2000 is above max 1000
        a number as text         | min: -200, max: 1000                   | min: low, max: 1000                    | $.inputs.consommationEnergie.min                                  | string found, number expected
        unknown key              | decimals: 1, formula: "logements       | decimal: 1, formula: "logements        | $.dimensions[1].commitments[0].indicators[0]                      | decimal
        neither higher nor lower | better: lower, mandatory: true         | better: smaller, mandatory: true       | $.dimensions[3].commitments[1].indicators[0].better               | does not have a value in the enumeration
        no version               | version: 2012-test                     | "# none"                               | $                                                                 | required property 'version' not found
        """)
    void is_refused_with_file_path_and_reason(String name, String from, String to, String path, String reason) {
        String text = TestReferentiel.text().replace(from, to.replace("\"# none\"", "# none"));
        assertThat(text).as("the mutation applies").isNotEqualTo(TestReferentiel.text());

        InvalidReferentiel refusal =
                catchThrowableOfType(InvalidReferentiel.class, () -> reader.read("broken.yaml", text));

        assertThat(refusal).isNotNull();
        assertThat(refusal).hasMessageStartingWith("broken.yaml: ");
        assertThat(refusal.problems()).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logements / (surface * 10000)",
                "logements / -surface",
                "logements / (surface + 0.7 * emplois)",
                "if emplois > 0 then logements / emplois else 0",
                "logements / max(surface, surfaceCessible)",
                "logements / 3"
            })
    void a_division_that_ranges_or_conditions_keep_from_zero_is_accepted(String formula) throws Exception {
        String text = TestReferentiel.text().replace("logements / surfaceCessible", formula);

        assertThat(reader.read("good.yaml", text).indicator("I06").orElseThrow().formula())
                .isEqualTo(formula);
    }

    @Test
    void an_input_given_twice_is_refused_with_its_line() {
        String text = TestReferentiel.text().replace("  logementsSociaux: ", "  logements: ");

        InvalidReferentiel refusal =
                catchThrowableOfType(InvalidReferentiel.class, () -> reader.read("broken.yaml", text));

        assertThat(refusal).hasMessageContaining("Duplicate field 'logements'").hasMessageContaining("line ");
    }

    @Test
    void something_that_is_not_yaml_is_refused() {
        for (String text : new String[] {"", "[1, 2]", "a: b: c", "\t- x: {", "null"}) {
            InvalidReferentiel refusal =
                    catchThrowableOfType(InvalidReferentiel.class, () -> reader.read("broken.yaml", text));
            assertThat(refusal).as(text).hasMessageStartingWith("broken.yaml: $: ");
        }
    }

    @Test
    void every_problem_is_named_at_once() {
        String text = TestReferentiel.text()
                .replace("atMost: budgetTotal", "atMost: budget")
                .replace("logements / surfaceCessible", "logements /");

        InvalidReferentiel refusal =
                catchThrowableOfType(InvalidReferentiel.class, () -> reader.read("broken.yaml", text));

        assertThat(refusal.problems()).hasSize(2);
    }

    @Test
    void inputs_are_grouped_under_the_first_dimension_that_uses_them() {
        Referentiel referentiel = TestReferentiel.load();

        var grouped = referentiel.inputsByDimension();

        assertThat(grouped.values().stream().mapToInt(java.util.List::size).sum())
                .isEqualTo(34);
        grouped.forEach(
                (dimension, inputs) -> assertThat(inputs).as(dimension.code()).isNotEmpty());
        assertThat(grouped.get(referentiel.dimensions().get(0)))
                .extracting(Referentiel.Input::code)
                .contains("habitants", "espacesPublics", "engagementsMesures")
                .doesNotContain("logements");
    }
}
