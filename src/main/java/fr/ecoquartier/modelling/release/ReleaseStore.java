package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.release.Release.Origin;
import fr.ecoquartier.modelling.release.Release.State;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of releases. */
@Component
class ReleaseStore {

    /** One deployment of models at a time, on whichever node. */
    private static final long LOCK = 0x45515F4D4F44454CL; // "EQ_MODEL"

    private static final String SELECT = """
            select id, origin, reason, author_id, author_name, requested_at, state, decided_by_id, decided_by_name,
                   decided_at, decision, failure, deployment_id, revision
            from ecoquartier.model_release
            """;

    private final JdbcClient database;

    ReleaseStore(JdbcClient database) {
        this.database = database;
    }

    /** Held until the transaction ends. */
    void lockDeployments() {
        database.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .listOfRows();
    }

    /** Keeps others from deciding it until the transaction ends. */
    void lock(long id) {
        database.sql("select id from ecoquartier.model_release where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    long insert(
            Origin origin,
            String reason,
            Author author,
            Instant at,
            List<ReleasedDraft> drafts,
            List<ModelFile> files,
            List<Finding> findings) {
        long id = database.sql("""
                        insert into ecoquartier.model_release
                            (origin, reason, author_id, author_name, requested_at, state)
                        values (:origin, :reason, :by, :name, :at, 'REQUESTED') returning id""")
                .param("origin", origin.name())
                .param("reason", reason)
                .param("by", author.id())
                .param("name", author.name())
                .param("at", Timestamp.from(at))
                .query(Long.class)
                .single();
        for (int i = 0; i < drafts.size(); i++) {
            ReleasedDraft draft = drafts.get(i);
            database.sql("""
                            insert into ecoquartier.model_release_draft
                                (release, position, draft, kind, key, resource, title, base_version, revision)
                            values (:release, :position, :draft, :kind, :key, :resource, :title, :base, :revision)""")
                    .param("release", id)
                    .param("position", i)
                    .param("draft", draft.draft())
                    .param("kind", draft.kind().name())
                    .param("key", draft.key())
                    .param("resource", draft.resource())
                    .param("title", draft.title())
                    .param("base", draft.baseVersion())
                    .param("revision", draft.revision())
                    .update();
        }
        for (int i = 0; i < files.size(); i++) {
            database.sql("""
                            insert into ecoquartier.model_release_file (release, position, name, content)
                            values (:release, :position, :name, :content)""")
                    .param("release", id)
                    .param("position", i)
                    .param("name", files.get(i).name())
                    .param("content", files.get(i).bytes())
                    .update();
        }
        findings(id, "REQUEST", findings);
        return id;
    }

    void findings(long release, String moment, List<Finding> findings) {
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            database.sql("""
                            insert into ecoquartier.model_release_finding
                                (release, moment, position, file, element, element_name, severity, rule, message, advice)
                            values (:release, :moment, :position, :file, :element, :name, :severity, :rule, :message,
                                    :advice)""")
                    .param("release", release)
                    .param("moment", moment)
                    .param("position", i)
                    .param("file", finding.file())
                    .param("element", finding.element())
                    .param("name", finding.elementName())
                    .param("severity", finding.severity().name())
                    .param("rule", finding.rule())
                    .param("message", finding.message())
                    .param("advice", finding.advice())
                    .update();
        }
    }

    void deployed(long id, Author by, Instant at, String deploymentId, List<DeployedVersion> versions) {
        for (int i = 0; i < versions.size(); i++) {
            DeployedVersion version = versions.get(i);
            database.sql("""
                            insert into ecoquartier.model_release_version
                                (release, position, kind, key, version, definition_id, before, carried)
                            values (:release, :position, :kind, :key, :version, :definition, :before, :carried)""")
                    .param("release", id)
                    .param("position", i)
                    .param("kind", version.kind().name())
                    .param("key", version.key())
                    .param("version", version.version())
                    .param("definition", version.definitionId())
                    .param("before", version.before())
                    .param("carried", version.carried())
                    .update();
        }
        database.sql("""
                        update ecoquartier.model_release
                        set state = 'DEPLOYED', decided_by_id = :by, decided_by_name = :name, decided_at = :at,
                            deployment_id = :deployment, failure = null, revision = revision + 1
                        where id = :id""")
                .param("by", by.id())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("deployment", deploymentId)
                .param("id", id)
                .update();
    }

    void closed(long id, State state, Author by, Instant at, String decision) {
        database.sql("""
                        update ecoquartier.model_release
                        set state = :state, decided_by_id = :by, decided_by_name = :name, decided_at = :at,
                            decision = :decision, revision = revision + 1
                        where id = :id""")
                .param("state", state.name())
                .param("by", by.id())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("decision", decision)
                .param("id", id)
                .update();
    }

    void failed(long id, String failure) {
        database.sql("""
                        update ecoquartier.model_release
                        set state = 'FAILED', failure = :failure, revision = revision + 1
                        where id = :id and state in ('REQUESTED', 'FAILED')""").param("failure", failure).param("id", id).update();
    }

