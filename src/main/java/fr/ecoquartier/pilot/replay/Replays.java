package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.dossier.DossierSnapshot;
import fr.ecoquartier.dossier.DossierSnapshots;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.pilot.CampaignJson;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Replays drafts on the stored dossiers and keeps what came out. */
@Service
@Transactional
public class Replays {

    private static final int STORED_AT_ONCE = 500;
    private static final int MOST_THREADS = 4;

    private final JdbcClient jdbc;
    private final JdbcClient cursor;
    private final CampaignJson json;
    private final Clock clock;
    private final ReferentielDrafts drafts;
    private final Referentiels referentiels;
    private final DossierSnapshots dossiers;
    private final OpinionRule rule;

    Replays(
            JdbcClient jdbc,
            DataSource database,
            CampaignJson json,
            Clock clock,
            ReferentielDrafts drafts,
            Referentiels referentiels,
            DossierSnapshots dossiers,
            OpinionRule rule) {
        this.jdbc = jdbc;
        JdbcTemplate template = new JdbcTemplate(database);
        template.setFetchSize(STORED_AT_ONCE);
        this.cursor = JdbcClient.create(template);
        this.json = json;
        this.clock = clock;
        this.drafts = drafts;
        this.referentiels = referentiels;
        this.dossiers = dossiers;
        this.rule = rule;
    }

