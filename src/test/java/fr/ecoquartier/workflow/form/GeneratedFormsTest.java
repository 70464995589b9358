package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedFormsTest {

    private static final Referentiel VERSION = version("2013", List.of("surface", "arbres"));

    @Test
    void everyInputOfTheVersionIsAFieldWithItsRules() {
        FormSchema form = FormSchema.parse(GeneratedForms.of(VERSION).get("figures-2013-baseline"));

        assertThat(form.id()).isEqualTo("figures-2013-baseline");
        assertThat(form.fields().keySet()).containsExactly("surface", "arbres");
        assertThat(form.fields().get("surface")).satisfies(field -> {
            assertThat(field.label()).isEqualTo("Libellé de surface");
            assertThat(field.required()).as("unknown figures stay missing").isFalse();
            assertThat(field.decimalDigits()).isNull();
            assertThat(field.exactText()).isTrue();
            assertThat(field.min()).isEqualByComparingTo("0.05");
            assertThat(field.max()).isEqualByComparingTo("2000");
        });
        assertThat(form.fields().get("arbres")).satisfies(field -> {
            assertThat(field.required()).isFalse();
            assertThat(field.decimalDigits()).isZero();
        });
    }

    @Test
    void aNewIndicatorReachesEveryFormWithoutADeveloper() {
        Map<String, String> forms = GeneratedForms.of(version("2014", List.of("surface", "arbres", "ruches")));

        assertThat(forms.keySet())
                .containsExactly(
                        "figures-2014-baseline", "figures-2014-planned", "figures-2014-measured", "objectives-2014");
        forms.forEach((id, text) -> assertThat(FormSchema.parse(text).fields())
                .as(id)
                .containsKey(id.startsWith("objectives") ? "I_ruches" : "ruches"));
    }

    @Test
    void theSameVersionAlwaysGivesTheSameText() {
        assertThat(GeneratedForms.of(VERSION))
                .isEqualTo(GeneratedForms.of(version("2013", List.of("surface", "arbres"))));
    }

    private static Referentiel version(String version, List<String> codes) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        codes.forEach(code -> inputs.put(
                code,
                new Input(
                        code,
                        "Libellé de " + code,
                        "har",
                        new BigDecimal("0.05"),
                        new BigDecimal("2000"),
                        !code.equals("surface"),
                        code.equals("surface"),
                        null)));
        List<Indicator> indicators = codes.stream()
                .map(code -> new Indicator(
                        "I_" + code,
                        "Indicateur de " + code,
                        "%",
                        1,
                        code,
                        List.of(code),
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
                List.of(new Dimension("D1", "Dimension", List.of(new Commitment("E01", "Engagement", indicators)))));
    }
}
