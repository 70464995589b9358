package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accepted as a figure. */
class FiguresTest {

    private static final Referentiel REFERENTIEL = TestReferentiel.load();

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "surface, 0.05, true",
        "surface, 0.0499999999999999999999999999, false",
        "surface, 2000, true",
        "surface, 2000.00, true",
        "surface, 2000.0000000000000000000000001, false",
        "logements, 1, true",
        "logements, 1.0, true",
        "logements, 3e4, true",
        "logements, 0, false",
        "logements, 1.5, false",
        "logements, 30001, false",
        "consommationEnergie, -200, true",
        "consommationEnergie, -200.1, false",
        "budgetTotal, 1e10, true",
        "surface, 1.000000000000000000000000000000000, true",
        "surface, 1.0000000000000000000000000000000001, false",
        "surface, 1e-40, false"
    })
    void a_range_includes_its_ends_and_a_count_is_whole(String input, BigDecimal figure, boolean accepted) {
        Figures figures = Figures.measures(REFERENTIEL, Map.of(input, figure));

        assertThat(figures.errors().isEmpty()).isEqualTo(accepted);
        assertThat(figures.accepted().containsKey(input)).isEqualTo(accepted);
    }

    @Test
    void a_part_may_equal_its_whole_and_is_not_compared_with_an_absent_or_refused_one() {
        assertThat(errors("logements", 10, "logementsSociaux", 10)).isEmpty();
        assertThat(errors("logements", 10, "logementsSociaux", 11))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("logementsSociaux");
                    assertThat(error.message().replace('\u00a0', ' '))
                            .isEqualTo("« Dont logements sociaux » (11 logements) ne peut pas dépasser"
                                    + " « Nombre de logements » (10 logements).");
                });
        assertThat(errors("logementsSociaux", 11)).isEmpty();
        assertThat(errors("logements", 0, "logementsSociaux", 11))
                .extracting(FieldError::field)
                .containsExactly("logements");
    }

    @Test
    void null_is_absent_and_an_unknown_key_is_refused_even_when_it_is_null() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("surface", null);
        raw.put("parcs", null);

        Figures figures = Figures.measures(REFERENTIEL, raw);

        assertThat(figures.accepted()).isEmpty();
        assertThat(figures.errors()).extracting(FieldError::field).containsExactly("parcs");
    }

    @Test
    void numbers_of_any_java_type_are_read_exactly_and_nothing_else_is_a_number() {
        Figures figures = Figures.measures(
                REFERENTIEL,
                Map.of("surface", 0.1d, "surfaceCessible", 0.1f, "logements", 30L, "habitants", (short) 4));
        assertThat(figures.errors()).isEmpty();
        assertThat(figures.accepted())
                .containsEntry("surface", new BigDecimal("0.1"))
                .containsEntry("surfaceCessible", new BigDecimal("0.1"))
                .containsEntry("logements", new BigDecimal("30"))
                .containsEntry("habitants", new BigDecimal("4"));
        for (Object wrong : Arrays.asList("12", Double.NaN, Double.POSITIVE_INFINITY, true, List.of(1), Map.of())) {
            assertThat(errors("surface", wrong))
                    .as("%s", wrong)
                    .singleElement()
                    .satisfies(error -> assertThat(error.message()).contains("un nombre est attendu"));
        }
    }

    private static List<FieldError> errors(Object... entries) {
        Map<String, Object> raw = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            raw.put((String) entries[i], entries[i + 1]);
        }
        return Figures.measures(REFERENTIEL, raw).errors();
    }
}
