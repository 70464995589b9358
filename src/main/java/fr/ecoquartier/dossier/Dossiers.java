package fr.ecoquartier.dossier;

import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The dossiers: opening, stages, status, search and journal. */
@Service
@Transactional
public class Dossiers {

    static final String TEST_PREFIX = "TEST-";

    private static final String FROM = """
             from ecoquartier.dossier d
            left join lateral (select due_at, role from ecoquartier.dossier_task where reference = d.reference
                               order by due_at nulls last, created_at limit 1) t on true
            """;
    private static final String SUMMARY = "select d.*, t.due_at as next_due, t.role as expected_from" + FROM;

    private static final String LINE = """
            select d.*, t.due_at as next_due, t.role as expected_from,
                (select max(left_at) from ecoquartier.dossier_stage
                 where reference = d.reference and stage = 'CHARTER' and outcome = 'signed') as charter_at,
                (select max(left_at) from ecoquartier.dossier_stage
                 where reference = d.reference and stage = 'CONTRACT' and outcome = 'signed') as contract_at,
                (select max(left_at) from ecoquartier.dossier_stage
                 where reference = d.reference and stage = 'AWARD' and outcome = 'labelled') as label_at,
                (select count(*) from ecoquartier.dossier_task where reference = d.reference) as open_tasks
            """ + FROM;
    /** How many rows come from the database at a time. */
    private static final int FETCH = 500;

    private final JdbcClient jdbc;
    private final JdbcClient cursor;
    private final JsonColumns json;
    private final Clock clock;
    private final Territories territories;
    private final Referentiels referentiels;
    private final ApplicationEventPublisher events;
    private final int year;

    Dossiers(
            JdbcClient jdbc,
            DataSource database,
            JsonColumns json,
            Clock clock,
            Territories territories,
            Referentiels referentiels,
            ApplicationEventPublisher events,
            @Value("${ecoquartier.label.year:2012}") int year) {
        this.jdbc = jdbc;
        JdbcTemplate some = new JdbcTemplate(database);
        some.setFetchSize(FETCH);
        this.cursor = JdbcClient.create(some);
        this.json = json;
        this.clock = clock;
        this.territories = territories;
        this.referentiels = referentiels;
        this.events = events;
        this.year = year;
    }

    /**
     * Opens a dossier under the référentiel in force.
     *
     * @return the reference, {@code EQ-2012-00042}
     * @throws NotPossible when the authority is unknown, the context is not one of the référentiel's, or the
     *     operation's name is not 3 to 200 characters long
     */
    public String open(NewDossier dossier, Actor actor) throws NotPossible {
        return open(dossier, referentiels.inForce(), "EQ", "dossier_number", "Dossier ouvert", actor);
    }

    /**
     * Opens a dossier of the pilot tests: marked by its very reference, it goes through the label's own steps and never
     * counts in the label.
     *
     * @param version the version of the référentiel under test
     * @return the reference, {@code TEST-2012-00007}
     * @throws NotPossible as for {@link #open}, or when no such version is stored
     */
    public String openTest(NewDossier dossier, String version, Actor actor) throws NotPossible {
        Referentiel referentiel = referentiels
                .find(version)
                .orElseThrow(
                        () -> new NotPossible("La version « %s » du référentiel n'existe pas.".formatted(version)));
        return open(dossier, referentiel, "TEST", "test_dossier_number", "Dossier de test ouvert", actor);
    }

