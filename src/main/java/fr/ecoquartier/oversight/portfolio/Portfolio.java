package fr.ecoquartier.oversight.portfolio;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.oversight.Period;
import fr.ecoquartier.oversight.portfolio.LoadForecast.Next;
import fr.ecoquartier.oversight.portfolio.LoadForecast.Waiting;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Numbers over all dossiers. Each of them counts exactly what the list of dossiers shows for the same criteria. */
@Service
@Transactional(readOnly = true)
public class Portfolio {

    /** Dossiers of a region at a stage with a status. */
    public record Stock(String region, DossierStage stage, DossierStatus status, long dossiers) {}

    /** What happened in a month, in dossiers; the first and the last month hold only the days of the period. */
    public record Month(YearMonth month, long opened, long charters, long contracts, long labelled) {}

    /** Median and 90th percentile, in seconds; null when there is nothing to tell. */
    public record Spread(@Nullable Long median, @Nullable Long p90) {}

    /**
     * Time that dossiers spent at a stage that they left in the period.
     *
     * @param passages how many times a dossier left it
     * @param dossiers how many dossiers did
     * @param total from entering to leaving
     * @param authority while a task of the authority was open
     * @param working while a reviewer held a task
     * @param queue while a task waited for a reviewer to take it
     * @param other the rest: waits that the process itself foresees
     */
    public record StageTime(
            DossierStage stage,
            long passages,
            long dossiers,
            Spread total,
            Spread authority,
            Spread working,
            Spread queue,
            Spread other) {}

    /** Open tasks past their due date. */
    public record Overdue(String role, String region, long tasks, long dossiers, Instant oldest) {}

    /** Dossiers with a task of a role that is open today and due in a week, in the current one when it is late. */
    public record Due(LocalDate week, String role, long dossiers) {}

