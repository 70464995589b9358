package fr.ecoquartier.oversight.portfolio;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The load of the eight weeks to come, by week and role, in tasks to be done. Each open task counts in the week of its due
 * date, in the current one when it is late. It is then taken for done, and the tasks that followed it in the last year
 * are expected in the same proportion, after their usual time; so on until the last week. Pure: no database, no clock.
 *
 * @param weeks the Mondays; the first is that of the current week
 * @param loads one for each week and role with anything to do
 * @param undated open tasks without a due date: they count in no week
 */
public record LoadForecast(List<LocalDate> weeks, List<Load> loads, long undated) {

    public static final int WEEKS = 8;

    /**
     * Of a role in a week.
     *
     * @param open tasks that are open today
     * @param late those of them that are late today, in the first week only
     * @param expected tasks that are likely to come
     */
    public record Load(LocalDate week, String role, long open, long late, double expected) {}

    /**
     * Open tasks alike.
     *
     * @param key process:element
     * @param due null when there is no due date
     */
    public record Waiting(String key, String role, @Nullable LocalDate due, long count) {}

    /**
     * What follows a task.
     *
     * @param share how many of them for each task that ends
     * @param delay from that end to when it is due
     */
    public record Next(String key, String role, double share, Duration delay) {}

    private record Slot(int week, String role) {}

    private record Task(String key, String role) {}

    private static final class Sum {
        private long open;
        private long late;
        private double expected;
    }

    static LoadForecast of(LocalDate today, List<Waiting> open, Map<String, List<Next>> next) {
        LocalDate first = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<LocalDate> weeks = new ArrayList<>();
        for (int n = 0; n < WEEKS; n++) {
            weeks.add(first.plusWeeks(n));
        }
        LocalDate end = first.plusWeeks(WEEKS);
        Map<Slot, Sum> sums = new HashMap<>();
        TreeMap<LocalDate, Map<Task, Double>> done = new TreeMap<>();
        long undated = 0;
        for (Waiting waiting : open) {
            if (waiting.due() == null) {
                undated += waiting.count();
                continue;
            }
            boolean late = waiting.due().isBefore(today);
            LocalDate day = late ? today : waiting.due();
            if (day.isBefore(end)) {
                Sum sum = sum(sums, first, day, waiting.role());
                sum.open += waiting.count();
                sum.late += late ? waiting.count() : 0;
                add(done, day, new Task(waiting.key(), waiting.role()), waiting.count());
            }
        }
        // day by day, what is done on a day brings what follows to a later one
        while (!done.isEmpty()) {
            Map.Entry<LocalDate, Map<Task, Double>> day = done.pollFirstEntry();
            day.getValue().forEach((task, count) -> {
                for (Next each : next.getOrDefault(task.key(), List.of())) {
                    LocalDate due = day.getKey().plusDays(days(each.delay()));
                    if (due.isBefore(end)) {
                        sum(sums, first, due, each.role()).expected += count * each.share();
                        add(done, due, new Task(each.key(), each.role()), count * each.share());
                    }
                }
            });
        }
        List<Load> loads = sums.entrySet().stream()
                .map(entry -> new Load(
                        first.plusWeeks(entry.getKey().week()),
                        entry.getKey().role(),
                        entry.getValue().open,
                        entry.getValue().late,
                        entry.getValue().expected))
                .sorted(java.util.Comparator.comparing(Load::week).thenComparing(Load::role))
                .toList();
        return new LoadForecast(List.copyOf(weeks), loads, undated);
    }

    /** Whole days, at least one: nothing follows itself on the same day for ever. */
    private static long days(Duration delay) {
        return Math.max(1, Math.round(delay.toSeconds() / 86_400.0));
    }

    private static void add(TreeMap<LocalDate, Map<Task, Double>> done, LocalDate day, Task task, double count) {
        done.computeIfAbsent(day, key -> new HashMap<>()).merge(task, count, Double::sum);
    }

    private static Sum sum(Map<Slot, Sum> sums, LocalDate first, LocalDate day, String role) {
        return sums.computeIfAbsent(new Slot((int) (ChronoUnit.DAYS.between(first, day) / 7), role), slot -> new Sum());
    }
}
