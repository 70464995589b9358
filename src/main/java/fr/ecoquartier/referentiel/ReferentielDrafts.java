package fr.ecoquartier.referentiel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.indicator.Wording;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts of the next version of the référentiel: written by several people, valid or not, until one is adopted. Every
 * revision is kept.
 */
@Service
@Transactional
public class ReferentielDrafts {

    private static final String SELECT = """
            select d.id, d.title, d.from_version, d.source, d.status, d.revision, d.adopted_version, r.content,
                   r.author_id, r.author_name, r.author_role, r.saved_at,
                   f.author_id as first_id, f.author_name as first_name, f.author_role as first_role,
                   f.saved_at as first_at
            from ecoquartier.referentiel_draft d
            join ecoquartier.referentiel_draft_revision r on r.draft = d.id and r.revision = d.revision
            join ecoquartier.referentiel_draft_revision f on f.draft = d.id and f.revision = 1
            """;
    private static final String ASIDE = """
            select id, draft, base_revision, content, summary, author_id, author_name, author_role, saved_at, settled
            from ecoquartier.referentiel_draft_aside
            """;
    private static final Pattern NUMBERED = Pattern.compile("(.*)-(\\d{1,3})");
    private static final int LONGEST_VERSION = 40;

    private final JdbcClient database;
    private final ObjectMapper json;
    private final Referentiels referentiels;
    private final ObjectProvider<AdoptionObjection> objections;

    ReferentielDrafts(
            JdbcClient database,
            ObjectMapper json,
            Referentiels referentiels,
            ObjectProvider<AdoptionObjection> objections) {
        this.database = database;
        this.json = json;
        this.referentiels = referentiels;
        this.objections = objections;
    }

    /**
     * A new draft with the content of a stored version, under a name that is free.
     *
     * @throws NoSuchElementException when there is no such version
     */
    public Draft create(String fromVersion, String title, Author author) {
        Referentiel from = referentiels
                .find(fromVersion)
                .orElseThrow(() -> new NoSuchElementException("no stored version " + fromVersion));
        DraftContent content = DraftContent.of(from).withVersion(freeName(fromVersion));
        return insert(title, fromVersion, null, content, "Brouillon ouvert depuis la version " + fromVersion, author);
    }

    @Transactional(readOnly = true)
    public Optional<Draft> find(long id) {
        return database.sql(SELECT + "where d.id = :id")
                .param("id", id)
                .query(this::draftRow)
                .optional();
    }

    /** Drafts that are still being written, last changed first. */
    @Transactional(readOnly = true)
    public List<Draft> open() {
        return database.sql(SELECT + "where d.status = 'OPEN' order by r.saved_at desc, d.id desc")
                .query(this::draftRow)
                .list();
    }

    /** Every draft, last changed first. */
    @Transactional(readOnly = true)
    public List<Draft> all() {
        return database.sql(SELECT + "order by r.saved_at desc, d.id desc")
                .query(this::draftRow)
                .list();
    }

    /**
     * Saves {@code content}, valid or not, as the next revision.
     *
     * @param summary what was changed, in French
     * @throws DraftChanged when the draft is no longer at {@code expectedRevision}; the content is kept aside
     * @throws DraftRefused when the draft is not open any more
     */
    public Draft save(long id, int expectedRevision, DraftContent content, String summary, Author author)
            throws DraftChanged, DraftRefused {
        Draft current = locked(id);
        if (!current.open()) {
            throw closed(current);
        }
        if (current.revision() != expectedRevision) {
            long aside = keepAside(id, expectedRevision, content, summary, author);
            throw new DraftChanged(current.changedBy(), current.changedAt(), current.revision(), aside);
        }
        addRevision(id, expectedRevision + 1, content, summary, author);
        database.sql("update ecoquartier.referentiel_draft set revision = :revision where id = :id")
                .param("revision", expectedRevision + 1)
                .param("id", id)
                .update();
        return get(id);
    }

    /** The parts of a content by key, the version itself under 0. */
    public Map<Integer, DraftElement> elements(DraftContent content) {
        return DraftElement.of(content);
    }

    /**
     * Makes one change to what somebody saw at {@code expectedRevision}, and saves it.
     *
     * @throws NoSuchElementException when the element of the change is not in that revision
     * @throws DraftChanged as {@link #save}
     * @throws DraftRefused as {@link #save}
     */
    public Draft edit(long id, int expectedRevision, DraftEdit edit, Author author) throws DraftChanged, DraftRefused {
        DraftEdit.Result result = edit.applied(content(id, expectedRevision));
        return save(id, expectedRevision, result.content(), Wording.typeset(result.summary()), author);
    }

