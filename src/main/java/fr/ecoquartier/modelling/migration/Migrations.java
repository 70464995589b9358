package fr.ecoquartier.modelling.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.migration.InstanceSituation.Wait;
import fr.ecoquartier.modelling.migration.MigrationEngine.PreparedMove;
import fr.ecoquartier.pilot.run.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves running instances of a process to another version: first looks at each of them and keeps what it found, then,
 * with a reason, hands the chosen ones to the {@link MigrationWorker}. Everything is in our tables, so that any node can
 * go on where another one stopped.
 */
@Service
public class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    public static final int SHORTEST_REASON = 10;
    public static final int LONGEST_REASON = 2000;
    private static final int STORED_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final MigrationEngine engine;
    private final Dossiers dossiers;
    private final TransactionTemplate transaction;

    Migrations(
            JdbcClient jdbc,
            ObjectMapper json,
            Clock clock,
            MigrationEngine engine,
            Dossiers dossiers,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.engine = engine;
        this.dossiers = dossiers;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Looks at every instance of a version: each is moved for trial in a transaction that is rolled back. Nothing is kept
     * unless all were looked at.
     *
     * @throws MappingRefused when the mapping cannot be used
     * @throws NotPossible when there is nothing to move, or nobody wants to know any more
     */
    public Migration prepare(
            String processKey,
            int from,
            int to,
            List<MappedPair> mapping,
            MoveOptions options,
            Author author,
            Progress progress)
            throws MappingRefused, NotPossible {
        if (from == to) {
            throw new NotPossible("Choisissez deux versions différentes.");
        }
        PreparedMove move = engine.prepare(processKey, from, to, mapping, options);
        List<String> instances = engine.running(processKey, from);
        if (instances.isEmpty()) {
            throw new NotPossible(
                    "Aucune instance en cours ne suit la version %d : il n’y a rien à faire passer.".formatted(from));
        }
        List<MigrationItem> items = new ArrayList<>();
        for (String instance : instances) {
            if (progress.cancelled()) {
                throw new NotPossible("La simulation a été interrompue : rien n’a été conservé ni déplacé.");
            }
            look(move, instance).ifPresent(items::add);
            if (items.size() % 10 == 0) {
                progress.report(
                        (double) items.size() / instances.size(),
                        "%d instances examinées sur %d.".formatted(items.size(), instances.size()));
            }
        }
        if (items.isEmpty()) {
            throw new NotPossible("Toutes les instances de la version %d viennent de se terminer.".formatted(from));
        }
        Long id = transaction.execute(status -> store(move, mapping, options, author, items));
        return find(id).orElseThrow();
    }

    private Optional<MigrationItem> look(PreparedMove move, String instance) {
        return move.situation(instance).map(situation -> {
            List<String> blockers = transaction.execute(status -> {
                status.setRollbackOnly();
                try {
                    move.move(instance);
                    return List.<String>of();
                } catch (CannotMove refusal) {
                    return refusal.reasons();
                } catch (RuntimeException e) {
                    if (engine.changedMeanwhile(e)) {
                        return List.of("L’instance changeait au moment de la simulation.");
                    }
                    log.warn("the instance {} could not be moved for trial", instance, e);
                    return List.of(
                            "Le passage échoue pour une raison technique, inscrite au journal de l’application.");
                }
            });
            Optional<DossierSummary> dossier =
                    Optional.ofNullable(situation.reference()).flatMap(dossiers::find);
            return new MigrationItem(
                    instance,
                    situation.reference(),
                    dossier.map(DossierSummary::authorityName).orElse(null),
                    dossier.map(DossierSummary::operation).orElse(null),
                    situation.region(),
                    dossier.map(found -> found.stage().label()).orElse(null),
                    situation.waits(),
                    blockers,
                    blockers.isEmpty() ? situation.remarks() : List.of(),
                    blockers.isEmpty() ? MigrationItem.State.ELIGIBLE : MigrationItem.State.BLOCKED,
                    null,
                    0,
                    null);
        });
    }

    private long store(
            PreparedMove move,
            List<MappedPair> mapping,
            MoveOptions options,
            Author author,
            List<MigrationItem> items) {
        long id = jdbc.sql("""
                        insert into ecoquartier.model_migration (process_key, process_name, from_version, to_version, mapping, roles,
                            due_dates, state, prepared_by, prepared_by_name, prepared_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, 'PREPARED', ?, ?, ?) returning id
                        """)
                .params(
                        move.from().key(),
                        move.to().name(),
                        move.from().version(),
                        move.to().version(),
                        write(mapping),
                        options.roles(),
                        options.dueDates(),
                        author.id(),
                        author.name(),
                        now())
                .query(Long.class)
                .single();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(i, items.get(i)));
            if (lines.size() == STORED_AT_ONCE || i == items.size() - 1) {
                jdbc.sql("""
                                insert into ecoquartier.model_migration_item (migration, position, instance_id, reference, authority,
                                    operation, region_code, stage, waits, wait_ids, blockers, remarks, state)
                                select ?, l.position, l.instance_id, l.reference, l.authority, l.operation, l.region_code, l.stage,
                                    l.waits, array(select jsonb_array_elements_text(l.wait_ids)), l.blockers, l.remarks, l.state
                                from jsonb_to_recordset(?::jsonb) as l (position int, instance_id text, reference text, authority text,
                                    operation text, region_code text, stage text, waits jsonb, wait_ids jsonb, blockers jsonb,
                                    remarks jsonb, state text)
                                """).params(id, write(lines)).update();
                lines.clear();
            }
        }
        return id;
    }

    private static Map<String, Object> line(int position, MigrationItem item) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("position", position);
        line.put("instance_id", item.instanceId());
        line.put("reference", item.reference());
        line.put("authority", item.authority());
        line.put("operation", item.operation());
        line.put("region_code", item.region());
        line.put("stage", item.stage());
        line.put("waits", item.waits());
        line.put("wait_ids", item.waits().stream().map(Wait::id).toList());
        line.put("blockers", item.blockers());
        line.put("remarks", item.remarks());
        line.put("state", item.state().name());
        return line;
    }

    /** @throws NotPossible when a reason is missing or too long, in words for the person who types it */
    public static void checkReason(@Nullable String reason) throws NotPossible {
        int length = reason == null ? 0 : reason.strip().length();
        if (length < SHORTEST_REASON) {
            throw new NotPossible(
                    "Indiquez le motif, en %d caractères au moins : il est inscrit au journal de chaque dossier."
                            .formatted(SHORTEST_REASON));
        }
        if (length > LONGEST_REASON) {
            throw new NotPossible("Le motif compte %d caractères au plus.".formatted(LONGEST_REASON));
        }
    }

    /**
     * Chooses instances and begins.
     *
     * @param chosen ids of instances; null for all that pass the filter
     * @throws NotPossible when nothing is chosen, or another migration of the process is not over
     */
    public void start(long id, ItemFilter filter, @Nullable Collection<String> chosen, String reason, Author author)
            throws NotPossible {
        checkReason(reason);
        Migration migration = get(id);
        if (migration.started()) {
            throw new NotPossible("Cette migration a déjà été lancée.");
        }
        if (engine.versions(migration.processKey()).stream()
                .noneMatch(version -> version.version() == migration.toVersion())) {
            throw new NotPossible(
                    "La version %d n’existe plus : rien n’a été déplacé.".formatted(migration.toVersion()));
        }
        Integer count;
        try {
            count = transaction.execute(status -> {
                int started = jdbc.sql("""
                                update ecoquartier.model_migration set state = 'RUNNING', reason = ?, started_by = ?, started_by_name = ?,
                                    started_at = ? where id = ? and state = 'PREPARED'
                                """)
                        .params(reason.strip(), author.id(), author.name(), now(), id)
                        .update();
                int pending = started == 0 ? 0 : choose(id, filter, chosen);
                if (pending == 0) {
                    status.setRollbackOnly();
                    return started == 0 ? null : Integer.valueOf(0);
                }
                tell(
                        id,
                        author,
                        pending == 1 ? "Lancée pour 1 instance." : "Lancée pour %d instances.".formatted(pending));
                return pending;
            });
        } catch (DuplicateKeyException e) {
            throw new NotPossible(
                    "Une autre migration de ce processus est en cours ou en pause : attendez sa fin ou arrêtez-la.");
        }
        if (count == null) {
            throw new NotPossible("Cette migration a déjà été lancée.");
        }
        if (count == 0) {
            throw new NotPossible(
                    "Aucune instance n’est choisie : cochez-en une au moins, ou élargissez le filtre. Seules celles qui peuvent passer comptent.");
        }
    }

    private int choose(long id, ItemFilter filter, @Nullable Collection<String> chosen) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(id, filter, parameters) + " and state = 'ELIGIBLE'";
        if (chosen != null) {
            where += " and instance_id = any(:chosen)";
            parameters.put("chosen", chosen.toArray(String[]::new));
        }
        return jdbc.sql("update ecoquartier.model_migration_item set state = 'PENDING' where " + where)
                .params(parameters)
                .update();
    }

    /** The instance at work is finished, the others wait. */
    public void pause(long id, Author author) throws NotPossible {
        change(id, "RUNNING", "PAUSED", author, "Mise en pause.", "Cette migration n’est pas en cours.");
    }

    public void resume(long id, Author author) throws NotPossible {
        change(id, "PAUSED", "RUNNING", author, "Reprise.", "Cette migration n’est pas en pause.");
    }

    private void change(long id, String from, String to, Author author, String text, String otherwise)
            throws NotPossible {
        boolean changed = Boolean.TRUE.equals(transaction.execute(status -> {
            int rows = jdbc.sql("update ecoquartier.model_migration set state = ? where id = ? and state = ?")
                    .params(to, id, from)
                    .update();
            if (rows > 0) {
                tell(id, author, text);
            }
            return rows > 0;
        }));
        if (!changed) {
            throw new NotPossible(otherwise);
        }
    }

    /** Ends it before its end; the instances that were not treated stay where they are. */
    public void stop(long id, Author author) throws NotPossible {
        boolean stopped = Boolean.TRUE.equals(transaction.execute(
                status -> end(id, "Arrêtée par " + author.name() + ".") && tell(id, author, "Arrêtée.")));
        if (!stopped) {
            throw new NotPossible("Cette migration n’est pas en cours.");
        }
    }

    /** In the caller's transaction. */
    boolean end(long id, String note) {
        int rows = jdbc.sql("""
                        update ecoquartier.model_migration set state = 'STOPPED', ended_at = ?, note = ?, lease_owner = null, lease_until = null
                        where id = ? and state in ('RUNNING', 'PAUSED')
                        """).params(now(), note, id).update();
        if (rows > 0) {
            jdbc.sql("""
                            update ecoquartier.model_migration_item set state = 'LEFT', message = ?
                            where migration = ? and state = 'PENDING'
                            """)
                    .params("Non traitée : la migration a été arrêtée avant.", id)
                    .update();
        }
        return rows > 0;
    }

    private boolean tell(long id, Author author, String text) {
        return jdbc.sql("""
                        insert into ecoquartier.model_migration_event (migration, at, actor_id, actor_name, text) values (?, ?, ?, ?, ?)
                        """).params(id, now(), author.id(), author.name(), text).update() > 0;
    }

    @Transactional(readOnly = true)
    public List<MigrationEvent> events(long id) {
        return jdbc.sql("select * from ecoquartier.model_migration_event where migration = ? order by id")
                .param(id)
                .query((row, n) -> new MigrationEvent(
                        row.getTimestamp("at").toInstant(),
                        new Author(row.getString("actor_id"), row.getString("actor_name")),
                        row.getString("text")))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Migration> find(long id) {
        return jdbc.sql(SELECT + " where m.id = ?")
                .param(id)
                .query(this::migration)
                .optional();
    }

    Migration get(long id) throws NotPossible {
        return find(id).orElseThrow(() -> new NotPossible("Cette migration n’existe pas."));
    }

    /** The migrations of a process, the latest first; of all processes when the key is null. */
    @Transactional(readOnly = true)
    public List<Migration> history(@Nullable String processKey, int limit) {
        return jdbc.sql(SELECT + " where :key::text is null or m.process_key = :key order by m.id desc limit :limit")
                .param("key", processKey)
                .param("limit", limit)
                .query(this::migration)
                .list();
    }

    private static final String SELECT = """
            select m.*, (m.state = 'RUNNING' and m.lease_until < now()) as interrupted,
                (select jsonb_object_agg(c.state, c.n) from (select i.state, count(*) as n from ecoquartier.model_migration_item i
                    where i.migration = m.id group by i.state) c) as counts
            from ecoquartier.model_migration m
            """;

    private Migration migration(ResultSet row, int n) throws SQLException {
        Map<MigrationItem.State, Long> counts = new EnumMap<>(MigrationItem.State.class);
        String found = row.getString("counts");
        if (found != null) {
            read(found, new TypeReference<Map<String, Long>>() {})
                    .forEach((state, count) -> counts.put(MigrationItem.State.valueOf(state), count));
        }
        String startedBy = row.getString("started_by");
        return new Migration(
                row.getLong("id"),
                row.getString("process_key"),
                row.getString("process_name"),
                row.getInt("from_version"),
                row.getInt("to_version"),
                read(row.getString("mapping"), new TypeReference<List<MappedPair>>() {}),
                new MoveOptions(row.getBoolean("roles"), row.getBoolean("due_dates")),
                Migration.State.valueOf(row.getString("state")),
                new Author(row.getString("prepared_by"), row.getString("prepared_by_name")),
                row.getTimestamp("prepared_at").toInstant(),
                row.getString("reason"),
                startedBy == null ? null : new Author(startedBy, row.getString("started_by_name")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("note"),
                row.getBoolean("interrupted"),
                counts);
    }

    @Transactional(readOnly = true)
    public long countItems(long id, ItemFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select count(*) from ecoquartier.model_migration_item where " + where(id, filter, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    public List<MigrationItem> items(long id, ItemFilter filter, int page, int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(id, filter, parameters);
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        return jdbc.sql("select * from ecoquartier.model_migration_item where " + where
                        + " order by position limit :limit offset :offset")
                .params(parameters)
                .query(this::item)
                .list();
    }

    /** The elements in which the instances of a migration waited, by id, with what people read. */
    @Transactional(readOnly = true)
    public Map<String, String> waits(long id) {
        Map<String, String> waits = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct w ->> 'id' as id, w ->> 'label' as label from ecoquartier.model_migration_item i,
                            jsonb_array_elements(i.waits) w where i.migration = ? order by 2, 1
                        """).param(id).query(row -> {
            waits.put(row.getString("id"), row.getString("label"));
        });
        return waits;
    }

    /** Codes of the regions of a migration's instances. */
    @Transactional(readOnly = true)
    public List<String> regions(long id) {
        return jdbc.sql("""
                        select distinct region_code from ecoquartier.model_migration_item
                        where migration = ? and region_code is not null order by 1
                        """).param(id).query(String.class).list();
    }

    private static String where(long id, ItemFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("migration = :migration");
        parameters.put("migration", id);
        if (filter.region() != null) {
            where.append(" and region_code = :region");
            parameters.put("region", filter.region());
        }
        if (filter.waitingIn() != null) {
            where.append(" and :waitingIn = any(wait_ids)");
            parameters.put("waitingIn", filter.waitingIn());
        }
        if (filter.state() != null) {
            where.append(" and state = :state");
            parameters.put("state", filter.state().name());
        }
        return where.toString();
    }

    private MigrationItem item(ResultSet row, int n) throws SQLException {
        TypeReference<List<String>> sentences = new TypeReference<>() {};
        return new MigrationItem(
                row.getString("instance_id"),
                row.getString("reference"),
                row.getString("authority"),
                row.getString("operation"),
                row.getString("region_code"),
                row.getString("stage"),
                read(row.getString("waits"), new TypeReference<List<Wait>>() {}),
                read(row.getString("blockers"), sentences),
                read(row.getString("remarks"), sentences),
                MigrationItem.State.valueOf(row.getString("state")),
                row.getString("message"),
                row.getInt("attempts"),
                instant(row, "done_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String value, TypeReference<T> type) {
        try {
            return json.readValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
