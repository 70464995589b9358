package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The texts that reviewers reuse: shared ones and each person's own, with every version that was written. */
@Service
@Transactional
public class TextTemplates {

    /** The most characters of a title. */
    public static final int LONGEST_TITLE = 120;

    /** The most characters of a text: what the longest field takes. */
    public static final int LONGEST_BODY = 4000;

    private static final String CHANGED =
            "Ce texte a été modifié entre-temps : voyez la version en vigueur, votre saisie est gardée ci-dessous.";

    private final JdbcClient jdbc;
    private final Clock clock;

    TextTemplates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The texts offered to somebody: the shared ones and their own, by kind and title. */
    @Transactional(readOnly = true)
    public List<TextTemplate> offered(String personId) {
        return all(personId).stream().filter(template -> !template.retired()).toList();
    }

    /** As {@link #offered}, with those that were retired. */
    @Transactional(readOnly = true)
    public List<TextTemplate> all(String personId) {
        return jdbc.sql("""
                        select * from ecoquartier.text_template where owner is null or owner = ?
                        order by kind, owner nulls first, lower(title), id
                        """).param(personId).query(TextTemplates::template).list();
    }

    /** A text that somebody may read; empty for the own text of somebody else. */
    @Transactional(readOnly = true)
    public Optional<TextTemplate> find(long id, String personId) {
        return jdbc.sql("select * from ecoquartier.text_template where id = ? and (owner is null or owner = ?)")
                .params(id, personId)
                .query(TextTemplates::template)
                .optional();
    }

    /** Every version, the newest first. */
    @Transactional(readOnly = true)
    public List<TemplateVersion> versions(long id) {
        return jdbc.sql("select * from ecoquartier.text_template_version where template = ? order by number desc")
                .param(id)
                .query((row, n) -> new TemplateVersion(
                        row.getInt("number"),
                        row.getString("title"),
                        row.getString("body"),
                        row.getString("written_by_name"),
                        row.getTimestamp("written_at").toInstant()))
                .list();
    }

    /** Writes a new text. */
    public long create(@Nullable String owner, @Nullable TextKind kind, String title, String body, Actor actor)
            throws TemplateRefused {
        Map<String, String> problems = problems(title, body);
        if (kind == null) {
            problems.put("genre", "Choisissez à quoi le texte sert.");
        }
        if (!problems.isEmpty()) {
            throw new TemplateRefused(problems);
        }
        long id = jdbc.sql("""
                        insert into ecoquartier.text_template (owner, kind, number, title, body) values (?, ?, 1, ?, ?) returning id
                        """)
                .params(owner, kind.name(), title.strip(), text(body))
                .query(Long.class)
                .single();
        keep(id, 1, title, body, actor);
        return id;
    }

    /**
     * Writes a new version.
     *
     * @param seen number of the version that the person had before them
     */
    public void change(long id, int seen, String title, String body, Actor actor) throws TemplateRefused {
        Map<String, String> problems = problems(title, body);
        if (!problems.isEmpty()) {
            throw new TemplateRefused(problems);
        }
        int changed = jdbc.sql("""
                        update ecoquartier.text_template set number = number + 1, title = ?, body = ? where id = ? and number = ?
                        """).params(title.strip(), text(body), id, seen).update();
        if (changed == 0) {
            throw new TemplateRefused(Map.of("texte", CHANGED));
        }
        keep(id, seen + 1, title, body, actor);
    }

    /** Offers the text no longer, or again. */
    public void retire(long id, boolean retired) {
        jdbc.sql("update ecoquartier.text_template set retired_at = ? where id = ? and (retired_at is null) = ?")
                .params(retired ? Timestamp.from(clock.instant()) : null, id, retired)
                .update();
    }

    private void keep(long id, int number, String title, String body, Actor actor) {
        jdbc.sql("""
                        insert into ecoquartier.text_template_version (template, number, title, body, written_by, written_by_name, written_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        number,
                        title.strip(),
                        text(body),
                        actor.id(),
                        actor.name(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    private static Map<String, String> problems(String title, String body) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (title.isBlank() || Typed.length(title.strip()) > LONGEST_TITLE || title.contains("\n")) {
            problems.put("titre", "Donnez un titre, de %d caractères au plus.".formatted(LONGEST_TITLE));
        }
        String text = text(body);
        if (text.isEmpty()) {
            problems.put("texte", "Écrivez le texte.");
        } else if (Typed.length(text) > LONGEST_BODY) {
            problems.put(
                    "texte",
                    "Le texte compte au plus %s caractères ; le vôtre en compte %s."
                            .formatted(Typed.number(LONGEST_BODY), Typed.number(Typed.length(text))));
        } else if (!Placeholders.unknown(text).isEmpty()) {
            problems.put(
                    "texte",
                    "« {%s} » n’est pas un repère connu. Les repères sont : %s."
                            .formatted(Placeholders.unknown(text).get(0), String.join(", ", Placeholders.KNOWN)));
        }
        return problems;
    }

    private static String text(String body) {
        return Typed.clean(body).strip();
    }

    private static TextTemplate template(ResultSet row, int n) throws SQLException {
        return new TextTemplate(
                row.getLong("id"),
                row.getString("owner"),
                TextKind.valueOf(row.getString("kind")),
                row.getInt("number"),
                row.getString("title"),
                row.getString("body"),
                KeptTexts.instant(row, "retired_at"));
    }
}
