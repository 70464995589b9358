package fr.ecoquartier.referentiel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private static final Pattern NUMBERED = Pattern.compile("(.*)-(\\d{1,3})");
    private static final int LONGEST_VERSION = 40;

    private final JdbcClient database;
    private final ObjectMapper json;
    private final Referentiels referentiels;

    ReferentielDrafts(JdbcClient database, ObjectMapper json, Referentiels referentiels) {
        this.database = database;
        this.json = json;
        this.referentiels = referentiels;
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
                .query(this::draft)
                .optional();
    }

    /** Drafts that are still being written, last changed first. */
    @Transactional(readOnly = true)
    public List<Draft> open() {
        return database.sql(SELECT + "where d.status = 'OPEN' order by r.saved_at desc, d.id desc")
                .query(this::draft)
                .list();
    }

    /** Every draft, last changed first. */
    @Transactional(readOnly = true)
    public List<Draft> all() {
        return database.sql(SELECT + "order by r.saved_at desc, d.id desc")
                .query(this::draft)
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

    /** Everything that is wrong or doubtful in a draft, in the order of the draft. */
    @Transactional(readOnly = true)
    public List<DraftProblem> problems(long id) {
        return DraftValidation.problems(get(id).content());
    }

    /** The draft as a version that figures can be checked against; empty while it is not valid. */
    @Transactional(readOnly = true)
    public Optional<Referentiel> referentiel(long id) {
        return DraftValidation.referentiel(get(id).content());
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
        List<DraftProblem> problems = DraftValidation.problems(content).stream()
                .filter(DraftProblem::blocking)
                .toList();
        if (!problems.isEmpty()) {
            throw new DraftRefused(
                    problems.size() == 1
                            ? "Le brouillon ne peut pas être adopté : il reste une erreur à corriger."
                            : "Le brouillon ne peut pas être adopté : il reste " + problems.size()
                                    + " erreurs à corriger.",
                    problems);
        }
        Referentiel adopted = referentiels.adopt(content, draft, author);
        database.sql("""
                        update ecoquartier.referentiel_draft set status = 'ADOPTED', adopted_version = :version
                        where id = :id""").param("version", adopted.version()).param("id", id).update();
        return adopted;
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

    private Draft draft(ResultSet row, int number) throws SQLException {
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
                new Author(row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                moment(row, "saved_at"),
                row.getString("adopted_version"));
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
        try {
            return json.readValue(text, DraftContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