    private String open(
            NewDossier dossier, Referentiel referentiel, String prefix, String sequence, String opened, Actor actor)
            throws NotPossible {
        Authority authority = territories
                .authority(dossier.authorityCode())
                .orElseThrow(() -> new NotPossible(
                        "La collectivité « %s » n'est pas connue : choisissez une commune ou un EPCI de la liste."
                                .formatted(dossier.authorityCode())));
        String operation =
                dossier.operation() == null ? "" : dossier.operation().strip();
        if (operation.length() < 3 || operation.length() > 200) {
            throw new NotPossible("Le nom de l'opération doit compter de 3 à 200 caractères.");
        }
        if (!referentiel.contexts().contains(dossier.context())) {
            throw new NotPossible("Choisissez le contexte de l'opération : rural, périurbain ou urbain.");
        }
        long number = jdbc.sql("select nextval(?::regclass)")
                .param("ecoquartier." + sequence)
                .query(Long.class)
                .single();
        String reference = "%s-%d-%05d".formatted(prefix, year, number);
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into ecoquartier.dossier (reference, authority_code, authority_name, region_code, operation, context,
                            referentiel, stage, status, demonstration, search_text, opened_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'CHARTER', 'OPEN', ?, ?, ?, ?)
                        """)
                .params(
                        reference,
                        authority.code(),
                        authority.name(),
                        authority.region(),
                        operation,
                        dossier.context(),
                        referentiel.version(),
                        dossier.demonstration(),
                        fold(reference + " " + authority.name() + " " + operation),
                        now,
                        now)
                .update();
        journal(reference, actor, JournalKind.OPENED, opened + " pour l'opération « %s ».".formatted(operation));
        return reference;
    }

    @Transactional(readOnly = true)
    public Optional<DossierSummary> find(String reference) {
        return jdbc.sql(SUMMARY + " where d.reference = ?")
                .param(reference)
                .query(this::summary)
                .optional();
    }

    /** @throws IllegalArgumentException when there is no such dossier */
    @Transactional(readOnly = true)
    public DossierSummary get(String reference) {
        return find(reference).orElseThrow(() -> new IllegalArgumentException("no dossier " + reference));
    }

    /** The dossier when it is within the scope; empty otherwise, as if it did not exist. */
    @Transactional(readOnly = true)
    public Optional<DossierSummary> find(String reference, Scope scope) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("reference", reference));
        return jdbc.sql(SUMMARY + " where d.reference = :reference and " + within(scope, parameters))
                .params(parameters)
                .query(this::summary)
                .optional();
    }

    @Transactional(readOnly = true)
    public DossierPage search(DossierQuery query, Scope scope) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(query, scope, parameters);
        int size = Math.max(1, Math.min(200, query.size()));
        int page = Math.max(0, query.page());
        long total = jdbc.sql("select count(*)" + FROM + where)
                .params(parameters)
                .query(Long.class)
                .single();
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        List<DossierSummary> dossiers = jdbc.sql(
                        SUMMARY + where + " order by " + order(query) + " limit :limit offset :offset")
                .params(parameters)
                .query(this::summary)
                .list();
        return new DossierPage(dossiers, total, page, size);
    }

    /** How many dossiers a search finds. */
    @Transactional(readOnly = true)
    public long count(DossierQuery query, Scope scope) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select count(*)" + FROM + where(query, scope, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /**
     * Every dossier that a search finds, in the order that it asks for and whatever its page, as they stood at one moment.
     * They come through a cursor: memory holds a few hundred of them.
     */
    @Transactional(readOnly = true)
    public void each(DossierQuery query, Scope scope, Consumer<DossierLine> reader) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String sql = LINE + where(query, scope, parameters) + " order by " + order(query);
        try (Stream<DossierLine> lines = cursor
                .sql(sql)
                .params(parameters)
                .query((row, n) -> new DossierLine(
                        summary(row, n),
                        instant(row, "charter_at"),
                        instant(row, "contract_at"),
                        instant(row, "label_at"),
                        row.getInt("open_tasks")))
                .stream()) {
            lines.forEach(reader);
        }
    }

    private static String order(DossierQuery query) {
        return switch (query.sort() == null ? "" : query.sort()) {
            case "reference" -> "d.reference";
            case "authority" -> "d.authority_name, d.reference";
            case "due" -> "t.due_at nulls last, d.reference";
            default -> "d.updated_at desc, d.reference";
        };
    }

    private String where(DossierQuery query, Scope scope, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" where ").append(within(scope, parameters));
        if (query.text() != null && !query.text().isBlank()) {
            int n = 0;
            for (String word : fold(query.text()).split("\\s+")) {
                where.append(" and d.search_text like :word").append(n);
                parameters.put(
                        "word" + n++,
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
            }
        }
        criterion(where, parameters, "d.authority_code", "authority", query.authorityCode());
        criterion(where, parameters, "d.region_code", "region", query.regionCode());
        criterion(
                where,
                parameters,
                "d.stage",
                "stage",
                query.stage() == null ? null : query.stage().name());
        criterion(
                where,
                parameters,
                "d.status",
                "status",
                query.status() == null ? null : query.status().name());
        criterion(where, parameters, "d.test", "test", query.test());
        if (query.work() != null && query.work().any()) {
            work(where, parameters, query.work(), query.late());
        } else if (query.late()) {
            where.append(" and t.due_at < :now");
            parameters.put("now", Timestamp.from(clock.instant()));
        }
        if (query.event() != null) {
            event(where, parameters, query.event());
        }
        return where.toString();
    }

    /** One and the same task meets all that is asked of it, its lateness included. */
    private void work(StringBuilder where, Map<String, Object> parameters, DossierQuery.Work work, boolean late) {
        where.append(" and exists (select from ecoquartier.dossier_task k where k.reference = d.reference");
        criterion(where, parameters, "k.role", "role", work.role());
        criterion(where, parameters, "k.process", "process", work.process());
        criterion(where, parameters, "k.step", "step", work.step());
        between(where, parameters, "k.due_at", "due", work.dueFrom(), work.dueBefore());
        if (late) {
            where.append(" and k.due_at < :now");
            parameters.put("now", Timestamp.from(clock.instant()));
        }
        where.append(")");
    }

    private static void event(StringBuilder where, Map<String, Object> parameters, DossierQuery.Event event) {
        if (event.stage() == null) {
            between(where, parameters, "d.opened_at", "event", event.from(), event.before());
            return;
        }
        where.append(
                " and exists (select from ecoquartier.dossier_stage s where s.reference = d.reference and s.left_at is not null");
        criterion(where, parameters, "s.stage", "leftStage", event.stage().name());
        criterion(where, parameters, "s.outcome", "outcome", event.outcome());
        between(where, parameters, "s.left_at", "event", event.from(), event.before());
        where.append(")");
    }

    private static void between(
            StringBuilder where,
            Map<String, Object> parameters,
            String column,
            String name,
            @Nullable Instant from,
            @Nullable Instant before) {
        if (from != null) {
            where.append(" and ").append(column).append(" >= :").append(name).append("From");
            parameters.put(name + "From", Timestamp.from(from));
        }
        if (before != null) {
            where.append(" and ").append(column).append(" < :").append(name).append("Before");
            parameters.put(name + "Before", Timestamp.from(before));
        }
    }

    private static void criterion(
            StringBuilder where, Map<String, Object> parameters, String column, String name, Object value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(name);
            parameters.put(name, value);
        }
    }

    private static String within(Scope scope, Map<String, Object> parameters) {
        if (scope.all()) {
            return "true";
        }
        StringBuilder any = new StringBuilder("(false");
        if (!scope.regions().isEmpty()) {
            any.append(" or d.region_code in (:regions)");
            parameters.put("regions", scope.regions());
        }
        if (!scope.authorities().isEmpty()) {
            any.append(" or d.authority_code in (:authorities)");
            parameters.put("authorities", scope.authorities());
        }
        if (!scope.references().isEmpty()) {
            any.append(" or d.reference in (:references)");
            parameters.put("references", scope.references());
        }
        return any.append(")").toString();
    }

    /** The other things the authority said about the operation: description, programme, calendar, contact. */
    @Transactional(readOnly = true)
    public Map<String, Object> details(String reference) {
        return json.map(jdbc.sql("select details from ecoquartier.dossier where reference = ?")
                .param(reference)
                .query(String.class)
                .single());
    }

    /** Records what the authority states about the operation when it files its request. */
    public void describe(Step step, String operation, String context, Map<String, Object> details, Actor actor) {
        DossierSummary dossier = get(step.reference());
        jdbc.sql("""
                        update ecoquartier.dossier set operation = ?, context = ?, details = ?::jsonb, search_text = ?, updated_at = ?
                        where reference = ?
                        """)
                .params(
                        operation,
                        context,
                        json.write(details),
                        fold(step.reference() + " " + dossier.authorityName() + " " + operation),
                        Timestamp.from(clock.instant()),
                        step.reference())
                .update();
        journal(step, actor, JournalKind.FILED, "Demande de charte déposée pour « %s ».".formatted(operation), false);
    }

    /**
     * The authority corrects what it stated of the operation.
     *
     * @param changes by field; the others stay
     * @param text the line of the journal
     */
    public void amend(Step step, Map<String, Object> changes, String text, Actor actor) {
        jdbc.sql("update ecoquartier.dossier set details = details || ?::jsonb, updated_at = ? where reference = ?")
                .params(json.write(changes), Timestamp.from(clock.instant()), step.reference())
                .update();
        journal(step, actor, JournalKind.CORRECTION_ANSWERED, text, false);
    }

    /** A stage begins; entering the same round again has no effect. */
    public void enterStage(String reference, DossierStage stage, int round) {
        int entered = jdbc.sql("""
                        insert into ecoquartier.dossier_stage (reference, stage, round, entered_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(reference, stage.name(), round, Timestamp.from(clock.instant()))
                .update();
        if (entered > 0) {
            jdbc.sql("update ecoquartier.dossier set stage = ?, updated_at = ? where reference = ?")
                    .params(stage.name(), Timestamp.from(clock.instant()), reference)
                    .update();
            journal(
                    reference,
                    Actor.system(),
                    JournalKind.STAGE_ENTERED,
                    "Début de l'étape « %s ».".formatted(stage.label()));
        }
    }

    /** How many times a stage was entered. */
    @Transactional(readOnly = true)
    public int rounds(String reference, DossierStage stage) {
        return jdbc.sql("select count(*) from ecoquartier.dossier_stage where reference = ? and stage = ?")
                .params(reference, stage.name())
                .query(Integer.class)
                .single();
    }

    /**
     * The open round of a stage ends with an outcome, which sets the status; a closed stage stays as it is.
     *
     * @throws IllegalArgumentException when the stage has no such outcome
     */
    public void closeStage(String reference, DossierStage stage, String outcome) {
        int closed = jdbc.sql(
                        "update ecoquartier.dossier_stage set left_at = ?, outcome = ? where reference = ? and stage = ? and left_at is null")
                .params(Timestamp.from(clock.instant()), outcome, reference, stage.name())
                .update();
        if (closed == 0) {
            return;
        }
        DossierStatus status = get(reference).status().after(stage, outcome);
        setStatus(reference, status);
        journal(
                reference,
                Actor.system(),
                JournalKind.STAGE_CLOSED,
                "Fin de l'étape « %s » : %s.".formatted(stage.label(), OutcomeLabels.french(outcome)));
        events.publishEvent(new StageClosed(reference));
    }

    /** The authority withdrew: what was open ends. */
    public void markWithdrawn(String reference, String reason, Actor actor) {
        if (get(reference).status() == DossierStatus.WITHDRAWN) {
            return;
        }
        jdbc.sql(
                        "update ecoquartier.dossier_stage set left_at = ?, outcome = 'withdrawn' where reference = ? and left_at is null")
                .params(Timestamp.from(clock.instant()), reference)
                .update();
        setStatus(reference, DossierStatus.WITHDRAWN);
        journal(reference, actor, JournalKind.WITHDRAWN, "La collectivité se désiste : " + reason);
        events.publishEvent(new StageClosed(reference));
    }

    /**
     * The test of a test dossier is over: nothing more happens in it. One that ended by itself (refused, withdrawn) keeps
     * how it ended; what the label's own stages came to stays with them.
     */
    public void endTest(String reference) {
        DossierSummary dossier = get(reference);
        if (!dossier.test() || dossier.status().terminal()) {
            return;
        }
        jdbc.sql(
                        "update ecoquartier.dossier_stage set left_at = ?, outcome = 'interrupted' where reference = ? and left_at is null")
                .params(Timestamp.from(clock.instant()), reference)
                .update();
        setStatus(reference, DossierStatus.TEST_ENDED);
        journal(reference, Actor.system(), JournalKind.STAGE_CLOSED, "Le test de ce dossier est achevé.");
        events.publishEvent(new StageClosed(reference));
    }

    public void markSuspended(String reference, String reason, Actor actor) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("update ecoquartier.dossier set suspended_at = ?, updated_at = ? where reference = ?")
                .params(now, now, reference)
                .update();
        journal(reference, actor, JournalKind.SUSPENDED, "Dossier suspendu : " + reason);
    }

