package fr.ecoquartier.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionPeriodsTest {

    @Test
    void everyKindHasADefault() {
        RetentionPeriods periods = PrivacyDatabase.periods(Map.of());
        for (Retention kind : Retention.values()) {
            assertThat(periods.french(kind)).as(kind.key()).isNotBlank();
        }
        assertThat(periods.before(Retention.DOSSIER_PEOPLE, Instant.parse("2018-06-01T10:00:00Z")))
                .isEqualTo("2013-06-01T10:00:00Z");
    }

    @Test
    void aConfiguredPeriodCounts() {
        assertThat(PrivacyDatabase.periods(Map.of("ecoquartier.retention.mails", "P90D"))
                        .french(Retention.MAILS))
                .isEqualTo("90\u00a0jours");
    }

    @Test
    void aBadOrUnknownPeriodStopsTheStartWithASentence() {
        refused("ecoquartier.retention.mails", "90 jours", "«\u00a090 jours\u00a0» n’est pas une durée");
        refused("ecoquartier.retention.mails", "PT12H", "n’est pas une durée en jours, mois ou années");
        refused("ecoquartier.retention.mails", "P0D", "un jour au moins");
        refused("ecoquartier.retention.mails", "-P1Y", "n’est pas une durée");
        refused("ecoquartier.retention.mails", "P99Y", "cinquante ans au plus");
        refused("ecoquartier.retention.dossier-peoples", "P1Y", "cette durée n’existe pas");
    }

    private static void refused(String property, String text, String why) {
        assertThatThrownBy(() -> PrivacyDatabase.periods(Map.of(property, text)))
                .isInstanceOf(RetentionRefused.class)
                .hasMessageContaining(property)
                .hasMessageContaining(why);
    }
}
