package fr.ecoquartier.dossier;

import fr.ecoquartier.dossier.MoveComparison.Difference;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.CarriedObjective;
import fr.ecoquartier.referentiel.CarriedObjective.Fate;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves running dossiers to another version of the référentiel, on purpose: first the comparison, kept as a plan; then,
 * with a reason, the move of each dossier in a transaction of its own. A dossier that cannot be moved, or is no longer
 * what was compared, stays where it is.
 */
@Service
public class VersionMoves {

    private static final Logger log = LoggerFactory.getLogger(VersionMoves.class);

    private static final int STORED_AT_ONCE = 200;
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 2000;
    private static final String RUNNING = java.util.Arrays.stream(DossierStatus.values())
            .filter(status -> !status.terminal())
            .map(status -> "'" + status.name() + "'")
            .collect(Collectors.joining(", ", "d.status in (", ")"));

    private final JdbcClient jdbc;
    private final JsonColumns json;
    private final Clock clock;
    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final DossierSnapshots snapshots;
    private final Referentiels referentiels;
    private final OpinionRule rule;
    private final LabelProcess process;
    private final TransactionTemplate transaction;

    VersionMoves(
            JdbcClient jdbc,
            JsonColumns json,
            Clock clock,
            Dossiers dossiers,
            DossierFigures figures,
            DossierSnapshots snapshots,
            Referentiels referentiels,
            OpinionRule rule,
            LabelProcess process,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.dossiers = dossiers;
        this.figures = figures;
        this.snapshots = snapshots;
        this.referentiels = referentiels;
        this.rule = rule;
        this.process = process;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How many running dossiers are at each version, of the label ({@code false}) or of the tests. */
    @Transactional(readOnly = true)
    public Map<String, Long> runningByVersion(boolean test, @Nullable Set<String> regions) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("test", test));
        jdbc.sql("select d.referentiel, count(*) as n from ecoquartier.dossier d where " + RUNNING
                        + " and d.test = :test" + within(regions, parameters) + " group by d.referentiel order by 1")
                .params(parameters)
                .query(row -> {
                    counts.put(row.getString("referentiel"), row.getLong("n"));
                });
        return counts;
    }

    /** How many running dossiers are not at {@code version} and pass the filter. */
    @Transactional(readOnly = true)
    public long countRunning(String version, MoveFilter filter, @Nullable Set<String> regions) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select count(*) from ecoquartier.dossier d where " + where(version, filter, parameters)
                        + within(regions, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The references of the running dossiers that are not at {@code version} and pass the filter. */
    @Transactional(readOnly = true)
    public List<String> running(String version, MoveFilter filter, @Nullable Set<String> regions, int page, int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(version, filter, parameters) + within(regions, parameters);
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        return jdbc.sql("select d.reference from ecoquartier.dossier d where " + where
                        + " order by d.reference limit :limit offset :offset")
                .params(parameters)
                .query(String.class)
                .list();
    }

    /**
     * Compares the running dossiers that pass the filter with a version, and keeps the comparison.
     *
     * @param words the filter in French
     * @throws NotPossible when there is no such version, no such dossier, or the watch was cancelled
     */
    public MovePlan prepare(String version, MoveFilter filter, String words, Actor actor, MoveWatch watch)
            throws NotPossible {
        Referentiel to = version(version);
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<String> references = jdbc.sql("select d.reference from ecoquartier.dossier d where "
                        + where(version, filter, parameters) + " order by d.reference")
                .params(parameters)
                .query(String.class)
                .list();
        if (references.isEmpty()) {
            throw new NotPossible("Aucun dossier en cours ne correspond : il n’y a rien à comparer.");
        }
        Long plan = transaction.execute(status -> {
            long id = insertPlan(version, words, actor);
            MoveComparisons comparisons = new MoveComparisons(to, versions(), rule);
            List<MoveComparison> batch = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                if (watch.cancelled()) {
                    status.setRollbackOnly();
                    return null;
                }
                snapshots.find(references.get(i)).map(comparisons::of).ifPresent(batch::add);
                if (batch.size() == STORED_AT_ONCE || i == references.size() - 1) {
                    insertItems(id, batch);
                    batch.clear();
                    report(watch, "comparés", i + 1, references.size());
                }
            }
            return id;
        });
        if (plan == null) {
            throw new NotPossible("La comparaison a été interrompue : rien n’a été conservé.");
        }
        return plan(plan).orElseThrow();
    }

    private long insertPlan(String version, String words, Actor actor) {
        return jdbc.sql("""
                        insert into ecoquartier.version_move_plan (version, filter, prepared_by, prepared_by_name, prepared_by_role, prepared_at)
                        values (?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(version, words, actor.id(), actor.name(), actor.role(), now())
                .query(Long.class)
                .single();
    }

    private void insertItems(long plan, List<MoveComparison> comparisons) {
        record Line(String reference, String region_code, MoveComparison comparison, String difference) {}
        List<Line> lines = comparisons.stream()
                .map(comparison -> new Line(
                        comparison.reference(),
                        comparison.regionCode(),
                        comparison,
                        comparison.difference().name()))
                .toList();
        jdbc.sql("""
                        insert into ecoquartier.version_move_item (plan, reference, region_code, comparison, difference)
                        select ?, l.reference, l.region_code, l.comparison, l.difference
                        from jsonb_to_recordset(?::jsonb) as l (reference text, region_code text, comparison jsonb, difference text)
                        """).params(plan, json.write(lines)).update();
    }

    /**
     * Moves the dossiers of a plan, each on its own. Those that fail stay where they were, with the reason.
     *
     * @throws NotPossible when the reason is missing or too long, or the plan was already carried out
     */
    public MovePlan carryOut(long planId, String reason, Actor actor, MoveWatch watch) throws NotPossible {
        String text = reason == null ? "" : reason.strip();
        checkReason(text);
        MovePlan plan = plan(planId).orElseThrow(() -> new NotPossible("Cette comparaison n’existe pas."));
        Referentiel to = version(plan.version());
        int started = jdbc.sql("""
                        update ecoquartier.version_move_plan set reason = ?, carried_out_by = ?, started_at = ?
                        where id = ? and started_at is null
                        """).params(text, actor.id(), now(), planId).update();
        if (started == 0) {
            throw new NotPossible("Ces dossiers ont déjà été traités : préparez une nouvelle comparaison.");
        }
        List<String> references = jdbc.sql(
                        "select reference from ecoquartier.version_move_item where plan = ? order by reference")
                .param(planId)
                .query(String.class)
                .list();
        MoveComparisons comparisons = new MoveComparisons(to, versions(), rule);
        for (int i = 0; i < references.size(); i++) {
            String reference = references.get(i);
            String refusal = watch.cancelled()
                    ? "L’opération a été interrompue avant ce dossier."
                    : refusal(planId, reference, comparisons, text, actor);
            if (refusal != null) {
                settle(planId, reference, MovePlan.State.FAILED, refusal);
            }
            report(watch, "traités", i + 1, references.size());
        }
        jdbc.sql("update ecoquartier.version_move_plan set ended_at = ? where id = ?")
                .params(now(), planId)
                .update();
        return plan(planId).orElseThrow();
    }

    /** @throws NotPossible with a French sentence when the reason is too short or too long */
    public static void checkReason(@Nullable String reason) throws NotPossible {
        int length = reason == null ? 0 : reason.strip().length();
        if (length < SHORTEST_REASON || length > LONGEST_REASON) {
            throw new NotPossible("Indiquez le motif, de %d à 2 000 caractères : la collectivité le lira."
                    .formatted(SHORTEST_REASON));
        }
    }

    /** Why the dossier stayed, null when it was moved. */
    private @Nullable String refusal(
            long plan, String reference, MoveComparisons comparisons, String reason, Actor actor) {
        try {
            transaction.execute(status -> {
                try {
                    move(plan, reference, comparisons, reason, actor);
                    settle(plan, reference, MovePlan.State.MOVED, null);
                } catch (NotPossible e) {
                    throw new Refused(e.getMessage());
                }
                return null;
            });
            return null;
        } catch (Refused e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            log.error("dossier {} could not be moved to another version of the référentiel", reference, e);
            return "Une erreur technique a empêché le changement de version de ce dossier ; rien n’y a été modifié.";
        }
    }

    private void settle(long plan, String reference, MovePlan.State state, @Nullable String message) {
        jdbc.sql("update ecoquartier.version_move_item set state = ?, message = ? where plan = ? and reference = ?")
                .params(state.name(), message, plan, reference)
                .update();
    }

    /** Ends the transaction of one dossier. */
    private static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private void move(long plan, String reference, MoveComparisons comparisons, String reason, Actor actor)
            throws NotPossible {
        // nothing is submitted for the dossier while it moves
        jdbc.sql("select reference from ecoquartier.dossier where reference = ? for update")
                .param(reference)
                .query(String.class)
                .single();
        MoveComparison compared = jdbc.sql(
                        "select comparison from ecoquartier.version_move_item where plan = ? and reference = ?")
                .params(plan, reference)
                .query(String.class)
                .optional()
                .map(text -> json.value(text, MoveComparison.class))
                .orElseThrow();
        DossierSnapshot dossier = snapshots.find(reference).orElseThrow();
        MoveComparison comparison = comparisons.of(dossier);
        if (!comparison.refusals().isEmpty()) {
            throw new NotPossible(String.join(" ", comparison.refusals()));
        }
        if (!comparison.equals(compared)) {
            throw new NotPossible("Ce dossier a changé depuis la comparaison : comparez-le de nouveau.");
        }
        long move = record(comparison, reason, actor);
        jdbc.sql("update ecoquartier.dossier set referentiel = ?, updated_at = ? where reference = ?")
                .params(comparison.to(), now(), reference)
                .update();
        dossier.figures()
                .forEach((kind, given) ->
                        carryFigures(move, dossier, kind, comparisons.known(given), comparison.to(), actor));
        Map<String, BigDecimal> objectives = CarriedObjective.after(comparison.objectives());
        if (!objectives.equals(dossier.objectives())) {
            jdbc.sql("""
                            insert into ecoquartier.objectives (reference, effect, content, fixed_by, fixed_at)
                            values (?, ?, ?::jsonb, ?, ?)
                            """)
                    .params(reference, effect(move, "objectives"), json.ofDecimals(objectives), actor.id(), now())
                    .update();
        }
        dossiers.journal(reference, actor, JournalKind.VERSION_MOVED, told(comparison, reason));
        checkAgain(move, dossier, comparisons, objectives);
        process.moveVersion(reference, comparison.to(), actor);
    }

    private long record(MoveComparison comparison, String reason, Actor actor) {
        return jdbc.sql("""
                        insert into ecoquartier.version_move (reference, from_version, to_version, reason, comparison, moved_by,
                            moved_by_name, moved_by_role, moved_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) returning id
                        """)
                .params(
                        comparison.reference(),
                        comparison.from(),
                        comparison.to(),
                        reason,
                        json.write(comparison),
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        now())
                .query(Long.class)
                .single();
    }

    /** The last figures, said again under the version: what it does not ask for stays in the earlier set only. */
    private void carryFigures(
            long move,
            DossierSnapshot dossier,
            FiguresKind kind,
            Map<String, BigDecimal> values,
            String version,
            Actor actor) {
        jdbc.sql("""
                        insert into ecoquartier.figures (reference, kind, stage, effect, content, referentiel, submitted_by, submitted_at)
                        select reference, kind, stage, ?, ?::jsonb, ?, ?, ? from ecoquartier.figures
                        where reference = ? and kind = ? order by id desc limit 1
                        """)
                .params(
                        effect(move, kind.name()),
                        json.ofDecimals(values),
                        version,
                        actor.id(),
                        now(),
                        dossier.reference(),
                        kind.name())
                .update();
    }

    /** What reviewers look at is the check of the stage: made again when the stage had one. */
    private void checkAgain(
            long move, DossierSnapshot dossier, MoveComparisons comparisons, Map<String, BigDecimal> objectives) {
        DossierSnapshot.GivenFigures given = dossier.figures().get(DossierFigures.kindOf(dossier.stage()));
        boolean checked =
                figures.checks(dossier.reference()).stream().anyMatch(check -> check.stage() == dossier.stage());
        if (given == null || !checked) {
            return;
        }
        CheckReport report =
                comparisons.check(dossier.context(), dossier.stage(), comparisons.known(given), objectives);
        figures.recordCheck(
                new Step(dossier.reference(), dossier.stage(), "versionMove", effect(move, "check"), null), report);
    }

    private static String told(MoveComparison comparison, String reason) {
        List<String> parts = new ArrayList<>();
        parts.add("Le dossier passe de la version « %s » à la version « %s » du référentiel. Motif : %s"
                .formatted(comparison.from(), comparison.to(), reason));
        if (comparison.opinionBefore() != null) {
            parts.add(
                    comparison.opinionBefore() == comparison.opinionAfter()
                            ? "L’avis calculé reste : %s."
                                    .formatted(comparison.opinionAfter().label().toLowerCase(java.util.Locale.FRENCH))
                            : "L’avis calculé passe de « %s » à « %s »."
                                    .formatted(
                                            comparison.opinionBefore().label(),
                                            comparison.opinionAfter().label()));
        }
        if (!comparison.objectives().isEmpty()) {
            parts.add("Objectifs du contrat : "
                    + Stream.of(Fate.values())
                            .filter(fate -> comparison.count(fate) > 0)
                            .map(fate -> comparison.count(fate) + " " + fate.label())
                            .collect(Collectors.joining(" ; "))
                    + ".");
        }
        return Wording.typeset(String.join("\n", parts));
    }

    /** Plans of a version, the last one first. */
    @Transactional(readOnly = true)
    public List<MovePlan> plans(String version, int most) {
        return jdbc.sql("select * from ecoquartier.version_move_plan where version = ? order by id desc limit ?")
                .params(version, most)
                .query(this::planOf)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<MovePlan> plan(long id) {
        return jdbc.sql("select * from ecoquartier.version_move_plan where id = ?")
                .param(id)
                .query(this::planOf)
                .optional();
    }

    /**
     * The dossiers of a plan, those that change most first.
     *
     * @param difference or null for all
     * @param state or null for all
     * @param regions regions that the person sees, null for all
     */
    @Transactional(readOnly = true)
    public List<MovePlan.Item> items(
            long plan,
            @Nullable Difference difference,
            MovePlan.@Nullable State state,
            @Nullable Set<String> regions,
            int page,
            int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = itemsWhere(plan, difference, state, regions, parameters);
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        return jdbc.sql("select d.comparison, d.state, d.message from ecoquartier.version_move_item d" + where + """
                         order by case d.state when 'FAILED' then 0 else 1 end,
                                  case d.difference when 'REFUSED' then 0 when 'OPINION' then 1 when 'RATINGS' then 2 else 3 end,
                                  d.reference limit :limit offset :offset
                        """)
                .params(parameters)
                .query((row, n) -> new MovePlan.Item(
                        json.value(row.getString("comparison"), MoveComparison.class),
                        MovePlan.State.valueOf(row.getString("state")),
                        row.getString("message")))
                .list();
    }

    @Transactional(readOnly = true)
    public long countItems(
            long plan, @Nullable Difference difference, MovePlan.@Nullable State state, @Nullable Set<String> regions) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select count(*) from ecoquartier.version_move_item d"
                        + itemsWhere(plan, difference, state, regions, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private static String itemsWhere(
            long plan,
            @Nullable Difference difference,
            MovePlan.@Nullable State state,
            @Nullable Set<String> regions,
            Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" where d.plan = :plan");
        parameters.put("plan", plan);
        criterion(where, parameters, "d.difference", "difference", difference == null ? null : difference.name());
        criterion(where, parameters, "d.state", "state", state == null ? null : state.name());
        return where + within(regions, parameters);
    }

    /** The moves of a dossier, oldest first. */
    @Transactional(readOnly = true)
    public List<VersionMove> of(String reference) {
        return jdbc.sql("select * from ecoquartier.version_move where reference = ? order by id")
                .param(reference)
                .query(this::moved)
                .list();
    }

    /** What the people of these authorities have not yet said that they read, oldest first. */
    @Transactional(readOnly = true)
    public List<VersionMove> toRead(Set<String> authorityCodes) {
        if (authorityCodes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select m.* from ecoquartier.version_move m join ecoquartier.dossier d using (reference)
                        where d.authority_code in (:codes) and m.acknowledged_at is null order by m.id
                        """).param("codes", authorityCodes).query(this::moved).list();
    }

    /** Somebody of the authority read it; the first one counts. */
    @Transactional
    public void acknowledge(long move, String reference, Actor actor) {
        int read = jdbc.sql("""
                        update ecoquartier.version_move set acknowledged_by = ?, acknowledged_by_name = ?, acknowledged_at = ?
                        where id = ? and reference = ? and acknowledged_at is null
                        """)
                .params(actor.id(), actor.name(), now(), move, reference)
                .update();
        if (read > 0) {
            dossiers.journal(
                    reference,
                    actor,
                    JournalKind.VERSION_MOVED,
                    "La collectivité a pris connaissance du changement de référentiel.");
        }
    }

    private MovePlan planOf(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new MovePlan(
                id,
                row.getString("version"),
                row.getString("filter"),
                new Actor(
                        row.getString("prepared_by"),
                        row.getString("prepared_by_name"),
                        row.getString("prepared_by_role")),
                Dossiers.instant(row, "prepared_at"),
                row.getString("reason"),
                Dossiers.instant(row, "started_at"),
                Dossiers.instant(row, "ended_at"),
                counts(id, "difference", Difference.class),
                counts(id, "state", MovePlan.State.class));
    }

    private <E extends Enum<E>> Map<E, Integer> counts(long plan, String column, Class<E> type) {
        Map<E, Integer> counts = new EnumMap<>(type);
        jdbc.sql("select " + column
                        + " as code, count(*) as n from ecoquartier.version_move_item where plan = ? group by 1")
                .param(plan)
                .query(row -> {
                    counts.put(Enum.valueOf(type, row.getString("code")), row.getInt("n"));
                });
        return counts;
    }

    private VersionMove moved(ResultSet row, int n) throws SQLException {
        return new VersionMove(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getString("reason"),
                json.value(row.getString("comparison"), MoveComparison.class),
                new Actor(row.getString("moved_by"), row.getString("moved_by_name"), row.getString("moved_by_role")),
                Dossiers.instant(row, "moved_at"),
                row.getString("acknowledged_by_name"),
                Dossiers.instant(row, "acknowledged_at"));
    }

    private Referentiel version(String version) throws NotPossible {
        return referentiels
                .find(version)
                .orElseThrow(() -> new NotPossible("La version « " + version + " » du référentiel n’existe pas."));
    }

    private Function<String, Optional<Referentiel>> versions() {
        Map<String, Optional<Referentiel>> known = new LinkedHashMap<>();
        return name -> known.computeIfAbsent(name, referentiels::find);
    }

    private static String where(String version, MoveFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(RUNNING).append(" and d.referentiel <> :version");
        parameters.put("version", version);
        criterion(where, parameters, "d.reference", "reference", filter.reference());
        criterion(where, parameters, "d.referentiel", "from", filter.from());
        criterion(where, parameters, "d.region_code", "region", filter.region());
        criterion(where, parameters, "d.context", "context", filter.context());
        criterion(
                where,
                parameters,
                "d.stage",
                "stage",
                filter.stage() == null ? null : filter.stage().name());
        criterion(where, parameters, "d.test", "test", filter.test());
        return where.toString();
    }

    private static void criterion(
            StringBuilder where, Map<String, Object> parameters, String column, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(name);
            parameters.put(name, value);
        }
    }

    private static String within(@Nullable Set<String> regions, Map<String, Object> parameters) {
        if (regions == null) {
            return "";
        }
        if (regions.isEmpty()) {
            return " and false";
        }
        parameters.put("regions", regions);
        return " and d.region_code in (:regions)";
    }

    private static void report(MoveWatch watch, String done, int count, int total) {
        watch.report(
                (double) count / total,
                "Dossiers %s : %s sur %s."
                        .formatted(
                                done,
                                Decimals.french(BigDecimal.valueOf(count)),
                                Decimals.french(BigDecimal.valueOf(total))));
    }

    private static String effect(long move, String what) {
        return "versionMove:" + move + ":" + what;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
