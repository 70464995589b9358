package fr.ecoquartier.oversight.bottleneck;

import fr.ecoquartier.oversight.Period;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Numbers by element of a process, from the facts alone. */
@Service
@Transactional(readOnly = true)
public class Bottlenecks {

    /** How long passages took that ended regularly, in seconds; null when there were none. */
    public record Spread(@Nullable Long median, @Nullable Long p90) {

        static final Spread NONE = new Spread(null, null);
    }

    /**
     * An element.
     *
     * @param id in the model
     * @param name in the model, the id when it has none
     * @param task whether people do it
     * @param waits whether anything can wait in it; where nothing can, only passages are counted
     * @param completed passages that ended regularly in the period, or all passages where nothing waits
     * @param cancelled passages that were taken away in the period
     * @param waiting how many wait there now
     * @param overdue how many of them are past their due date
     * @param oldest since when the first of them waits
     */
    public record ElementFigures(
            String id,
            String name,
            boolean task,
            boolean waits,
            long completed,
            long cancelled,
            Spread spread,
            long waiting,
            long overdue,
            @Nullable Instant oldest) {}

    /** An element in a month; the first and the last hold only the days of the period. */
    public record MonthFigures(YearMonth month, long completed, Spread spread) {}

    /** An element in a region; the code is null for what belongs to no region. */
    public record RegionFigures(@Nullable String region, long completed, Spread spread, long waiting, long overdue) {}

    /** Who waits in an element now. */
    public record WaitingDossier(
            @Nullable String reference,
            @Nullable String authority,
            @Nullable String region,
            @Nullable String businessKey,
            String instanceId,
            int version,
            Instant since,
            @Nullable Instant dueAt,
            boolean overdue,
            @Nullable String role,
            boolean taken) {}

    /**
     * A page of them, the most urgent first.
     *
     * @param total how many passages wait: several of one dossier where several people are asked at once
     * @param distinct how many dossiers they belong to
     */
    public record WaitingPage(List<WaitingDossier> dossiers, long total, long distinct, int page, int size) {}

    private record Counted(long total, long distinct) {}

    private static final String SPREAD =
            "percentile_cont(array[0.5, 0.9]) within group (order by seconds) filter (where ending = 'COMPLETED')";
    private static final String COMPLETED = "count(*) filter (where ending = 'COMPLETED')";

    private final JdbcClient jdbc;
    private final Clock clock;

    Bottlenecks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Every element that anything passed in the period or waits in now. */
    public List<ElementFigures> elements(BottleneckFilter filter) {
        Map<String, ElementFigures> found = new TreeMap<>();
        Map<String, Object> parameters = parameters(filter);
        String where = where(filter);
        jdbc.sql("""
                        select e.*, n.name, n.task from (
                            select element, %s as completed, count(*) filter (where ending = 'CANCELLED') as cancelled, %s as spread
                            from ecoquartier.step_fact
                            where process = :process and ended_at is not null and ended_at >= :start and ended_at < :end %s
                            group by element) e
                        cross join lateral (select name, task from ecoquartier.step_fact f
                            where f.process = :process and f.element = e.element and f.ended_at is not null and f.ended_at >= :start
                            limit 1) n
                        """.formatted(COMPLETED, SPREAD, where))
                .params(parameters)
                .query((row, n) -> new ElementFigures(
                        row.getString("element"),
                        row.getString("name"),
                        row.getBoolean("task"),
                        true,
                        row.getLong("completed"),
                        row.getLong("cancelled"),
                        spread(row, "spread"),
                        0,
                        0,
                        null))
                .list()
                .forEach(each -> found.put(each.id(), each));
        jdbc.sql("""
                        select element, max(name) as name, bool_or(task) as task, count(*) as waiting,
                            count(*) filter (where due_at < :now) as overdue, min(created_at) as oldest
                        from ecoquartier.step_fact where process = :process and ended_at is null %s group by element
                        """.formatted(where))
                .params(parameters)
                .query((row, n) -> new ElementFigures(
                        row.getString("element"),
                        row.getString("name"),
                        row.getBoolean("task"),
                        true,
                        0,
                        0,
                        Spread.NONE,
                        row.getLong("waiting"),
                        row.getLong("overdue"),
                        row.getTimestamp("oldest").toInstant()))
                .list()
                .forEach(open -> found.merge(open.id(), open, Bottlenecks::together));
        jdbc.sql("""
                        select element, sum(passages) from (
                            select element, passages from ecoquartier.element_month
                            where process = :process and month >= :firstMonth and month < :lastMonth %1$s
                            union all
                            select element, passages from ecoquartier.element_day
                            where process = :process and day between :from and least(:to, :firstMonth - 1) %1$s
                            union all
                            select element, passages from ecoquartier.element_day
                            where process = :process and day between greatest(:lastMonth, :firstMonth) and :to %1$s
                            union all
                            select element, 1 from ecoquartier.element_passage
                            where process = :process and day between :from and :to %1$s) passed
                        group by element
                        """.formatted(where))
                .params(parameters)
                .query((row, n) -> new ElementFigures(
                        row.getString(1), row.getString(1), false, false, row.getLong(2), 0, Spread.NONE, 0, 0, null))
                .list()
                .forEach(passed -> found.putIfAbsent(passed.id(), passed));
        return List.copyOf(found.values());
    }

    private static ElementFigures together(ElementFigures ended, ElementFigures open) {
        return new ElementFigures(
                ended.id(),
                open.name(),
                ended.task(),
                true,
                ended.completed(),
                ended.cancelled(),
                ended.spread(),
                open.waiting(),
                open.overdue(),
                open.oldest());
    }