    public void markResumed(String reference, String reason, Actor actor) {
        jdbc.sql("update ecoquartier.dossier set suspended_at = null, updated_at = ? where reference = ?")
                .params(Timestamp.from(clock.instant()), reference)
                .update();
        journal(reference, actor, JournalKind.RESUMED, "Dossier repris : " + reason);
    }

    /** An abandoned dossier is open again. */
    public void markReopened(String reference, String reason, Actor actor) {
        setStatus(reference, DossierStatus.OPEN);
        journal(reference, actor, JournalKind.REOPENED, "Dossier rouvert : " + reason);
    }

    /** Whoever else changes the dossier waits for the end of this transaction; what is then read is how it stands. */
    public void lock(String reference) {
        jdbc.sql("select reference from ecoquartier.dossier where reference = ? for update")
                .param(reference)
                .query(String.class)
                .optional();
    }

    /** An intervention took the dossier out of a stage that was under way. */
    public void leaveStage(String reference, DossierStage stage) {
        jdbc.sql(
                        "update ecoquartier.dossier_stage set left_at = ?, outcome = 'moved' where reference = ? and stage = ? and left_at is null")
                .params(Timestamp.from(clock.instant()), reference, stage.name())
                .update();
    }

    /** An intervention put the dossier back to where it had this status. */
    public void putBack(String reference, DossierStatus status) {
        setStatus(reference, status);
    }

