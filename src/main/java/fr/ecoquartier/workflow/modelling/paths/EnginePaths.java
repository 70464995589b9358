package fr.ecoquartier.workflow.modelling.paths;

import fr.ecoquartier.modelling.replay.FinishedPaths;
import fr.ecoquartier.modelling.replay.RecordedPath;
import fr.ecoquartier.modelling.replay.RecordedPath.Update;
import fr.ecoquartier.modelling.replay.RecordedPath.Visit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Repository;

/** Read from the engine's history tables, many instances at once. */
@Repository
class EnginePaths implements FinishedPaths {

    private static final String BODY = "#multiInstanceBody";
    private static final Set<String> INTEGERS = Set.of("integer", "long", "short");

    private final JdbcClient jdbc;

    EnginePaths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> latest(String process, int most) {
        return jdbc.sql("""
                        select id_ from act_hi_procinst
                        where proc_def_key_ = :process and end_time_ is not null
                        order by end_time_ desc, id_
                        limit :most
                        """)
                .param("process", process)
                .param("most", most)
                .query(String.class)
                .list();
    }

    private record Head(String reference, int version, Instant endedAt) {}

    /** A row of either table, on its way to its place in the order of the whole. */
    private record Row(
            String instance,
            long time,
            long counter,
            @Nullable Visit visit,
            @Nullable Update update) {}

    @Override
    public List<RecordedPath> read(List<String> instances) {
        if (instances.isEmpty()) {
            return List.of();
        }
        Map<String, Head> heads = heads(instances);
        Map<String, List<Row>> rows = new HashMap<>();
        visits(instances)
                .forEach(row -> rows.computeIfAbsent(row.instance(), key -> new ArrayList<>())
                        .add(row));
        updates(instances)
                .forEach(row -> rows.computeIfAbsent(row.instance(), key -> new ArrayList<>())
                        .add(row));
        return instances.stream()
                .filter(heads::containsKey)
                .map(instance -> path(instance, heads.get(instance), rows.getOrDefault(instance, List.of())))
                .toList();
    }

    /** The counters of the engine are comparable along one way only; the order of all rows is: by time, then by them. */
    private static RecordedPath path(String instance, Head head, List<Row> rows) {
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparingLong(Row::time).thenComparingLong(Row::counter))
                .toList();
        List<Visit> visits = new ArrayList<>();
        List<Update> updates = new ArrayList<>();
        for (int place = 0; place < sorted.size(); place++) {
            Visit visit = sorted.get(place).visit();
            Update update = sorted.get(place).update();
            if (visit != null) {
                visits.add(new Visit(
                        visit.id(), visit.parent(), visit.activity(), visit.body(), place, visit.cancelled()));
            } else {
                updates.add(new Update(place, update.variable(), update.value(), update.visit(), update.scope()));
            }
        }
        return new RecordedPath(instance, head.reference(), head.version(), head.endedAt(), visits, updates);
    }

    private Map<String, Head> heads(List<String> instances) {
        Map<String, Head> heads = new HashMap<>();
        jdbc.sql("""
                        select instance.id_, instance.business_key_, definition.version_, instance.end_time_
                        from act_hi_procinst instance
                        join act_re_procdef definition on definition.id_ = instance.proc_def_id_
                        where instance.id_ in (:instances)
                        """).param("instances", instances).query(row -> {
            heads.put(
                    row.getString(1),
                    new Head(
                            row.getString(2), row.getInt(3), row.getTimestamp(4).toInstant()));
        });
        return heads;
    }

    private List<Row> visits(List<String> instances) {
        return jdbc.sql("""
                        select proc_inst_id_, id_, coalesce(parent_act_inst_id_, proc_inst_id_) as parent, act_id_,
                               start_time_, coalesce(sequence_counter_, 0) as counter, act_inst_state_
                        from act_hi_actinst
                        where proc_inst_id_ in (:instances)
                        """)
                .param("instances", instances)
                .query((row, index) -> {
                    String activity = row.getString("act_id_");
                    boolean body = activity.endsWith(BODY);
                    return new Row(
                            row.getString("proc_inst_id_"),
                            row.getTimestamp("start_time_").getTime(),
                            row.getLong("counter"),
                            new Visit(
                                    row.getString("id_"),
                                    row.getString("parent"),
                                    body ? activity.substring(0, activity.length() - BODY.length()) : activity,
                                    body,
                                    0,
                                    row.getInt("act_inst_state_") == 2),
                            null);
                })
                .list();
    }

    private List<Row> updates(List<String> instances) {
        return jdbc.sql("""
                        select detail.proc_inst_id_, detail.name_, detail.var_type_, detail.text_, detail.long_,
                               detail.double_, detail.time_, coalesce(detail.sequence_counter_, 0) as counter,
                               coalesce(detail.act_inst_id_, detail.proc_inst_id_) as visit,
                               coalesce(variable.act_inst_id_, detail.proc_inst_id_) as scope
                        from act_hi_detail detail
                        left join act_hi_varinst variable on variable.id_ = detail.var_inst_id_
                        where detail.proc_inst_id_ in (:instances) and detail.type_ = 'VariableUpdate'
                          and detail.var_type_ in
                              ('string', 'boolean', 'integer', 'long', 'short', 'double', 'null')
                        """)
                .param("instances", instances)
                .query((row, index) -> new Row(
                        row.getString("proc_inst_id_"),
                        row.getTimestamp("time_").getTime(),
                        row.getLong("counter"),
                        null,
                        new Update(
                                0, row.getString("name_"), value(row), row.getString("visit"), row.getString("scope"))))
                .list();
    }

    @Nullable
    private static Object value(ResultSet row) throws SQLException {
        String type = row.getString("var_type_");
        if (INTEGERS.contains(type)) {
            return row.getLong("long_");
        }
        return switch (type) {
            case "string" -> row.getString("text_");
            case "boolean" -> row.getLong("long_") == 1;
            case "double" -> row.getDouble("double_");
            default -> null;
        };
    }
}
