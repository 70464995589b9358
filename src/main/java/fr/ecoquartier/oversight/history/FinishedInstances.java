package fr.ecoquartier.oversight.history;

import fr.ecoquartier.dossier.OutcomeLabels;
import fr.ecoquartier.oversight.history.HistoryChoices.Choice;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The table of finished instances: one line each, written when an instance ends, read by the history. */
@Service
@Transactional
public class FinishedInstances {

    /** A total beyond this is not counted to its end. */
    static final int COUNTED = 10_000;

    private static final int AUTHORITIES = 200;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final JdbcClient jdbc;
    private final Territories territories;

    FinishedInstances(JdbcClient jdbc, Territories territories) {
        this.jdbc = jdbc;
        this.territories = territories;
    }

    /** An instance has ended; its authority and region are those of its dossier. Recording it again has no effect. */
    public void record(FinishedInstance instance) {
        jdbc.sql("""
                        insert into ecoquartier.finished_instance (id, process, process_name, version, reference, authority_code,
                            authority_name, region_code, caller, started_at, ended_at, state, end_element, end_name, outcome)
                        select f.id, f.process, f.process_name, f.version, f.reference, d.authority_code, d.authority_name,
                            coalesce(d.region_code, f.region_code), f.caller, f.started_at, f.ended_at, f.state, f.end_element,
                            f.end_name, f.outcome
                        from (values (:id, :process, :processName, cast(:version as int), cast(:reference as text),
                            cast(:region as text), cast(:caller as text), cast(:startedAt as timestamptz),
                            cast(:endedAt as timestamptz), :state, cast(:endElement as text), cast(:endName as text),
                            cast(:outcome as text))) as f (id, process, process_name, version, reference, region_code, caller,
                            started_at, ended_at, state, end_element, end_name, outcome)
                        left join ecoquartier.dossier d on d.reference = f.reference
                        on conflict (id) do nothing
                        """)
                .param("id", instance.id())
                .param("process", instance.process())
                .param("processName", instance.processName())
                .param("version", instance.version())
                .param("reference", instance.reference())
                .param("region", instance.regionCode())
                .param("caller", instance.caller())
                .param("startedAt", Timestamp.from(instance.startedAt()))
                .param("endedAt", Timestamp.from(instance.endedAt()))
                .param("state", instance.completed() ? "COMPLETED" : "STOPPED")
                .param("endElement", instance.endElement())
                .param("endName", instance.endName())
                .param("outcome", instance.outcome())
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<FinishedInstance> find(String id) {
        return jdbc.sql("select * from ecoquartier.finished_instance where id = ?")
                .param(id)
                .query(FinishedInstances::instance)
                .optional();
    }

    /** The latest instance of a dossier that no other had called. */
    @Transactional(readOnly = true)
    public Optional<FinishedInstance> last(String reference) {
        return jdbc.sql("select * from ecoquartier.finished_instance where reference = ? and caller is null"
                        + " order by ended_at desc limit 1")
                .param(reference)
                .query(FinishedInstances::instance)
                .optional();
    }

    /** A page, the latest end first. */
    @Transactional(readOnly = true)
    public HistoryPage search(HistoryQuery query) {
        StringBuilder where = new StringBuilder(" where true");
        Map<String, Object> values = new LinkedHashMap<>();
        if (query.reference() != null) {
            where.append(" and reference like :reference");
            values.put("reference", escaped(query.reference()) + "%");
        }
        if (query.authority() != null) {
            where.append(" and authority_code in (:authorities)");
            List<String> codes = authorities(query.authority());
            values.put("authorities", codes.isEmpty() ? List.of("") : codes);
        }
        add(where, values, "process", query.process());
        add(where, values, "version", query.version());
        add(where, values, "outcome", query.outcome());
        if (HistoryQuery.STOPPED.equals(query.end())) {
            where.append(" and state = 'STOPPED'");
        } else {
            add(where, values, "end_element", query.end());
        }
        if (query.from() != null) {
            where.append(" and ended_at >= :from");
            values.put("from", startOf(query.from()));
        }
        if (query.to() != null) {
            where.append(" and ended_at < :to");
            values.put("to", startOf(query.to().plusDays(1)));
        }
        long counted = jdbc.sql("select count(*) from (select 1 from ecoquartier.finished_instance" + where + " limit "
                        + (COUNTED + 1) + ") as found")
                .params(values)
                .query(Long.class)
                .single();
        List<FinishedInstance> page = jdbc.sql("select * from ecoquartier.finished_instance" + where
                        + " order by ended_at desc, id limit :size offset :skipped")
                .params(values)
                .param("size", query.size())
                .param("skipped", (long) query.page() * query.size())
                .query(FinishedInstances::instance)
                .list();
        return new HistoryPage(page, Math.min(counted, COUNTED), counted > COUNTED, query.page(), query.size());
    }

    /** What occurs in the history, for the choices of a search. */
    @Transactional(readOnly = true)
    public HistoryChoices choices() {
        Map<String, List<Integer>> versions = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<Choice>> ends = new LinkedHashMap<>();
        // jumps from one value to the next along the index, however many lines have it
        jdbc.sql("""
                        with recursive found as (
                            (select process, version from ecoquartier.finished_instance order by process, version limit 1)
                            union all
                            select next.process, next.version from found, lateral (
                                select process, version from ecoquartier.finished_instance i
                                where (i.process, i.version) > (found.process, found.version) order by process, version limit 1) next)
                        select f.process, f.version, (select i.process_name from ecoquartier.finished_instance i
                            where i.process = f.process and i.version = f.version limit 1) as name
                        from found f order by 1, 2 desc
                        """).query(row -> {
            names.putIfAbsent(row.getString("process"), row.getString("name"));
            versions.computeIfAbsent(row.getString("process"), key -> new ArrayList<>())
                    .add(row.getInt("version"));
        });
        jdbc.sql("""
                        with recursive found as (
                            (select process, end_element from ecoquartier.finished_instance where end_element is not null
                             order by process, end_element limit 1)
                            union all
                            select next.process, next.end_element from found, lateral (
                                select process, end_element from ecoquartier.finished_instance i
                                where (i.process, i.end_element) > (found.process, found.end_element)
                                    and i.end_element is not null
                                order by process, end_element limit 1) next)
                        select f.process, f.end_element, (select i.end_name from ecoquartier.finished_instance i
                            where i.process = f.process and i.end_element = f.end_element order by ended_at desc limit 1) as name
                        from found f order by 1, 3
                        """).query(row -> {
            ends.computeIfAbsent(row.getString("process"), key -> new ArrayList<>())
                    .add(new Choice(row.getString("end_element"), row.getString("name")));
        });
        List<Choice> outcomes = jdbc.sql("""
                        with recursive found as (
                            select min(outcome) as outcome from ecoquartier.finished_instance
                            union all
                            select (select min(outcome) from ecoquartier.finished_instance i where i.outcome > found.outcome)
                            from found where found.outcome is not null)
                        select outcome from found where outcome is not null
                        """)
                .query((row, n) -> new Choice(row.getString(1), OutcomeLabels.french(row.getString(1))))
                .list();
        List<HistoryChoices.Process> processes = names.entrySet().stream()
                .map(entry -> new HistoryChoices.Process(
                        entry.getKey(),
                        entry.getValue(),
                        versions.get(entry.getKey()),
                        ends.getOrDefault(entry.getKey(), List.of())))
                .toList();
        return new HistoryChoices(processes, outcomes);
    }

    private List<String> authorities(String text) {
        return territories.search(text, AUTHORITIES).stream()
                .map(Authority::code)
                .toList();
    }

    private static void add(StringBuilder where, Map<String, Object> values, String column, Object value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(PARIS).toInstant());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static FinishedInstance instance(ResultSet row, int n) throws SQLException {
        return new FinishedInstance(
                row.getString("id"),
                row.getString("process"),
                row.getString("process_name"),
                row.getInt("version"),
                row.getString("reference"),
                row.getString("authority_code"),
                row.getString("authority_name"),
                row.getString("region_code"),
                row.getString("caller"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ended_at").toInstant(),
                "COMPLETED".equals(row.getString("state")),
                row.getString("end_element"),
                row.getString("end_name"),
                row.getString("outcome"));
    }
}