    /** Makes an earlier revision the last one again; what came in between stays in the history. */
    public Draft restore(long id, int expectedRevision, int revision, Author author) throws DraftChanged, DraftRefused {
        return save(id, expectedRevision, content(id, revision), "Retour à la révision " + revision, author);
    }

    /** Gives a draft up; it stays readable. */
    public void discard(long id, Author author) throws DraftRefused {
        Draft draft = locked(id);
        if (!draft.open()) {
            throw closed(draft);
        }
        addRevision(id, draft.revision() + 1, draft.content(), "Abandon du brouillon", author);
        database.sql("""
                        update ecoquartier.referentiel_draft set status = 'DISCARDED', revision = revision + 1
                        where id = :id""").param("id", id).update();
    }

    /** The history of a draft, the last revision first. */
    @Transactional(readOnly = true)
    public List<DraftRevision> revisions(long id) {
        return database.sql("""
                        select revision, summary, author_id, author_name, author_role, saved_at
                        from ecoquartier.referentiel_draft_revision where draft = :id order by revision desc""")
                .param("id", id)
                .query((row, i) -> new DraftRevision(
                        row.getInt("revision"), row.getString("summary"), author(row), moment(row, "saved_at")))
                .list();
    }

    /**
     * The content of a draft at a revision.
     *
     * @throws NoSuchElementException when there is no such revision
     */
    @Transactional(readOnly = true)
    public DraftContent content(long id, int revision) {
        return database.sql("""
                        select content from ecoquartier.referentiel_draft_revision
                        where draft = :id and revision = :revision""")
                .param("id", id)
                .param("revision", revision)
                .query(String.class)
                .optional()
                .map(this::content)
                .orElseThrow(() -> new NoSuchElementException("draft " + id + " has no revision " + revision));
    }