    /** The date of the re-examination of a deferred label; null clears it. */
    public void deferUntil(String reference, LocalDate date) {
        jdbc.sql("update ecoquartier.dossier set deferred_until = ?, updated_at = ? where reference = ?")
                .params(date, Timestamp.from(clock.instant()), reference)
                .update();
    }

    private void setStatus(String reference, DossierStatus status) {
        jdbc.sql("update ecoquartier.dossier set status = ?, updated_at = ? where reference = ?")
                .params(status.name(), Timestamp.from(clock.instant()), reference)
                .update();
    }

    @Transactional(readOnly = true)
    public List<StagePeriod> stages(String reference) {
        return jdbc.sql("select * from ecoquartier.dossier_stage where reference = ? order by entered_at, stage, round")
                .param(reference)
                .query((row, n) -> new StagePeriod(
                        DossierStage.valueOf(row.getString("stage")),
                        row.getInt("round"),
                        instant(row, "entered_at"),
                        instant(row, "left_at"),
                        row.getString("outcome")))
                .list();
    }

    /** Adds a line that is not tied to a step of the process. */
    public void journal(String reference, Actor actor, JournalKind kind, String text) {
        append(reference, null, null, actor, kind, text, false);
    }

    /**
     * Adds a line to the journal.
     *
     * @param internal true when the authority must not see it
     */
    public void journal(Step step, Actor actor, JournalKind kind, String text, boolean internal) {
        append(step.reference(), step.stage(), step.processVersion(), actor, kind, text, internal);
    }

