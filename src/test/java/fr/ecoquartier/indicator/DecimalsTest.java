package fr.ecoquartier.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and units as people read them. */
class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "1234567.5, 2, '1_234_567,50'",
        "999, 0, 999",
        "1000, 0, '1_000'",
        "-1234.25, 1, '−1_234,3'",
        "0.005, 2, '0,01'",
        "-0.04, 1, '0,0'"
    })
    void are_written_in_french(BigDecimal number, int decimals, String expected) {
        assertThat(Decimals.french(number, decimals)).isEqualTo(expected.replace('_', '\u202f'));
    }

    @Test
    void show_more_decimals_rather_than_a_threshold_that_is_not_reached() {
        BigDecimal sixty = new BigDecimal(60);
        assertThat(Decimals.french(new BigDecimal("59.97"), 1, sixty)).isEqualTo("59,97");
        assertThat(Decimals.french(new BigDecimal("59.999999"), 1, sixty)).isEqualTo("59,999999");
        assertThat(Decimals.french(new BigDecimal("60.0"), 1, sixty)).isEqualTo("60,0");
        assertThat(Decimals.french(new BigDecimal("59.94"), 1, sixty)).isEqualTo("59,9");
    }

    @ParameterizedTest
    @CsvSource({
        "{logement}/har, logements/ha",
        "{logement}, logements",
        "kW.h/m2/a, kWh/m²/an",
        "MW.h/a, MWh/an",
        "m3/a, m³/an",
        "L/{habitant}/d, L/habitant/jour",
        "EUR, €",
        "%, %",
        "har, ha",
        "t, t",
        "1, ''"
    })
    void units_are_said_in_french(String ucum, String french) {
        assertThat(UnitLabels.french(ucum)).isEqualTo(french);
    }

    @Test
    void the_plural_starts_at_two() {
        assertThat(UnitLabels.french("{place}/{logement}", new BigDecimal("1.99")))
                .isEqualTo("place/logement");
        assertThat(UnitLabels.french("{place}/{logement}", new BigDecimal("2"))).isEqualTo("places/logement");
    }
}