    /**
     * Replays a draft, as it is now, on every dossier that has figures; all of it is stored or nothing.
     *
     * @param effect key of the replay: the same key answers what was stored the first time
     * @throws NotPossible when there is no such draft, or it is not valid
     * @throws java.util.concurrent.CancellationException when {@code progress} was cancelled
     */
    public ReplaySummary run(long draftId, String effect, Progress progress) throws NotPossible {
        Draft draft = drafts.find(draftId).orElseThrow(() -> new NotPossible("Ce brouillon n’existe pas."));
        Optional<ReplaySummary> stored = ofEffect(effect);
        if (stored.isPresent()) {
            return stored.get();
        }
        Referentiel referentiel = drafts.referentiel(draft.id())
                .orElseThrow(() -> new NotPossible(
                        "Ce brouillon contient des erreurs : corrigez-les avant de le relire sur les dossiers."));
        // two nodes with the same effect: the second waits here, then finds what the first stored
        Optional<Long> id = jdbc.sql("""
                        insert into ecoquartier.replay (draft, draft_revision, effect, ran_at) values (?, ?, ?, ?)
                        on conflict (effect) do nothing returning id
                        """)
                .params(draftId, draft.revision(), effect, Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional();
        if (id.isPresent()) {
            compute(id.get(), draft, referentiel, progress);
        }
        return ofEffect(effect).orElseThrow();
    }

    private Optional<ReplaySummary> ofEffect(String effect) {
        return jdbc.sql("select * from ecoquartier.replay where effect = ?")
                .param(effect)
                .query(this::summary)
                .optional();
    }

    private void compute(long id, Draft draft, Referentiel referentiel, Progress progress) {
        long start = System.nanoTime();
        ReplayEngine engine = new ReplayEngine(
                referentiel,
                referentiels::find,
                rule.fixed(),
                Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())));
        ReplayResult result;
        Store store = new Store(id);
        try (Stream<DossierSnapshot> stream = dossiers.withFigures()) {
            result = engine.run(stream.map(Replays::replayed).iterator(), dossiers.countWithFigures(), store, progress);
        }
        store.flush();
        jdbc.sql("update ecoquartier.replay set millis = ?, result = ?::jsonb where id = ?")
                .params(Duration.ofNanos(System.nanoTime() - start).toMillis(), json.write(result), id)
                .update();
        jdbc.sql("""
                        delete from ecoquartier.replay_change c using ecoquartier.replay r
                        where r.id = c.replay and r.draft = ? and r.id < ?
                        """).params(draft.id(), id).update();
    }

    /** The last replay of a draft; it says whether the draft has changed since. */
    @Transactional(readOnly = true)
    public Optional<ReplaySummary> latest(long draftId) {
        return jdbc.sql("select * from ecoquartier.replay where draft = ? order by id desc limit 1")
                .param(draftId)
                .query(this::summary)
                .optional();
    }

    /** How many checks changed, of those that the filter keeps. */
    @Transactional(readOnly = true)
    public long count(long replay, ReplayFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        return jdbc.sql("select count(*) from ecoquartier.replay_change" + where(replay, filter, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The changes that the filter keeps, by reference and stage. */
    @Transactional(readOnly = true)
    public List<CheckChange> changes(long replay, ReplayFilter filter, int page, int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(replay, filter, parameters);
        parameters.put("limit", size);
        parameters.put("offset", (long) page * size);
        return jdbc.sql("select change from ecoquartier.replay_change" + where
                        + " order by reference, stage limit :limit offset :offset")
                .params(parameters)
                .query(this::change)
                .list();
    }

    /** As {@link #changes}, all of them, one after the other. */
    @Transactional(readOnly = true)
    public void eachChange(long replay, ReplayFilter filter, Consumer<CheckChange> consumer) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(replay, filter, parameters);
        try (Stream<CheckChange> changes = cursor
                .sql("select change from ecoquartier.replay_change" + where + " order by reference, stage")
                .params(parameters)
                .query(this::change)
                .stream()) {
            changes.forEach(consumer);
        }
    }

    private static String where(long replay, ReplayFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" where replay = :replay");
        parameters.put("replay", replay);
        criterion(where, parameters, "context = :context", "context", filter.context());
        criterion(where, parameters, "region_code = :region", "region", filter.region());
        criterion(
                where,
                parameters,
                ":kind = any(kinds)",
                "kind",
                filter.kind() == null ? null : filter.kind().code());
        criterion(where, parameters, ":indicator = any(indicators)", "indicator", filter.indicator());
        if (filter.visible() != null) {
            if (filter.visible().isEmpty()) {
                return where.append(" and false").toString();
            }
            criterion(where, parameters, "region_code in (:visible)", "visible", filter.visible());
        }
        return where.toString();
    }

    private static void criterion(
            StringBuilder where, Map<String, Object> parameters, String condition, String name, Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.put(name, value);
        }
    }

    private static ReplayDossier replayed(DossierSnapshot snapshot) {
        Map<Stage, ReplayDossier.Given> figures = new EnumMap<>(Stage.class);
        snapshot.figures()
                .forEach((kind, given) ->
                        figures.put(stage(kind), new ReplayDossier.Given(given.referentiel(), given.values())));
        return new ReplayDossier(
                snapshot.reference(),
                snapshot.authorityName(),
                snapshot.operation(),
                snapshot.regionCode(),
                snapshot.context(),
                snapshot.test(),
                figures,
                snapshot.objectives());
    }

    private static Stage stage(FiguresKind kind) {
        return switch (kind) {
            case BASELINE -> Stage.CHARTER;
            case PLANNED -> Stage.CONTRACT;
            case MEASURED -> Stage.LABEL;
        };
    }

    private ReplaySummary summary(ResultSet row, int n) throws SQLException {
        long draft = row.getLong("draft");
        int revision = row.getInt("draft_revision");
        return new ReplaySummary(
                row.getLong("id"),
                draft,
                revision,
                drafts.find(draft)
                        .map(Draft::revision)
                        .filter(now -> now == revision)
                        .isPresent(),
                row.getTimestamp("ran_at").toInstant(),
                row.getLong("millis"),
                json.read(row.getString("result"), ReplayResult.class));
    }

    private CheckChange change(ResultSet row, int n) throws SQLException {
        return json.read(row.getString("change"), CheckChange.class);
    }

    /** Stores changes some hundreds at a time. */
    private final class Store implements Consumer<List<CheckChange>> {

        private record Line(
                String reference,
                String stage,
                String region_code,
                String context,
                List<String> kinds,
                List<String> indicators,
                CheckChange change) {}

        private final long replay;
        private final List<Line> lines = new ArrayList<>();

        Store(long replay) {
            this.replay = replay;
        }

        @Override
        public void accept(List<CheckChange> changes) {
            changes.forEach(change -> lines.add(new Line(
                    change.reference(),
                    change.stage().code(),
                    change.region(),
                    change.context(),
                    change.kinds().stream().map(ChangeKind::code).toList(),
                    change.ratings().stream().map(RatingChange::indicator).toList(),
                    change)));
            if (lines.size() >= STORED_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (lines.isEmpty()) {
                return;
            }
            jdbc.sql("""
                            insert into ecoquartier.replay_change (replay, reference, stage, region_code, context, kinds, indicators, change)
                            select ?, l.reference, l.stage, l.region_code, l.context, l.kinds, l.indicators, l.change
                            from jsonb_to_recordset(?::jsonb) as l (reference text, stage text, region_code text, context text,
                                kinds text[], indicators text[], change jsonb)
                            """).params(replay, json.write(lines)).update();
            lines.clear();
        }
    }
}