    private void append(
            String reference,
            DossierStage stage,
            String processVersion,
            Actor actor,
            JournalKind kind,
            String text,
            boolean internal) {
        jdbc.sql("""
                        insert into ecoquartier.journal (reference, at, actor_id, actor_name, actor_role, kind, stage, text, internal,
                            process_version, referentiel)
                        select reference, ?, ?, ?, ?, ?, coalesce(?, stage), ?, ?, ?, referentiel
                        from ecoquartier.dossier where reference = ?
                        """)
                .params(
                        Timestamp.from(clock.instant()),
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        kind.name(),
                        stage == null ? null : stage.name(),
                        text,
                        internal,
                        processVersion,
                        reference)
                .update();
    }

    /**
     * The journal, oldest first.
     *
     * @param internal true to include what the authority does not see
     */
    @Transactional(readOnly = true)
    public List<JournalEntry> journal(String reference, boolean internal) {
        return jdbc.sql("select * from ecoquartier.journal where reference = ? and (not internal or ?) order by id")
                .params(reference, internal)
                .query((row, n) -> new JournalEntry(
                        row.getLong("id"),
                        row.getString("reference"),
                        instant(row, "at"),
                        new Actor(row.getString("actor_id"), row.getString("actor_name"), row.getString("actor_role")),
                        JournalKind.valueOf(row.getString("kind")),
                        DossierStage.valueOf(row.getString("stage")),
                        row.getString("text"),
                        row.getBoolean("internal"),
                        row.getString("process_version"),
                        row.getString("referentiel")))
                .list();
    }

    private DossierSummary summary(ResultSet row, int n) throws SQLException {
        return new DossierSummary(
                row.getString("reference"),
                row.getString("authority_code"),
                row.getString("authority_name"),
                row.getString("region_code"),
                row.getString("operation"),
                row.getString("context"),
                row.getString("referentiel"),
                DossierStage.valueOf(row.getString("stage")),
                DossierStatus.valueOf(row.getString("status")),
                row.getBoolean("demonstration"),
                instant(row, "suspended_at"),
                row.getObject("deferred_until", LocalDate.class),
                instant(row, "opened_at"),
                instant(row, "updated_at"),
                instant(row, "next_due"),
                row.getString("expected_from"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** Lower case without accents, hyphens and apostrophes, for searching. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[-'’]", " ")
                .toLowerCase(Locale.ROOT);
    }
}
