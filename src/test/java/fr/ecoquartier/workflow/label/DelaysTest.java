package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DelaysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneId.of("Europe/Paris"));

    private static Map<String, Object> complete() {
        Map<String, Object> properties = new HashMap<>();
        for (Delay delay : Delay.values()) {
            properties.put("ecoquartier.delays." + delay.key(), "P1M");
        }
        properties.put("ecoquartier.delays.reminderLead", "P7D");
        return properties;
    }

    private static Delays delays(String... changes) {
        Map<String, Object> properties = complete();
        for (String change : changes) {
            String[] parts = change.split("=");
            properties.put("ecoquartier.delays." + parts[0], parts[1]);
        }
        return delays(properties);
    }

    private static Delays delays(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return new Delays(environment, CLOCK, key -> Optional.empty());
    }

    @Test
    void aTaskIsDueAfterItsDelayOnTheSameHourInFrance() {
        // the clocks change on 29 March: one month later it is still 10 o'clock in Paris
        assertThat(delays().due("correction")).isEqualTo(Date.from(Instant.parse("2026-04-01T08:00:00Z")));
        assertThat(delays().deadline("correction")).isEqualTo(delays().due("correction"));
    }

    @Test
    void theReminderComesTheLeadTimeBeforeTheEnd() {
        assertThat(delays("correction=P15D").reminder("correction"))
                .isEqualTo(Date.from(Instant.parse("2026-03-09T09:00:00Z")));
    }

    @Test
    void theReminderOfADelayShorterThanTheLeadTimeComesHalfWay() {
        assertThat(delays("correction=P4D").reminder("correction"))
                .isEqualTo(Date.from(Instant.parse("2026-03-03T09:00:00Z")));
    }

    @Test
    void aReminderIsNeverInThePast() {
        assertThat(delays().reminderBefore(LocalDate.of(2025, 12, 31))).isEqualTo(Date.from(NOW));
    }

    @Test
    void aGivenDayLastsUntilItsEndInFrance() {
        Date end = Date.from(Instant.parse("2026-07-14T21:59:59Z"));
        assertThat(delays().on("2026-07-14")).isEqualTo(end);
        assertThat(delays().on(LocalDate.of(2026, 7, 14))).isEqualTo(end);
        assertThat(delays().on(Date.from(Instant.parse("2026-07-13T22:00:00Z"))))
                .isEqualTo(end);
        assertThat(delays("planGrace=P2D").after("2026-07-14", "planGrace"))
                .isEqualTo(Date.from(Instant.parse("2026-07-16T21:59:59Z")));
    }

    @Test
    void theEnvironmentChangesADelay() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("file", complete()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("ECOQUARTIER_DELAYS_CHARTERFILING", "P2Y")));

        assertThat(new Delays(environment, CLOCK, key -> Optional.empty()).of("charterFiling"))
                .isEqualTo("P2Y");
    }

    @Test
    void anUnknownDelayIsRefusedByItsName() {
        assertThatThrownBy(() -> delays("charterFilling=P1M"))
                .isInstanceOf(DelaysRefused.class)
                .hasMessage("délai mal configuré, ecoquartier.delays.charterFilling : délai inconnu");
    }

    @Test
    void anAbsentDelayIsRefusedByItsName() {
        Map<String, Object> properties = complete();
        properties.remove("ecoquartier.delays.trio");

        assertThatThrownBy(() -> delays(properties))
                .hasMessage("délai mal configuré, ecoquartier.delays.trio : délai absent");
    }

    @Test
    void whatIsNotADelayIsRefused() {
        assertThatThrownBy(() -> delays("trio=2 semaines"))
                .hasMessageStartingWith(
                        "délai mal configuré, ecoquartier.delays.trio : « 2 semaines » n'est pas un délai ISO 8601");
        assertThatThrownBy(() -> delays("trio=P-1D")).hasMessageContaining("n'est pas un délai positif");
        assertThatThrownBy(() -> delays("trio=PT0S")).hasMessageContaining("n'est pas un délai positif");
    }
}
