package fr.ecoquartier.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTextTest {

    @ParameterizedTest
    @CsvSource({
        "P15D, 15 jours",
        "P1D, 1 jour",
        "P2M, 2 mois",
        "P1Y, 1 an",
        "P1Y6M, 1 an et 6 mois",
        "P2W, 14 jours",
        "PT48H, 48 heures",
        "PT1H30M, 1 heure et 30 minutes"
    })
    void isReadAsPeopleSayIt(String iso, String french) {
        assertThat(DelayText.refusal(iso)).isEmpty();
        assertThat(DelayText.french(iso).replace('\u00a0', ' ')).isEqualTo(french);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1",
                "15D",
                "deux mois",
                "P-1D",
                "-P1D",
                "P0D",
                "PT0H",
                "PT59M",
                "P21Y",
                "P9999Y",
                "P1DT2H",
                "P1.5D",
                "P99999999999D",
                "P1M${x}",
                "P1D\nP2D"
            })
    void isRefusedWithASentenceWhenItCannotBeADelay(String iso) {
        assertThat(DelayText.refusal(iso)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"HOURS, 48, PT48H", "DAYS, 15, P15D", "WEEKS, 2, P2W", "MONTHS, 2, P2M", "YEARS, 1, P1Y"})
    void isMadeOfANumberAndAUnit(DelayText.Unit unit, int number, String iso) {
        assertThat(unit.iso(number)).isEqualTo(iso);
        assertThat(DelayText.refusal(iso)).isEmpty();
    }
}