    /** What was typed on older revisions of a draft and waits for a decision, the oldest first. */
    @Transactional(readOnly = true)
    public List<DraftAside> asides(long draft) {
        return database.sql(ASIDE + "where draft = :draft and settled is null order by id")
                .param("draft", draft)
                .query(this::asideRow)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<DraftAside> aside(long id) {
        return database.sql(ASIDE + "where id = :id")
                .param("id", id)
                .query(this::asideRow)
                .optional();
    }

    /** What was kept aside, line by line, beside the draft as it is now. */
    @Transactional(readOnly = true)
    public DraftMerge merge(DraftAside aside) {
        return DraftMerge.of(
                content(aside.draft(), aside.baseRevision()), get(aside.draft()).content(), aside.content());
    }

    /**
     * Saves the draft with the lines of {@code accepted} as they were typed.
     *
     * @param accepted ids of the lines of {@link #merge}
     * @throws DraftChanged when the draft changed again since it was compared; what was typed is still kept aside
     */
    public Draft merge(long aside, int expectedRevision, Set<String> accepted, Author author)
            throws DraftChanged, DraftRefused {
        DraftAside kept = unsettled(aside);
        Draft current = locked(kept.draft());
        if (current.open() && current.revision() != expectedRevision) {
            throw new DraftChanged(current.changedBy(), current.changedAt(), current.revision(), aside);
        }
        DraftContent merged = DraftMerge.merged(
                content(kept.draft(), kept.baseRevision()), current.content(), kept.content(), accepted);
        Draft saved = save(kept.draft(), expectedRevision, merged, kept.summary() + " (fusion)", author);
        settle(aside, "MERGED", author);
        return saved;
    }

    /** Makes a draft of its own of what was kept aside. */
    public Draft asNewDraft(long aside, String title, Author author) throws DraftRefused {
        DraftAside kept = unsettled(aside);
        Draft from = get(kept.draft());
        Draft draft = insert(
                title,
                from.fromVersion(),
                from.source(),
                kept.content(),
                "Brouillon ouvert depuis « " + from.title() + " », révision " + kept.baseRevision(),
                author);
        settle(aside, "NEW_DRAFT", author);
        return draft;
    }

    /** Lets go of what was kept aside; it stays in the database. */
    public void drop(long aside, Author author) throws DraftRefused {
        unsettled(aside);
        settle(aside, "DROPPED", author);
    }

    private DraftAside unsettled(long id) throws DraftRefused {
        database.sql("select id from ecoquartier.referentiel_draft_aside where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        DraftAside aside = aside(id).orElseThrow(() -> new NoSuchElementException("nothing kept aside as " + id));
        if (aside.settled()) {
            throw new DraftRefused("Cette saisie a déjà été reprise ou écartée.", List.of());
        }
        return aside;
    }

    private void settle(long aside, String how, Author author) {
        database.sql("""
                        update ecoquartier.referentiel_draft_aside
                        set settled = :how, settled_at = now(), settled_by = :by where id = :id""")
                .param("how", how)
                .param("by", author.id())
                .param("id", aside)
                .update();
    }

    /** The operation on which the formulas of a draft are tried. */
    @Transactional(readOnly = true)
    public DraftExample example(long id) {
        return database.sql("select example from ecoquartier.referentiel_draft where id = :id and example is not null")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(text -> read(text, DraftExample.class))
                .orElseGet(DraftExample::none);
    }

    /** Keeps the example of a draft; it is no part of the version. */
    public void saveExample(long id, DraftExample example) {
        database.sql("update ecoquartier.referentiel_draft set example = cast(:example as json) where id = :id")
                .param("example", write(example))
                .param("id", id)
                .update();
    }

    /** Everything that is wrong or doubtful in a draft, in the order of the draft. */
    @Transactional(readOnly = true)
    public List<DraftProblem> problems(long id) {
        Draft draft = get(id);
        return problems(draft.content(), draft.adoptedVersion());
    }

    /** As {@link #problems(long)}, for a content that is not saved yet. */
    @Transactional(readOnly = true)
    public List<DraftProblem> problems(DraftContent content) {
        return problems(content, null);
    }

    private List<DraftProblem> problems(DraftContent content, @Nullable String own) {
        return DraftValidation.problems(content, version -> !version.equals(own) && referentiels.known(version));
    }

    /** The draft as a version that figures can be checked against; empty while it is not valid. */
    @Transactional(readOnly = true)
    public Optional<Referentiel> referentiel(long id) {
        return DraftValidation.referentiel(get(id).content());
    }

    /**
     * A new draft with the content of a YAML file, valid or not.
     *
     * @throws DraftRefused when the file is no référentiel: with every place that could not be kept
     */
    public Draft importYaml(String fileName, byte[] file, String title, Author author) throws DraftRefused {
        DraftContent content = DraftYamlReader.read(file);
        return insert(title, null, fileName, content, "Import du fichier " + fileName, author);
    }

    /** What changes from one content to another. */
    public static Difference difference(DraftContent before, DraftContent after) {
        return Differences.between(before, after);
    }

    /** What the draft changes in the version in force. */
    @Transactional(readOnly = true)
    public Difference difference(long id) {
        return Differences.between(DraftContent.of(referentiels.inForce()), get(id).content());
    }

    /**
     * Makes a draft the version in force for new dossiers, on every node, for good.
     *
     * @param versionName name of the version, or null for the one in the draft
     * @throws DraftRefused when the draft is not valid (with its problems), not open, or the name is taken
     */
    public Referentiel adopt(long id, @Nullable String versionName, Author author) throws DraftRefused {
        Draft draft = locked(id);
        if (!draft.open()) {
            throw closed(draft);
        }
        DraftContent content =
                versionName == null ? draft.content() : draft.content().withVersion(versionName.strip());
        List<DraftProblem> problems =
                problems(content).stream().filter(DraftProblem::blocking).toList();
        if (!problems.isEmpty()) {
            throw new DraftRefused(
                    problems.size() == 1
                            ? "Le brouillon ne peut pas être adopté : il reste une erreur à corriger."
                            : "Le brouillon ne peut pas être adopté : il reste " + problems.size()
                                    + " erreurs à corriger.",
                    problems);
        }
        Optional<String> objection = objection(draft);
        if (objection.isPresent()) {
            throw new DraftRefused(objection.get(), List.of());
        }
        Referentiel adopted = referentiels.adopt(content, draft, author);
        database.sql("""
                        update ecoquartier.referentiel_draft set status = 'ADOPTED', adopted_version = :version
                        where id = :id""").param("version", adopted.version()).param("id", id).update();
        return adopted;
    }

    /** Why a draft without errors cannot be adopted all the same, in French. */
    @Transactional(readOnly = true)
    public Optional<String> objection(Draft draft) {
        return objections
                .orderedStream()
                .map(objection -> objection.to(draft))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Puts a stored version in force for new dossiers: one that came as a file, or an earlier one again.
     *
     * @throws DraftRefused when there is no such version
     */
    public Referentiel putInForce(String version, Author author) throws DraftRefused {
        return referentiels.adopt(version, author);
    }

    /** The draft as YAML; what is no number yet is written as text. */
    @Transactional(readOnly = true)
    public String exportYaml(long id) {
        return DraftYaml.write(get(id).content());
    }

    private Draft insert(
            String title,
            @Nullable String fromVersion,
            @Nullable String source,
            DraftContent content,
            String summary,
            Author author) {
        long id = database.sql("""
                        insert into ecoquartier.referentiel_draft (title, from_version, source, revision)
                        values (:title, :from, :source, 1) returning id""")
                .param("title", title)
                .param("from", fromVersion)
                .param("source", source)
                .query(Long.class)
                .single();
        addRevision(id, 1, content, summary, author);
        return get(id);
    }

    private void addRevision(long id, int revision, DraftContent content, String summary, Author author) {
        database.sql("""
                        insert into ecoquartier.referentiel_draft_revision
                            (draft, revision, content, summary, author_id, author_name, author_role)
                        values (:draft, :revision, cast(:content as json), :summary, :id, :name, :role)""")
                .param("draft", id)
                .param("revision", revision)
                .param("content", write(content))
                .param("summary", summary)
                .param("id", author.id())
                .param("name", author.name())
                .param("role", author.role())
                .update();
    }

    private long keepAside(long id, int base, DraftContent content, String summary, Author author) {
        return database.sql("""
                        insert into ecoquartier.referentiel_draft_aside
                            (draft, base_revision, content, summary, author_id, author_name, author_role)
                        values (:draft, :base, cast(:content as json), :summary, :id, :name, :role) returning id""")
                .param("draft", id)
                .param("base", base)
                .param("content", write(content))
                .param("summary", summary)
                .param("id", author.id())
                .param("name", author.name())
                .param("role", author.role())
                .query(Long.class)
                .single();
    }

    private Draft get(long id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no draft " + id));
    }

    /** The draft as it is once whoever is saving it has finished. */
    private Draft locked(long id) {
        database.sql("select id from ecoquartier.referentiel_draft where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        return get(id);
    }

    private static DraftRefused closed(Draft draft) {
        return new DraftRefused(
                draft.status() == DraftStatus.ADOPTED
                        ? "Ce brouillon a été adopté : il est devenu la version " + draft.adoptedVersion()
                                + " et ne change plus."
                        : "Ce brouillon a été abandonné : il ne change plus.",
                List.of());
    }

    /** "2012-test" gives "2012-test-2", or the next number that no version and no draft has. */
    private String freeName(String version) {
        Matcher numbered = NUMBERED.matcher(version);
        boolean next = numbered.matches() && numbered.group(2).length() < 3;
        String stem = next ? numbered.group(1) : version;
        int number = next ? Integer.parseInt(numbered.group(2)) + 1 : 2;
        List<String> taken = taken();
        while (true) {
            String suffix = "-" + number++;
            String name = stem.substring(0, Math.min(stem.length(), LONGEST_VERSION - suffix.length())) + suffix;
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    private List<String> taken() {
        List<String> names = new ArrayList<>(database.sql("select version from ecoquartier.referentiel_version")
                .query(String.class)
                .list());
        open().forEach(draft -> names.add(draft.content().version()));
        return names;
    }

    private Draft draftRow(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getLong("id"),
                row.getString("title"),
                row.getString("from_version"),
                row.getString("source"),
                DraftStatus.valueOf(row.getString("status")),
                row.getInt("revision"),
                content(row.getString("content")),
                new Author(row.getString("first_id"), row.getString("first_name"), row.getString("first_role")),
                moment(row, "first_at"),
                author(row),
                moment(row, "saved_at"),
                row.getString("adopted_version"));
    }

    private DraftAside asideRow(ResultSet row, int number) throws SQLException {
        return new DraftAside(
                row.getLong("id"),
                row.getLong("draft"),
                row.getInt("base_revision"),
                content(row.getString("content")),
                row.getString("summary"),
                author(row),
                moment(row, "saved_at"),
                row.getString("settled") != null);
    }

    private static Author author(ResultSet row) throws SQLException {
        return new Author(row.getString("author_id"), row.getString("author_name"), row.getString("author_role"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private DraftContent content(String text) {
        return read(text, DraftContent.class);
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
