package fr.ecoquartier.oversight.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.ecoquartier.oversight.portfolio.LoadForecast.Load;
import fr.ecoquartier.oversight.portfolio.LoadForecast.Next;
import fr.ecoquartier.oversight.portfolio.LoadForecast.Waiting;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked example of decision record 1603, computed by hand. */
class LoadForecastTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2012, 11, 28);
    private static final LocalDate FIRST = LocalDate.of(2012, 11, 26);

    private static Load load(LoadForecast forecast, int week, String role) {
        return forecast.loads().stream()
                .filter(load ->
                        load.week().equals(FIRST.plusWeeks(week)) && load.role().equals(role))
                .findFirst()
                .orElse(new Load(FIRST.plusWeeks(week), role, 0, 0, 0));
    }

    @Test
    void openTasksCountWhereTheyFallDueAndWhatFollowsWhereItsDelayLeads() {
        // 4 examinations of a DREAL: one late since the 20th, three due on Thursday of the second week (6 December)
        List<Waiting> open = List.of(
                new Waiting("charter:check", "dreal", LocalDate.of(2012, 11, 20), 1),
                new Waiting("charter:check", "dreal", LocalDate.of(2012, 12, 6), 3));
        // of ten examinations eight are registered within 14 days and two sent back for 21 days; what was sent back is
        // examined again in 7 days
        Map<String, List<Next>> next = Map.of(
                "charter:check",
                List.of(
                        new Next("charter:register", "carrier", 0.8, Duration.ofDays(14)),
                        new Next("charter:complete", "authority", 0.2, Duration.ofDays(21))),
                "charter:complete",
                List.of(new Next("charter:check", "dreal", 1, Duration.ofDays(7))));

        LoadForecast forecast = LoadForecast.of(WEDNESDAY, open, next);

        assertThat(forecast.weeks()).hasSize(8).startsWith(FIRST).endsWith(LocalDate.of(2013, 1, 14));
        assertThat(load(forecast, 0, "dreal")).isEqualTo(new Load(FIRST, "dreal", 1, 1, 0));
        assertThat(load(forecast, 1, "dreal")).isEqualTo(new Load(FIRST.plusWeeks(1), "dreal", 3, 0, 0));
        // 28 November + 14 days = 12 December, third week; 6 + 14 = 20 December, fourth week
        assertThat(load(forecast, 2, "carrier").expected()).isCloseTo(0.8, within(1e-9));
        assertThat(load(forecast, 3, "carrier").expected()).isCloseTo(2.4, within(1e-9));
        // 28 November + 21 = 19 December, fourth week; 6 + 21 = 27 December, fifth week
        assertThat(load(forecast, 3, "authority").expected()).isCloseTo(0.2, within(1e-9));
        assertThat(load(forecast, 4, "authority").expected()).isCloseTo(0.6, within(1e-9));
        // a week later each is examined again
        assertThat(load(forecast, 4, "dreal").expected()).isCloseTo(0.2, within(1e-9));
        assertThat(load(forecast, 5, "dreal").expected()).isCloseTo(0.6, within(1e-9));
        // and registered 14 days later: 26 December + 14 = 9 January, seventh week; 3 January + 14 = 17 January, eighth
        // week
        assertThat(load(forecast, 6, "carrier").expected()).isCloseTo(0.16, within(1e-9));
        assertThat(load(forecast, 7, "carrier").expected()).isCloseTo(0.48, within(1e-9));
    }

    @Test
    void nothingBeyondTheEighthWeekCounts() {
        LocalDate lastDay = FIRST.plusWeeks(8).minusDays(1);
        LoadForecast forecast = LoadForecast.of(
                WEDNESDAY,
                List.of(new Waiting("a:b", "dreal", lastDay, 2), new Waiting("a:b", "dreal", lastDay.plusDays(1), 5)),
                Map.of("a:b", List.of(new Next("a:c", "carrier", 1, Duration.ofDays(1)))));
        assertThat(forecast.loads()).containsExactly(new Load(FIRST.plusWeeks(7), "dreal", 2, 0, 0));
    }

    @Test
    void aTaskThatFollowsItselfAtOnceDoesNotTurnForEver() {
        LoadForecast forecast = LoadForecast.of(
                WEDNESDAY,
                List.of(new Waiting("a:b", "dreal", WEDNESDAY, 1)),
                Map.of("a:b", List.of(new Next("a:b", "dreal", 1, Duration.ZERO))));
        assertThat(forecast.loads().stream().mapToDouble(Load::expected).sum())
                .isEqualTo(53); // one a day from the next day to the last of the eight weeks
    }

    @Test
    void tasksWithoutADueDateAreCountedApart() {
        LoadForecast forecast = LoadForecast.of(WEDNESDAY, List.of(new Waiting("a:b", "dreal", null, 3)), Map.of());
        assertThat(forecast.loads()).isEmpty();
        assertThat(forecast.undated()).isEqualTo(3);
    }
}
