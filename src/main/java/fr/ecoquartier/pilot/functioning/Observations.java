package fr.ecoquartier.pilot.functioning;

import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.pilot.functioning.Functioning.Asked;
import fr.ecoquartier.pilot.functioning.Functioning.DelayLine;
import fr.ecoquartier.pilot.functioning.Functioning.HoursLine;
import fr.ecoquartier.pilot.functioning.Functioning.RoleLine;
import fr.ecoquartier.pilot.functioning.Functioning.Spent;
import fr.ecoquartier.pilot.functioning.Functioning.StepCorrections;
import fr.ecoquartier.pilot.functioning.Functioning.TaskLine;
import fr.ecoquartier.pilot.functioning.TaskTime.Ending;
import fr.ecoquartier.pilot.functioning.TaskTime.Split;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Rating;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From what the process and the evaluators say to what people read. Pure: no database, no engine, no clock. */
final class Observations {

    private Observations() {}

    /** A correction request and the dossier it is about. */
    record Correction(String reference, CorrectionRequest request) {}

    static Functioning of(
            Instant now,
            int dossiers,
            List<TaskTime> times,
            List<DelayInForce> delays,
            List<Correction> corrections,
            List<Rating> ratings) {
        Map<String, DelayInForce> byKey =
                delays.stream().collect(Collectors.toMap(DelayInForce::key, Function.identity()));
        List<TaskLine> tasks = grouped(times, time -> time.process() + ":" + time.step()).values().stream()
                .map(group -> task(group, byKey, now))
                .sorted(Comparator.comparing((TaskLine line) -> line.spent().total())
                        .reversed()
                        .thenComparing(TaskLine::name))
                .toList();
        List<RoleLine> roles = grouped(times, TaskTime::role).values().stream()
                .map(group -> role(group, now))
                .sorted(Comparator.comparing((RoleLine line) -> line.spent().total())
                        .reversed()
                        .thenComparing(RoleLine::role))
                .toList();
        Map<String, String> names =
                times.stream().collect(Collectors.toMap(TaskTime::step, TaskTime::name, (first, second) -> first));
        return new Functioning(
                now,
                dossiers,
                tasks,
                roles,
                delays.stream()
                        .map(delay -> delay(delay, times, now))
                        .filter(line -> !line.tasks().isEmpty())
                        .toList(),
                corrections(corrections, names),
                CorrectionThemes.of(corrections.stream()
                        .map(each -> new Asked(
                                each.reference(),
                                names.getOrDefault(
                                        each.request().step(), each.request().step()),
                                each.request().request()))
                        .toList()),
                hours(ratings));
    }

    private static TaskLine task(List<TaskTime> group, Map<String, DelayInForce> delays, Instant now) {
        TaskTime any = group.get(group.size() - 1);
        List<TaskTime> done = with(group, Ending.DONE);
        List<TaskTime> split =
                done.stream().filter(time -> time.waiting() != null).toList();
        List<Duration> totals = sorted(done, TaskTime::total);
        return new TaskLine(
                any.process(),
                any.processName(),
                any.step(),
                any.name(),
                any.role(),
                done.size(),
                with(group, Ending.OPEN).size(),
                with(group, Ending.WITHOUT).size(),
                Durations.quantile(totals, 0.5),
                Durations.quantile(totals, 0.9),
                split.size(),
                Durations.quantile(sorted(split, TaskTime::waiting), 0.5),
                Durations.quantile(sorted(split, TaskTime::working), 0.5),
                split.isEmpty() ? Split.NONE : split.get(0).split(),
                late(group, now),
                dated(group, now),
                spent(group),
                any.delay() == null ? null : delays.get(any.delay()));
    }

    private static RoleLine role(List<TaskTime> group, Instant now) {
        return new RoleLine(
                group.get(0).role(),
                with(group, Ending.DONE).size(),
                with(group, Ending.WITHOUT).size(),
                late(group, now),
                dated(group, now),
                spent(group));
    }

    private static DelayLine delay(DelayInForce delay, List<TaskTime> times, Instant now) {
        List<TaskTime> group =
                times.stream().filter(time -> delay.key().equals(time.delay())).toList();
        List<Duration> totals = sorted(with(group, Ending.DONE), TaskTime::total);
        int late = late(group, now);
        int dated = dated(group, now);
        return new DelayLine(
                delay,
                group.stream().map(TaskTime::name).distinct().sorted().toList(),
                totals.size(),
                Durations.quantile(totals, 0.5),
                Durations.quantile(totals, 0.9),
                late,
                dated,
                Suggestion.of(delay, totals, late, dated));
    }

    private static List<StepCorrections> corrections(List<Correction> corrections, Map<String, String> names) {
        return grouped(corrections, each -> each.request().step()).entrySet().stream()
                .map(entry -> {
                    List<Duration> answers = sorted(
                            entry.getValue().stream()
                                    .filter(each -> each.request().answeredAt() != null)
                                    .toList(),
                            each -> Duration.between(
                                    each.request().requestedAt(), each.request().answeredAt()));
                    return new StepCorrections(
                            entry.getKey(),
                            names.getOrDefault(entry.getKey(), entry.getKey()),
                            entry.getValue().size(),
                            (int) entry.getValue().stream()
                                    .map(Correction::reference)
                                    .distinct()
                                    .count(),
                            answers.size(),
                            Durations.quantile(answers, 0.5));
                })
                .sorted(Comparator.comparingInt(StepCorrections::requests)
                        .reversed()
                        .thenComparing(StepCorrections::name))
                .toList();
    }

    private static List<HoursLine> hours(List<Rating> ratings) {
        List<HoursLine> lines = new ArrayList<>();
        for (String step : Rating.STEPS) {
            for (EvaluatorRole role : EvaluatorRole.values()) {
                List<BigDecimal> hours = ratings.stream()
                        .filter(rating -> rating.role() == role)
                        .map(rating -> rating.hours().get(step))
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList();
                if (!hours.isEmpty()) {
                    lines.add(new HoursLine(
                            Rating.stepLabel(step),
                            role.label(),
                            hours.size(),
                            median(hours),
                            hours.get(0),
                            hours.get(hours.size() - 1)));
                }
            }
        }
        return List.copyOf(lines);
    }

    private static BigDecimal median(List<BigDecimal> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP);
    }

    private static Spent spent(List<TaskTime> group) {
        return group.stream()
                .filter(time -> time.endedAt() != null)
                .map(time -> time.waiting() == null
                        ? new Spent(Duration.ZERO, Duration.ZERO, time.total())
                        : new Spent(time.waiting(), time.working(), Duration.ZERO))
                .reduce(Spent.NOTHING, Spent::plus);
    }

    private static int late(List<TaskTime> group, Instant now) {
        return (int) group.stream().filter(time -> time.overdue(now)).count();
    }

    /** Tasks of which it is known whether they were late: an open one that is not late yet may still become so. */
    private static int dated(List<TaskTime> group, Instant now) {
        return (int) group.stream()
                .filter(time -> time.dueAt() != null)
                .filter(time -> time.endedAt() != null || time.overdue(now))
                .count();
    }

    private static List<TaskTime> with(List<TaskTime> group, Ending ending) {
        return group.stream().filter(time -> time.ending() == ending).toList();
    }

    private static <T> List<Duration> sorted(List<T> items, Function<T, Duration> duration) {
        return items.stream().map(duration).sorted().toList();
    }

    private static <K, T> Map<K, List<T>> grouped(List<T> items, Function<T, K> key) {
        return items.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
