package fr.ecoquartier.modelling.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.graph.Node;
import fr.ecoquartier.modelling.graph.ProcessGraph;
import fr.ecoquartier.modelling.graph.UnreadableModel;
import fr.ecoquartier.pilot.run.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Runs the ways of finished dossiers through a new version of their process, in simulation, and keeps what came out. */
@Service
public class PathReplays {

    public static final int USUAL = 100;
    public static final int MOST = 1000;

    private static final int AT_ONCE = 100;

    private final FinishedPaths paths;
    private final ModelCatalogue catalogue;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    PathReplays(FinishedPaths paths, ModelCatalogue catalogue, JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.paths = paths;
        this.catalogue = catalogue;
        this.jdbc = jdbc;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.clock = clock;
    }

    /**
     * Replays the dossiers that ended last. Starts nothing and calls nothing; the engine's history is only read.
     *
     * @param model the file of the new version
     * @param last how many, {@link #MOST} at most
     * @throws UnreadableModel when the file holds no process of that key
     */
    public ReplayReport run(String process, String model, int last, Progress progress) {
        return run(process, model, paths.latest(process, Math.max(1, Math.min(MOST, last))), last, progress);
    }

    /** Replays these instances. */
    public ReplayReport run(String process, String model, List<String> instances, int asked, Progress progress) {
        Instant start = clock.instant();
        ProcessGraph graph = ProcessGraph.parseAll(model).stream()
                .filter(candidate -> candidate.key().equals(process))
                .findFirst()
                .orElseThrow(() -> new UnreadableModel("Le fichier ne contient pas le processus « " + process + " »."));
        Map<Integer, Optional<ProcessGraph>> versions = new HashMap<>();
        List<PathCase> cases = new ArrayList<>();
        for (int from = 0; from < instances.size() && !progress.cancelled(); from += AT_ONCE) {
            progress.report(
                    (double) from / instances.size(), "%d parcours relus sur %d.".formatted(from, instances.size()));
            for (RecordedPath path : paths.read(instances.subList(from, Math.min(instances.size(), from + AT_ONCE)))) {
                Optional<ProcessGraph> old =
                        versions.computeIfAbsent(path.version(), version -> version(process, version));
                old.ifPresent(before -> cases.add(new PathCase(
                        path.instance(),
                        path.reference(),
                        path.version(),
                        path.endedAt(),
                        PathSimulator.simulate(graph, before, path))));
            }
        }
        return new ReplayReport(
                process,
                graph.name(),
                asked,
                names(
                        cases,
                        Stream.concat(
                                        Stream.of(graph),
                                        versions.values().stream().flatMap(Optional::stream))
                                .toList()),
                cases,
                Duration.between(start, clock.instant()).toMillis());
    }

    private Optional<ProcessGraph> version(String process, int version) {
        return catalogue
                .content(ModelKind.PROCESS, process, version)
                .flatMap(content -> ProcessGraph.parseAll(content).stream()
                        .filter(candidate -> candidate.key().equals(process))
                        .findFirst());
    }

    private static Map<String, String> names(List<PathCase> cases, List<ProcessGraph> graphs) {
        Set<String> spoken = new HashSet<>();
        for (PathCase found : cases) {
            Outcome outcome = found.outcome();
            Stream.concat(
                            Stream.of(outcome.element(), outcome.recorded(), outcome.now())
                                    .filter(Objects::nonNull),
                            outcome.added().stream())
                    .forEach(spoken::add);
        }
        Map<String, String> names = new LinkedHashMap<>();
        spoken.forEach(id -> graphs.stream()
                .flatMap(graph -> graph.node(id).stream())
                .map(Node::name)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(name -> names.put(id, Node.typeset(name))));
        return names;
    }

    /** Keeps what came out for a release; a later replay of the same process takes its place. */
    public void keepForRelease(long release, String model, ReplayReport report, Author author) {
        keep(release, null, null, model, report, author);
    }

    /** Keeps what came out for a revision of a draft; a later replay takes its place. */
    public void keepForDraft(long draft, int revision, String model, ReplayReport report, Author author) {
        keep(null, draft, revision, model, report, author);
    }

    private void keep(Long release, Long draft, Integer revision, String model, ReplayReport report, Author author) {
        jdbc.sql("""
                        insert into ecoquartier.path_replay
                            (release_id, draft_id, draft_revision, process_key, author_id, author_name, made_at, model,
                             report)
                        values (:release, :draft, :revision, :process, :author, :name, :at, :model,
                                cast(:report as jsonb))
                        on conflict (coalesce(release_id, 0), coalesce(draft_id, 0), process_key) do update set
                            draft_revision = excluded.draft_revision, author_id = excluded.author_id,
                            author_name = excluded.author_name, made_at = excluded.made_at, model = excluded.model,
                            report = excluded.report
                        """)
                .param("release", release)
                .param("draft", draft)
                .param("revision", revision)
                .param("process", report.process())
                .param("author", author.id())
                .param("name", author.name())
                .param("at", Timestamp.from(clock.instant()))
                .param("model", model)
                .param("report", write(report))
                .update();
    }

    /** What is kept for a release, one for each process that was replayed. */
    public List<StoredReplay> ofRelease(long release) {
        return jdbc.sql("select * from ecoquartier.path_replay where release_id = ? order by process_key")
                .param(release)
                .query(this::stored)
                .list();
    }

    /** What is kept for a draft. */
    public Optional<StoredReplay> ofDraft(long draft) {
        return jdbc.sql("select * from ecoquartier.path_replay where draft_id = ? order by made_at desc limit 1")
                .param(draft)
                .query(this::stored)
                .optional();
    }

    private StoredReplay stored(ResultSet row, int index) throws SQLException {
        return new StoredReplay(
                row.getLong("id"),
                row.getObject("release_id", Long.class),
                row.getObject("draft_id", Long.class),
                row.getObject("draft_revision", Integer.class),
                new Author(row.getString("author_id"), row.getString("author_name")),
                row.getTimestamp("made_at").toInstant(),
                row.getString("model"),
                read(row.getString("report")));
    }

    private String write(ReplayReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ReplayReport read(String text) {
        try {
            return json.readValue(text, ReplayReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
