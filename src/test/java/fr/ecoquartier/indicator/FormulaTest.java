package fr.ecoquartier.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas mean what FEEL means, with 34 digits. */
class FormulaTest {

    private static final List<String> FORMULAS = List.of(
            "a / b",
            "100 * a / b",
            "(a + 0.7 * b + 0.3 * c) / (b * 10000)",
            "1000 * a / (b * 365)",
            "a - b - c",
            "a / b / c",
            "-a + b",
            "a * (b - c) / 3",
            "if a > b then a / c else b / c",
            "if a >= b and b < c then 1 else 2",
            "if a = b or not(c > 1) then a else c",
            "min(a, b, c) / max(a, b, c)",
            "abs(a - b)");

    @Test
    void agree_with_the_feel_engine_on_a_thousand_random_figures_to_the_last_digit() throws Exception {
        FeelEngineApi feel = FeelEngineBuilder.create().build();
        Random random = new Random(2012);
        for (int i = 0; i < 1000; i++) {
            String text = FORMULAS.get(i % FORMULAS.size());
            Map<String, BigDecimal> figures = Map.of("a", figure(random), "b", figure(random), "c", figure(random));
            Map<String, Object> scala = new HashMap<>();
            figures.forEach((name, figure) ->
                    scala.put(name, new camundajar.impl.scala.math.BigDecimal(figure, Decimals.PRECISION)));

            Object expected = feel.evaluateExpression(text, scala).result();

            assertThat(Formula.number(text).value(figures))
                    .as("%s with %s", text, figures)
                    .isEqualByComparingTo(((camundajar.impl.scala.math.BigDecimal) expected).bigDecimal());
        }
    }

    @Test
    void divides_to_34_digits() throws Exception {
        assertThat(Formula.number("a / 3").value(Map.of("a", BigDecimal.ONE)))
                .isEqualTo(new BigDecimal("0.3333333333333333333333333333333333"));
        assertThat(Formula.number("a / 3").value(Map.of("a", new BigDecimal(2))))
                .isEqualTo(new BigDecimal("0.6666666666666666666666666666666667"));
    }

    @Test
    void names_its_inputs_in_order() throws Exception {
        assertThat(Formula.number("c / (a + b * c)").inputs()).containsExactly("c", "a", "b");
    }

    @ParameterizedTest(name = "{0} with a = {1}: {2}")
    @CsvSource({
        "a > 0, 0, false",
        "a > 0, 0.1, true",
        "a >= 1 and a <= 2, 2, true",
        "a < 1 or a > 2, 2, false",
        "not(a = 1), 1, false",
        "a != 1, 1, false",
        "a != 1, 1.5, true",
        "true, 1, true"
    })
    void conditions_hold_or_not(String text, BigDecimal a, boolean holds) throws Exception {
        assertThat(Formula.condition(text).holds(Map.of("a", a))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a /",
                "\"a\"",
                "a = 1",
                "[1, 2]",
                "a ** 2",
                "sum(a, b)",
                "now()",
                "{x: 1}.x",
                "for x in [1] return x",
                "abs(a, b)",
                "function(x) x",
                "a[1]",
                "min()"
            })
    void what_is_no_arithmetic_is_refused_when_it_is_read(String text) {
        assertThatThrownBy(() -> Formula.number(text)).isInstanceOf(Formula.Invalid.class);
    }

    @Test
    void whatever_is_typed_a_formula_is_read_or_refused() {
        for (String text : new String[] {
            "(".repeat(60) + "a" + ")".repeat(60),
            "-".repeat(999) + "a",
            "a" + " + 1".repeat(240),
            "if a > 1 then ".repeat(60) + "a" + " else 1".repeat(60),
            "not(".repeat(49) + "a > 1" + ")".repeat(49)
        }) {
            try {
                assertThat(Formula.number(text).inputs()).containsExactly("a");
            } catch (Formula.Invalid e) {
                assertThat(e.reason()).isNotNull();
            }
        }
        assertThatThrownBy(() -> Formula.number("(".repeat(60) + "a" + ")".repeat(60)))
                .isInstanceOfSatisfying(
                        Formula.Invalid.class, e -> assertThat(e.reason()).isEqualTo(Formula.Reason.TOO_DEEP));
    }

    private static BigDecimal figure(Random random) {
        return BigDecimal.valueOf(random.nextInt(1_000_000) + 1L, random.nextInt(5));
    }
}