    /** An element month by month; months without anything are there too. */
    public List<MonthFigures> months(BottleneckFilter filter, String element) {
        Map<YearMonth, MonthFigures> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select to_char(ended_at at time zone 'Europe/Paris', 'YYYY-MM') as month, %s as completed, %s as spread
                        from ecoquartier.step_fact where process = :process and element = :element and ended_at is not null
                            and ended_at >= :start and ended_at < :end %s group by 1
                        """.formatted(COMPLETED, SPREAD, where(filter)))
                .params(parameters(filter))
                .param("element", element)
                .query((row, n) -> new MonthFigures(
                        YearMonth.parse(row.getString("month")), row.getLong("completed"), spread(row, "spread")))
                .list()
                .forEach(month -> found.put(month.month(), month));
        YearMonth last = YearMonth.from(filter.period().to());
        return java.util.stream.Stream.iterate(
                        YearMonth.from(filter.period().from()),
                        month -> !month.isAfter(last),
                        month -> month.plusMonths(1))
                .map(month -> found.getOrDefault(month, new MonthFigures(month, 0, Spread.NONE)))
                .toList();
    }

    /** An element region by region. */
    public List<RegionFigures> regions(BottleneckFilter filter, String element) {
        Map<String, RegionFigures> found = new TreeMap<>();
        Map<String, Object> parameters = parameters(filter);
        parameters.put("element", element);
        jdbc.sql("""
                        select region, %s as completed, %s as spread from ecoquartier.step_fact
                        where process = :process and element = :element and ended_at is not null and ended_at >= :start and ended_at < :end %s
                        group by region
                        """.formatted(COMPLETED, SPREAD, where(filter)))
                .params(parameters)
                .query((row, n) -> new RegionFigures(
                        row.getString("region"), row.getLong("completed"), spread(row, "spread"), 0, 0))
                .list()
                .forEach(each -> found.put(String.valueOf(each.region()), each));
        jdbc.sql("""
                        select region, count(*) as waiting, count(*) filter (where due_at < :now) as overdue from ecoquartier.step_fact
                        where process = :process and element = :element and ended_at is null %s group by region
                        """.formatted(where(filter)))
                .params(parameters)
                .query((row, n) -> new RegionFigures(
                        row.getString("region"), 0, Spread.NONE, row.getLong("waiting"), row.getLong("overdue")))
                .list()
                .forEach(open -> found.merge(
                        String.valueOf(open.region()),
                        open,
                        (ended, now) -> new RegionFigures(
                                ended.region(), ended.completed(), ended.spread(), now.waiting(), now.overdue())));
        return found.values().stream()
                .sorted(Comparator.comparing(RegionFigures::waiting)
                        .reversed()
                        .thenComparing(each -> String.valueOf(each.region())))
                .toList();
    }

    /** Who waits in an element now. */
    public WaitingPage waiting(BottleneckFilter filter, String element, boolean overdue, int page, int size) {
        Map<String, Object> parameters = parameters(filter);
        parameters.put("element", element);
        String from = " from ecoquartier.step_fact f left join ecoquartier.dossier d using (reference)"
                + " where f.process = :process and f.element = :element and f.ended_at is null"
                + where(filter, "f.")
                + (overdue ? " and f.due_at < :now" : "");
        Counted counted = jdbc.sql("select count(*), count(distinct f.reference)" + from)
                .params(parameters)
                .query((row, n) -> new Counted(row.getLong(1), row.getLong(2)))
                .single();
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        List<WaitingDossier> dossiers = jdbc.sql(
                        "select f.*, d.authority_name, coalesce(f.due_at < :now, false) as late" + from
                                + " order by f.due_at nulls last, f.created_at, f.id limit :limit offset :offset")
                .params(parameters)
                .query((row, n) -> new WaitingDossier(
                        row.getString("reference"),
                        row.getString("authority_name"),
                        row.getString("region"),
                        row.getString("business_key"),
                        row.getString("instance_id"),
                        row.getInt("version"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("due_at") == null
                                ? null
                                : row.getTimestamp("due_at").toInstant(),
                        row.getBoolean("late"),
                        row.getString("role"),
                        row.getString("assignee") != null))
                .list();
        return new WaitingPage(dossiers, counted.total(), counted.distinct(), page, size);
    }

    private Map<String, Object> parameters(BottleneckFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Period period = filter.period();
        parameters.put("process", filter.process());
        parameters.put("start", Timestamp.from(period.start()));
        parameters.put("end", Timestamp.from(period.end()));
        parameters.put("from", period.from());
        parameters.put("to", period.to());
        // whole months between the first day of a month that is in the period and that of its last, open month
        LocalDate first = period.from().minusDays(1).withDayOfMonth(1).plusMonths(1);
        LocalDate last = period.to().plusDays(1).withDayOfMonth(1);
        parameters.put("firstMonth", first);
        parameters.put("lastMonth", last);
        parameters.put("now", Timestamp.from(clock.instant()));
        parameters.put("version", filter.version());
        parameters.put("region", filter.region());
        parameters.put("test", filter.test());
        return parameters;
    }

    private static String where(BottleneckFilter filter) {
        return where(filter, "");
    }

    private static String where(BottleneckFilter filter, String alias) {
        return (filter.version() == null ? "" : " and " + alias + "version = :version")
                + (filter.region() == null ? "" : " and " + alias + "region = :region")
                + (filter.test() == null ? "" : " and " + alias + "test = :test");
    }

    private static Spread spread(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return Spread.NONE;
        }
        Double[] values = (Double[]) array.getArray();
        return new Spread(Math.round(values[0]), Math.round(values[1]));
    }
}
