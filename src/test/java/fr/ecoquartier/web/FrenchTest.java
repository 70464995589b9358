package fr.ecoquartier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class FrenchTest {

    private final French french = new French();

    @Test
    void datesAreWrittenInFrenchAndInParisTime() {
        assertThat(french.date(LocalDate.of(2026, 8, 1))).isEqualTo("1er août 2026");
        assertThat(french.date(LocalDate.of(2026, 8, 11))).isEqualTo("11 août 2026");
        assertThat(french.dateTime(Instant.parse("2026-12-31T23:05:00Z")))
                .isEqualTo("1er janvier 2027 à 0\u00a0h\u00a005");
    }

    @Test
    void aDueDateSaysHowFarItIs() {
        Instant now = Instant.now();
        assertThat(french.distance(now.plus(10, ChronoUnit.DAYS))).isEqualTo("dans 10\u00a0jours");
        assertThat(french.distance(now.minus(2, ChronoUnit.DAYS))).isEqualTo("en retard de 2\u00a0jours");
        assertThat(french.past(now.minusSeconds(1))).isTrue();
        assertThat(french.soon(now.plus(10, ChronoUnit.DAYS))).isFalse();
    }

    @Test
    void sizesAndNumbersUseTheFrenchMarks() {
        assertThat(french.size(1)).isEqualTo("1\u00a0octet");
        assertThat(french.size(20 * 1024 * 1024)).isEqualTo("20\u00a0Mo");
        assertThat(french.size(1_500_000)).isEqualTo("1,4\u00a0Mo");
        assertThat(french.number(new BigDecimal("-1250.456"), 1)).isEqualTo("\u22121\u202f250,5");
        assertThat(french.number(new BigDecimal("40.00"))).isEqualTo("40");
        assertThat(french.number(new BigDecimal("900"))).isEqualTo("900");
    }
}