    /**
     * A passage of a dossier that passed before, within the same bounds. Nearly all passages are a dossier's first, so that
     * counting these few and taking them off is cheaper than telling all references apart.
     */
    private static final String REPEATED = """
            f.round > 1 and exists (select from ecoquartier.stage_fact e where e.reference = f.reference and e.stage = f.stage
                and e.round < f.round and e.left_at >= :start and e.left_at < :end %s)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Portfolio(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where the dossiers are now; the period does not matter. */
    public List<Stock> stock(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select d.region_code, d.stage, d.status, count(*) from ecoquartier.dossier d where "
                        + dossiers(filter, parameters)
                        + " group by 1, 2, 3")
                .params(parameters)
                .query((row, n) -> new Stock(
                        row.getString(1),
                        DossierStage.valueOf(row.getString(2)),
                        DossierStatus.valueOf(row.getString(3)),
                        row.getLong(4)))
                .list();
    }

    /** What happened month by month; the stage does not matter. Months without anything are there too. */
    public List<Month> flow(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        period(filter.period(), parameters);
        List<YearMonth> all = Stream.iterate(
                        YearMonth.from(filter.period().from()),
                        each -> !each.isAfter(YearMonth.from(filter.period().to())),
                        each -> each.plusMonths(1))
                .toList();
        // the database looks the month up among their beginnings, which it reads once: cheaper than a calendar for each
        // row
        parameters.put(
                "months",
                all.stream()
                        .map(each -> each.atDay(1)
                                .atStartOfDay(Period.PARIS)
                                .toInstant()
                                .toString())
                        .collect(Collectors.joining(",", "{", "}")));
        String month = "width_bucket(%s, (select :months::timestamptz[]))";
        String opened = "select 'opened' as event, " + month.formatted("d.opened_at")
                + " as month, count(*) as dossiers from ecoquartier.dossier d where d.opened_at >= :start and d.opened_at < :end"
                + and("d.region_code", "d.test", filter, parameters)
                + " group by 2";
        String leaving = month.formatted("f.left_at");
        String left =
                "select case f.stage when 'CHARTER' then 'charters' when 'CONTRACT' then 'contracts' else 'labelled' end, "
                        + leaving + ", %s from ecoquartier.stage_fact f where f.left_at >= :start and f.left_at < :end"
                        + " and f.stage in ('CHARTER', 'CONTRACT', 'AWARD')"
                        + " and f.outcome = case f.stage when 'AWARD' then 'labelled' else 'signed' end"
                        + and("f.region", "f.test", filter, parameters)
                        + " %s group by 1, 2";
        String sameMonth = "and e.outcome = f.outcome and " + month.formatted("e.left_at") + " = " + leaving;
        Map<Integer, Map<String, Long>> counts = new LinkedHashMap<>();
        jdbc.sql(opened + " union all " + left.formatted("count(*)", "") + " union all "
                        + left.formatted("-count(*)", "and " + REPEATED.formatted(sameMonth)))
                .params(parameters)
                .query((row, n) -> counts.computeIfAbsent(row.getInt(2), key -> new LinkedHashMap<>())
                        .merge(row.getString(1), row.getLong(3), Long::sum))
                .list();
        List<Month> months = new ArrayList<>();
        for (YearMonth each : all) {
            Map<String, Long> found = counts.getOrDefault(months.size() + 1, Map.of());
            months.add(new Month(
                    each,
                    found.getOrDefault("opened", 0L),
                    found.getOrDefault("charters", 0L),
                    found.getOrDefault("contracts", 0L),
                    found.getOrDefault("labelled", 0L)));
        }
        return months;
    }

    /** Where the time of the stages that ended in the period went. */
    public List<StageTime> times(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        period(filter.period(), parameters);
        String spread = "percentile_cont(array[0.5, 0.9]) within group (order by f.%s)";
        String where = and("f.region", "f.test", filter, parameters);
        if (filter.stage() != null) {
            where += " and f.stage = :stage";
            parameters.put("stage", filter.stage().name());
        }
        String from = " from ecoquartier.stage_fact f where f.left_at >= :start and f.left_at < :end" + where;
        Map<String, Long> again = new LinkedHashMap<>();
        jdbc.sql("select f.stage, count(*)" + from + " and " + REPEATED.formatted("") + " group by 1")
                .params(parameters)
                .query(row -> {
                    again.put(row.getString(1), row.getLong(2));
                });
        return jdbc
                .sql("select f.stage, count(*), "
                        + List.of("seconds", "authority_seconds", "working_seconds", "queue_seconds", "other_seconds")
                                .stream()
                                .map(spread::formatted)
                                .collect(Collectors.joining(", "))
                        + from + " group by 1")
                .params(parameters)
                .query((row, n) -> new StageTime(
                        DossierStage.valueOf(row.getString(1)),
                        row.getLong(2),
                        row.getLong(2) - again.getOrDefault(row.getString(1), 0L),
                        spread(row, 3),
                        spread(row, 4),
                        spread(row, 5),
                        spread(row, 6),
                        spread(row, 7)))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(StageTime::stage))
                .toList();
    }

    /** Open tasks past their due date, now. */
    public List<Overdue> overdue(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("now", Timestamp.from(clock.instant()));
        return jdbc.sql("""
                        select t.role, d.region_code, count(*), count(distinct d.reference), min(t.due_at)
                        from ecoquartier.dossier_task t join ecoquartier.dossier d using (reference) where t.due_at < :now and
                        """ + dossiers(filter, parameters) + " group by 1, 2 order by 3 desc, 1, 2")
                .params(parameters)
                .query((row, n) -> new Overdue(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /** The dossiers behind all of these: a dossier can be late with several roles. */
    public long lateDossiers(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("now", Timestamp.from(clock.instant()));
        return jdbc.sql("""
                        select count(distinct d.reference) from ecoquartier.dossier_task t join ecoquartier.dossier d using (reference)
                        where t.due_at < :now and
                        """ + dossiers(filter, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The load of the coming weeks, from the due dates of open tasks and from what usually follows. */
    public LoadForecast forecast(PortfolioFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<Waiting> open = jdbc.sql("""
                        select t.process, t.step, t.role, (t.due_at at time zone 'Europe/Paris')::date, count(*)
                        from ecoquartier.dossier_task t join ecoquartier.dossier d using (reference) where
                        """ + dossiers(filter, parameters) + " group by 1, 2, 3, 4")
                .params(parameters)
                .query((row, n) -> new Waiting(
                        row.getString(1) + ":" + row.getString(2),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getLong(5)))
                .list();
        Map<String, List<Next>> next = new LinkedHashMap<>();
        jdbc.sql("select * from ecoquartier.task_succession order by process, element, next_process, next_element")
                .query(row -> {
                    next.computeIfAbsent(
                                    row.getString("process") + ":" + row.getString("element"), key -> new ArrayList<>())
                            .add(new Next(
                                    row.getString("next_process") + ":" + row.getString("next_element"),
                                    row.getString("next_role"),
                                    (double) row.getLong("followed") / row.getLong("ended"),
                                    Duration.ofSeconds(row.getLong("delay_seconds"))));
                });
        return LoadForecast.of(LocalDate.ofInstant(clock.instant(), Period.PARIS), open, next);
    }

    /** The dossiers behind the open tasks of the forecast. */
    public List<Due> due(PortfolioFilter filter) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Period.PARIS);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("today", today);
        parameters.put("weeks", LoadForecast.WEEKS * 7);
        return jdbc.sql("""
                        select date_trunc('week', greatest((t.due_at at time zone 'Europe/Paris')::date, :today))::date, t.role,
                            count(distinct d.reference)
                        from ecoquartier.dossier_task t join ecoquartier.dossier d using (reference) where t.due_at is not null
                            and (t.due_at at time zone 'Europe/Paris')::date < date_trunc('week', :today::date)::date + :weeks::int and
                        """ + dossiers(filter, parameters) + " group by 1, 2")
                .params(parameters)
                .query((row, n) -> new Due(row.getObject(1, LocalDate.class), row.getString(2), row.getLong(3)))
                .list();
    }

    private static Spread spread(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return new Spread(null, null);
        }
        Double[] values = (Double[]) array.getArray();
        return new Spread(Math.round(values[0]), Math.round(values[1]));
    }

    private static void period(Period period, Map<String, Object> parameters) {
        parameters.put("start", Timestamp.from(period.start()));
        parameters.put("end", Timestamp.from(period.end()));
    }

    private static String dossiers(PortfolioFilter filter, Map<String, Object> parameters) {
        String where = "true" + and("d.region_code", "d.test", filter, parameters);
        if (filter.stage() == null) {
            return where;
        }
        parameters.put("stage", filter.stage().name());
        return where + " and d.stage = :stage";
    }

    private static String and(String region, String test, PortfolioFilter filter, Map<String, Object> parameters) {
        String where = "";
        if (filter.region() != null) {
            parameters.put("region", filter.region());
            where += " and " + region + " = :region";
        }
        if (filter.test() != null) {
            parameters.put("test", filter.test());
            where += " and " + test + " = :test";
        }
        return where;
    }
}