    void journal(long release, JournalLine.Kind kind, Author actor, Instant at, String note) {
        database.sql("""
                        insert into ecoquartier.model_journal (release, at, kind, actor_id, actor_name, note)
                        values (:release, :at, :kind, :by, :name, :note)""")
                .param("release", release)
                .param("at", Timestamp.from(at))
                .param("kind", kind.name())
                .param("by", actor.id())
                .param("name", actor.name())
                .param("note", note)
                .update();
    }

    List<JournalLine> journal(@Nullable Long release) {
        return database.sql("""
                        select release, at, kind, actor_id, actor_name, note from ecoquartier.model_journal
                        where cast(:release as bigint) is null or release = :release order by id""")
                .param("release", release)
                .query((row, number) -> new JournalLine(
                        row.getLong("release"),
                        row.getTimestamp("at").toInstant(),
                        JournalLine.Kind.valueOf(row.getString("kind")),
                        new Author(row.getString("actor_id"), row.getString("actor_name")),
                        row.getString("note")))
                .list();
    }

    Optional<Release> find(long id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, number) -> release(row, files(id)))
                .optional();
    }

    /** Without the content of the files, the last first. */
    List<Release> all() {
        return database.sql(SELECT + "order by id desc")
                .query((row, number) -> release(row, List.of()))
                .list();
    }

    /** The release of drafts that still waits for a decision about this draft. */
    Optional<Long> openWith(long draft) {
        return database.sql("""
                        select r.id from ecoquartier.model_release r
                        join ecoquartier.model_release_draft d on d.release = r.id
                        where d.draft = :draft and r.state in ('REQUESTED', 'FAILED') order by r.id limit 1""").param("draft", draft).query(Long.class).optional();
    }

    /** Whether that version of a model was made from this draft. */
    boolean made(long draft, ModelKind kind, String key, int version) {
        return database.sql("""
                        select count(*) from ecoquartier.model_release_draft d
                        join ecoquartier.model_release_version v on v.release = d.release
                        where d.draft = :draft and v.kind = :kind and v.key = :key and v.version = :version""")
                        .param("draft", draft)
                        .param("kind", kind.name())
                        .param("key", key)
                        .param("version", version)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<ModelFile> files(long release) {
        return database.sql("""
                        select name, content from ecoquartier.model_release_file
                        where release = :release order by position""")
                .param("release", release)
                .query((row, number) -> new ModelFile(
                        row.getString("name"), new String(row.getBytes("content"), StandardCharsets.UTF_8)))
                .list();
    }

    List<Finding> findings(long release, String moment) {
        return database.sql("""
                        select file, element, element_name, severity, rule, message, advice
                        from ecoquartier.model_release_finding
                        where release = :release and moment = :moment order by position""")
                .param("release", release)
                .param("moment", moment)
                .query((row, number) -> new Finding(
                        row.getString("file"),
                        row.getString("element"),
                        row.getString("element_name"),
                        Finding.Severity.valueOf(row.getString("severity")),
                        row.getString("rule"),
                        row.getString("message"),
                        row.getString("advice")))
                .list();
    }

    private Release release(ResultSet row, List<ModelFile> files) throws SQLException {
        long id = row.getLong("id");
        String decider = row.getString("decided_by_id");
        Timestamp decided = row.getTimestamp("decided_at");
        return new Release(
                id,
                Origin.valueOf(row.getString("origin")),
                drafts(id),
                files,
                row.getString("reason"),
                new Author(row.getString("author_id"), row.getString("author_name")),
                row.getTimestamp("requested_at").toInstant(),
                findings(id, "REQUEST"),
                State.valueOf(row.getString("state")),
                decider == null ? null : new Author(decider, row.getString("decided_by_name")),
                decided == null ? null : decided.toInstant(),
                row.getString("decision"),
                row.getString("failure"),
                row.getString("deployment_id"),
                versions(id),
                row.getInt("revision"));
    }

    private List<ReleasedDraft> drafts(long release) {
        return database.sql("""
                        select draft, kind, key, resource, title, base_version, revision
                        from ecoquartier.model_release_draft where release = :release order by position""")
                .param("release", release)
                .query((row, number) -> new ReleasedDraft(
                        row.getLong("draft"),
                        ModelKind.valueOf(row.getString("kind")),
                        row.getString("key"),
                        row.getString("resource"),
                        row.getString("title"),
                        row.getObject("base_version", Integer.class),
                        row.getInt("revision")))
                .list();
    }

    private List<DeployedVersion> versions(long release) {
        return database.sql("""
                        select kind, key, version, definition_id, before, carried
                        from ecoquartier.model_release_version where release = :release order by position""")
                .param("release", release)
                .query((row, number) -> new DeployedVersion(
                        ModelKind.valueOf(row.getString("kind")),
                        row.getString("key"),
                        row.getInt("version"),
                        row.getString("definition_id"),
                        row.getObject("before", Integer.class),
                        row.getBoolean("carried")))
                .list();
    }
}
