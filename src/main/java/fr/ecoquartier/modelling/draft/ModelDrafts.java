package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft.State;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts of models, whatever their content. Every revision is kept, and so is what lost a race between two people: who
 * saves on a revision that is no longer the last one is told so and overwrites nothing.
 */
@Service
@Transactional
public class ModelDrafts {

    private static final String SELECT = """
            select d.id, d.kind, d.key, d.resource, d.title, d.base_version, d.revision, d.state,
                   r.content, r.author_id, r.author_name, r.saved_at
            from ecoquartier.model_draft d
            join ecoquartier.model_draft_revision r on r.draft = d.id and r.revision = d.revision
            """;
    private static final String ASIDE = """
            select id, draft, base_revision, content, author_id, author_name, saved_at
            from ecoquartier.model_draft_aside
            """;

    private final JdbcClient database;
    private final Clock clock;

    ModelDrafts(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A new draft at revision 1.
     *
     * @param baseVersion the deployed version whose content it begins with, null for none
     * @throws DraftRefused when the content is longer than {@link ModelDraft#LONGEST}
     */
    public ModelDraft create(
            ModelKind kind,
            String key,
            String resource,
            String title,
            @Nullable Integer baseVersion,
            String content,
            Author author) {
        byte[] bytes = bytes(content);
        long id = database.sql("""
                        insert into ecoquartier.model_draft (kind, key, resource, title, base_version, revision)
                        values (:kind, :key, :resource, :title, :base, 1) returning id""")
                .param("kind", kind.name())
                .param("key", key)
                .param("resource", resource)
                .param("title", title)
                .param("base", baseVersion)
                .query(Long.class)
                .single();
        addRevision(id, 1, bytes, author);
        return get(id);
    }

    @Transactional(readOnly = true)
    public Optional<ModelDraft> find(long id) {
        return database.sql(SELECT + "where d.id = :id")
                .param("id", id)
                .query(ModelDrafts::draft)
                .optional();
    }

    /** Those that are worked on, the last saved first. */
    @Transactional(readOnly = true)
    public List<ModelDraft> open() {
        return database.sql(SELECT + "where d.state = 'OPEN' order by r.saved_at desc, d.id desc")
                .query(ModelDrafts::draft)
                .list();
    }

    /** All drafts of one model, whatever became of them, the last saved first. */
    @Transactional(readOnly = true)
    public List<ModelDraft> of(ModelKind kind, String key) {
        return database.sql(SELECT + "where d.kind = :kind and d.key = :key order by r.saved_at desc, d.id desc")
                .param("kind", kind.name())
                .param("key", key)
                .query(ModelDrafts::draft)
                .list();
    }

    /**
     * The next revision. The same content again makes none.
     *
     * @param expectedRevision the revision that the author had before them
     * @throws DraftChanged when the draft is at another revision or no longer open; the content is kept aside
     * @throws DraftRefused when the content is longer than {@link ModelDraft#LONGEST}
     */
    public ModelDraft save(long id, int expectedRevision, String content, Author author) throws DraftChanged {
        byte[] bytes = bytes(content);
        ModelDraft current = locked(id);
        if (current.open() && current.content().equals(content)) {
            return current;
        }
        if (!current.open()) {
            Closing closing = closing(current);
            throw new DraftChanged(
                    closing.by(),
                    closing.at(),
                    current.revision(),
                    current.state(),
                    keepAside(id, expectedRevision, bytes, author));
        }
        if (current.revision() != expectedRevision) {
            throw new DraftChanged(
                    current.author(),
                    current.savedAt(),
                    current.revision(),
                    current.state(),
                    keepAside(id, expectedRevision, bytes, author));
        }
        int next = current.revision() + 1;
        addRevision(id, next, bytes, author);
        database.sql("update ecoquartier.model_draft set revision = :revision where id = :id")
                .param("revision", next)
                .param("id", id)
                .update();
        return get(id);
    }

    /** Gives a draft another title. */
    public ModelDraft rename(long id, String title) {
        database.sql("update ecoquartier.model_draft set title = :title where id = :id")
                .param("title", title)
                .param("id", id)
                .update();
        return get(id);
    }

    /** The history of a draft, the last revision first. */
    @Transactional(readOnly = true)
    public List<Revision> revisions(long id) {
        return database.sql("""
                        select revision, author_id, author_name, saved_at from ecoquartier.model_draft_revision
                        where draft = :id order by revision desc""")
                .param("id", id)
                .query((row, number) -> new Revision(row.getInt("revision"), author(row), moment(row, "saved_at")))
                .list();
    }

    /** What a draft contained at one of its revisions. */
    @Transactional(readOnly = true)
    public Optional<String> content(long id, int revision) {
        return database.sql("""
                        select content from ecoquartier.model_draft_revision
                        where draft = :id and revision = :revision""")
                .param("id", id)
                .param("revision", revision)
                .query(byte[].class)
                .optional()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Closes a draft that nobody wants any more; it stays readable.
     *
     * @throws DraftRefused when it is not open
     */
    public void discard(long id, String reason, Author author) {
        ModelDraft draft = locked(id);
        if (!draft.open()) {
            throw new DraftRefused(
                    draft.state() == State.RELEASED
                            ? "Ce brouillon a été mis en service : il ne peut plus être abandonné."
                            : "Ce brouillon a déjà été abandonné.");
        }
        database.sql("""
                        update ecoquartier.model_draft
                        set state = 'DISCARDED', closed_at = :at, closed_by_id = :by, closed_by_name = :name,
                            closed_reason = :reason
                        where id = :id""")
                .param("at", Timestamp.from(clock.instant()))
                .param("by", author.id())
                .param("name", author.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Why a draft was discarded, and by whom. */
    @Transactional(readOnly = true)
    public Optional<Discarded> discarded(long id) {
        return database.sql("""
                        select closed_at, closed_by_id as author_id, closed_by_name as author_name, closed_reason
                        from ecoquartier.model_draft where id = :id and state = 'DISCARDED'""")
                .param("id", id)
                .query((row, number) ->
                        new Discarded(row.getString("closed_reason"), author(row), moment(row, "closed_at")))
                .optional();
    }

    /** Closes drafts that have become versions. */
    public void released(List<Long> ids) {
        if (!ids.isEmpty()) {
            database.sql("""
                            update ecoquartier.model_draft set state = 'RELEASED', closed_at = :at
                            where id in (:ids) and state = 'OPEN'""")
                    .param("at", Timestamp.from(clock.instant()))
                    .param("ids", ids)
                    .update();
        }
    }

    /** What was kept aside of a draft and nobody has dealt with, the last first. */
    @Transactional(readOnly = true)
    public List<Aside> asides(long draft) {
        return database.sql(ASIDE + "where draft = :draft and settled is null order by id desc")
                .param("draft", draft)
                .query(ModelDrafts::aside)
                .list();
    }

    /** Something kept aside, settled or not. */
    @Transactional(readOnly = true)
    public Optional<Aside> aside(long id) {
        return database.sql(ASIDE + "where id = :id")
                .param("id", id)
                .query(ModelDrafts::aside)
                .optional();
    }

    /**
     * Goes on with what was kept aside, in a draft of its own.
     *
     * @throws DraftRefused when somebody has dealt with it
     */
    public ModelDraft asNewDraft(long aside, String title, Author author) {
        Aside kept = unsettled(aside);
        ModelDraft from = get(kept.draft());
        ModelDraft draft =
                create(from.kind(), from.key(), from.resource(), title, from.baseVersion(), kept.content(), author);
        settle(aside, "NEW_DRAFT", author);
        return draft;
    }

    /**
     * Lets go of what was kept aside; it stays in the database.
     *
     * @throws DraftRefused when somebody has dealt with it
     */
    public void drop(long aside, Author author) {
        unsettled(aside);
        settle(aside, "DROPPED", author);
    }

    private Aside unsettled(long id) {
        boolean free = database.sql(
                        "select settled is null from ecoquartier.model_draft_aside where id = :id for update")
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("nothing kept aside as " + id));
        if (!free) {
            throw new DraftRefused("Cette saisie a déjà été reprise ou écartée.");
        }
        return aside(id).orElseThrow();
    }

    private void settle(long aside, String how, Author author) {
        database.sql("""
                        update ecoquartier.model_draft_aside
                        set settled = :how, settled_at = :at, settled_by = :by where id = :id""")
                .param("how", how)
                .param("at", Timestamp.from(clock.instant()))
                .param("by", author.id())
                .param("id", aside)
                .update();
    }

    private record Closing(Author by, Instant at) {}

    private Closing closing(ModelDraft draft) {
        return database.sql("""
                        select closed_at, coalesce(closed_by_id, :by) as author_id,
                               coalesce(closed_by_name, :name) as author_name
                        from ecoquartier.model_draft where id = :id""")
                .param("by", draft.author().id())
                .param("name", draft.author().name())
                .param("id", draft.id())
                .query((row, number) -> new Closing(author(row), moment(row, "closed_at")))
                .single();
    }

    private void addRevision(long id, int revision, byte[] content, Author author) {
        database.sql("""
                        insert into ecoquartier.model_draft_revision
                            (draft, revision, content, author_id, author_name, saved_at)
                        values (:draft, :revision, :content, :by, :name, :at)""")
                .param("draft", id)
                .param("revision", revision)
                .param("content", content)
                .param("by", author.id())
                .param("name", author.name())
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    private long keepAside(long id, int base, byte[] content, Author author) {
        return database.sql("""
                        insert into ecoquartier.model_draft_aside
                            (draft, base_revision, content, author_id, author_name, saved_at)
                        values (:draft, :base, :content, :by, :name, :at) returning id""")
                .param("draft", id)
                .param("base", base)
                .param("content", content)
                .param("by", author.id())
                .param("name", author.name())
                .param("at", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    private ModelDraft get(long id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no model draft " + id));
    }

    /** The draft as it is once whoever is saving it has finished. */
    private ModelDraft locked(long id) {
        database.sql("select id from ecoquartier.model_draft where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        return get(id);
    }

    private static byte[] bytes(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > ModelDraft.LONGEST) {
            throw new DraftRefused("Ce fichier dépasse 2 Mio : il n’a pas été enregistré.");
        }
        return bytes;
    }

    private static ModelDraft draft(ResultSet row, int number) throws SQLException {
        return new ModelDraft(
                row.getLong("id"),
                ModelKind.valueOf(row.getString("kind")),
                row.getString("key"),
                row.getString("resource"),
                row.getString("title"),
                row.getObject("base_version", Integer.class),
                content(row),
                row.getInt("revision"),
                author(row),
                moment(row, "saved_at"),
                State.valueOf(row.getString("state")));
    }

    private static Aside aside(ResultSet row, int number) throws SQLException {
        return new Aside(
                row.getLong("id"),
                row.getLong("draft"),
                row.getInt("base_revision"),
                content(row),
                author(row),
                moment(row, "saved_at"));
    }

    private static String content(ResultSet row) throws SQLException {
        return new String(row.getBytes("content"), StandardCharsets.UTF_8);
    }

    private static Author author(ResultSet row) throws SQLException {
        return new Author(row.getString("author_id"), row.getString("author_name"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
