package fr.ecoquartier.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.privacy.PersonalTable.Nature;
import fr.ecoquartier.privacy.PersonalTable.Who;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/**
 * All that is held about a person, as a zip: pages to read, the same as JSON. Made from the inventory, row by row on the
 * way out, from one moment of the database. Rows are those in which the person is named; who else is named there, and
 * what opens a door (passwords, sessions), is left out.
 */
@Service
public class PersonalExport {

    private static final int FETCHED = 500;

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate oneMoment;
    private final RetentionPeriods periods;
    private final ObjectMapper json;
    private final Clock clock;
    private final PrivacyJournal journal;

    PersonalExport(
            DataSource source,
            PlatformTransactionManager transactions,
            RetentionPeriods periods,
            ObjectMapper json,
            Clock clock,
            PrivacyJournal journal) {
        JdbcTemplate template = new JdbcTemplate(source);
        template.setFetchSize(FETCHED);
        jdbc = new NamedParameterJdbcTemplate(template);
        oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.periods = periods;
        this.json = json;
        this.clock = clock;
        this.journal = journal;
    }

    /** Somebody who has an account, open or closed. */
    public record Subject(String id, String name, boolean staff) {}

    /** An account of the staff or of an authority, by its id. */
    public Optional<Subject> subject(String typed) {
        return jdbc
                .query(
                        """
                        select id_ as id, trim(concat(first_, ' ', last_)) as name, true as staff from public.act_id_user where id_ = :id
                        union all
                        select id, name, false from ecoquartier.authority_account where id = lower(:id)
                        """,
                        Map.of("id", typed.strip()),
                        (row, n) -> new Subject(
                                row.getString("id"),
                                row.getString("name").isBlank() ? row.getString("id") : row.getString("name"),
                                row.getBoolean("staff")))
                .stream()
                .findFirst();
    }

    /**
     * An administrator asks for the data of somebody; the journal says so before anything is given.
     *
     * @throws PrivacyRefused with the field that cannot be accepted
     */
    public Subject asked(String account, String typedReason, Person by) {
        Subject subject = subject(account)
                .orElseThrow(() -> new PrivacyRefused(
                        "compte",
                        account.isBlank()
                                ? "Indiquez l’identifiant du compte."
                                : "Aucun compte ne porte l’identifiant « " + account.strip() + " »."));
        String reason = PrivacyJournal.reason("motif-export", typedReason, "Dites pourquoi vous exportez ces données.");
        journal.add(
                by,
                PrivacyJournal.Kind.EXPORT,
                subject.id(),
                "Export des données du compte « " + subject.id() + " ».",
                reason);
        return subject;
    }

    /** The name of the file. */
    public String fileName(Subject subject) {
        return "donnees-personnelles-" + subject.id().replaceAll("[^a-zA-Z0-9-]", "-") + ".zip";
    }

    /** Writes the zip. */
    public void write(Subject subject, OutputStream out) {
        oneMoment.executeWithoutResult(status -> {
            try {
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
                new Archive(subject, zip).write();
                // only now: what fails on the way must not look whole
                zip.finish();
                zip.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Takes the rows of a table, one by one. */
    private interface Rows {
        void row(Map<String, Object> values) throws IOException;
    }

    private record Section(PersonalTable table, String page, long rows) {}

    private final class Archive {

        private final Subject subject;
        private final ZipOutputStream zip;
        private final OtherPeople others;
        private final List<Section> sections = new ArrayList<>();

        Archive(Subject subject, ZipOutputStream zip) {
            this.subject = subject;
            this.zip = zip;
            this.others = new OtherPeople(
                    jdbc.queryForList("""
                    select name from (
                        select id_ as id, trim(concat(first_, ' ', last_)) as name from public.act_id_user
                        union select id_, trim(concat(last_, ' ', first_)) from public.act_id_user
                        union select id_, id_ from public.act_id_user
                        union select id, name from ecoquartier.authority_account
                        union select id, id from ecoquartier.authority_account
                        union select user_id, name from ecoquartier.expert) known
                    where id <> :id and lower(name) <> lower(:name)
                    """, Map.of("id", subject.id(), "name", subject.name()), String.class));
        }

        void write() throws IOException {
            int number = 0;
            for (PersonalTable table : PersonalInventory.tables()) {
                if (table.people().isEmpty()) {
                    continue;
                }
                String name = String.format(
                        Locale.ROOT,
                        "%02d-%s",
                        ++number,
                        table.name().replace('_', '-').replaceAll("-$", ""));
                long rows = count(table);
                if (rows > 0) {
                    page(table, name);
                    data(table, name);
                }
                sections.add(new Section(table, name, rows));
            }
            index();
        }

        private void page(PersonalTable table, String name) throws IOException {
            entry("pages/" + name + ".html");
            Writer writer = writer();
            head(writer, table.label());
            writer.write("<p><a href=\"../index.html\">Retour au sommaire</a></p>\n<h1>" + html(table.label())
                    + "</h1>\n<p>" + html(table.purpose()) + " " + html(kept(table)) + "</p>\n<table>\n<thead><tr>");
            for (String column : columns(table)) {
                writer.write("<th scope=\"col\">" + html(ExportWords.column(table, column)) + "</th>");
            }
            writer.write("</tr></thead>\n<tbody>\n");
            read(table, values -> {
                writer.write("<tr>");
                for (Map.Entry<String, Object> value : values.entrySet()) {
                    writer.write("<td>" + html(shown(table, value)) + "</td>");
                }
                writer.write("</tr>\n");
            });
            writer.write("</tbody></table>\n</main></body></html>\n");
            writer.flush();
            zip.closeEntry();
        }

        private String shown(PersonalTable table, Map.Entry<String, Object> value) {
            return ExportWords.value(table, value.getKey(), value.getValue());
        }

        private void data(PersonalTable table, String name) throws IOException {
            entry("donnees/" + name + ".json");
            try (JsonGenerator out = json.getFactory().createGenerator(unclosed())) {
                out.useDefaultPrettyPrinter();
                out.writeStartObject();
                out.writeStringField("contenu", table.label());
                out.writeStringField("finalite", table.purpose());
                out.writeStringField("conservation", kept(table));
                out.writeArrayFieldStart("lignes");
                read(table, values -> {
                    out.writeStartObject();
                    for (Map.Entry<String, Object> value : values.entrySet()) {
                        Object held = value.getValue();
                        out.writeFieldName(value.getKey());
                        if (held == null) {
                            out.writeNull();
                        } else if (held instanceof Timestamp at) {
                            out.writeString(at.toInstant().toString());
                        } else if (held instanceof Boolean yes) {
                            out.writeBoolean(yes);
                        } else if (held instanceof Number number) {
                            out.writeNumber(number.toString());
                        } else {
                            out.writeString(held.toString());
                        }
                    }
                    out.writeEndObject();
                });
                out.writeEndArray();
                out.writeEndObject();
            }
            zip.closeEntry();
        }

        private void index() throws IOException {
            entry("index.html");
            Writer writer = writer();
            head(writer, "Données personnelles");
            writer.write(
                    "<h1>Données personnelles de " + html(subject.name()) + "</h1>\n<p>Compte « " + html(subject.id())
                            + " ». Extrait le " + html(ExportWords.moment(clock.instant()))
                            + " de l’application du label ÉcoQuartier.</p>\n<p>Ce fichier contient tout ce que l’application conserve à propos de cette"
                            + " personne. Les autres personnes qui figurent sur les mêmes lignes n’y sont pas nommées, et ce qui ouvre un accès (mots de"
                            + " passe, sessions) n’y figure pas. Les mêmes données sont dans le dossier <code>donnees</code>, au format JSON.</p>\n"
                            + "<table>\n<caption>Ce qui est conservé</caption>\n<thead><tr><th scope=\"col\">Contenu</th><th scope=\"col\">Lignes</th>"
                            + "<th scope=\"col\">À quoi cela sert</th><th scope=\"col\">Conservation</th></tr></thead>\n<tbody>\n");
            for (Section section : sections) {
                if (section.rows() > 0) {
                    writer.write("<tr><th scope=\"row\"><a href=\"pages/" + section.page() + ".html\">"
                            + html(section.table().label()) + "</a></th><td class=\"n\">" + section.rows() + "</td><td>"
                            + html(section.table().purpose()) + "</td><td>" + html(kept(section.table()))
                            + "</td></tr>\n");
                }
            }
            writer.write("</tbody></table>\n<h2>Sans aucune ligne</h2>\n<p>"
                    + html(sections.stream()
                            .filter(section -> section.rows() == 0)
                            .map(section -> section.table().label())
                            .collect(Collectors.joining(", ", "", ".")))
                    + "</p>\n</main></body></html>\n");
            writer.flush();
            zip.closeEntry();
        }

        private String kept(PersonalTable table) {
            String fate = switch (table.fate()) {
                case KEPT, TRANSIENT -> table.fate().label();
                case WITH_ACCOUNT ->
                    table.fate().label() + ", " + periods.french(Retention.ACCOUNTS) + " "
                            + Retention.ACCOUNTS.start().label();
                default ->
                    table.fate().label() + " après " + periods.french(table.kind()) + ", "
                            + table.kind().start().label();
            };
            String sentence = Character.toUpperCase(fate.charAt(0)) + fate.substring(1) + ".";
            return table.reason() == null ? sentence : sentence + " " + table.reason();
        }

        private long count(PersonalTable table) {
            Long rows = jdbc.queryForObject(
                    "select count(*) from " + table.qualified() + " t where " + concerning(table),
                    person(),
                    Long.class);
            return rows == null ? 0 : rows;
        }

        private void read(PersonalTable table, Rows rows) {
            jdbc.query(
                    "select t.* from " + table.qualified() + " t where " + concerning(table) + " order by t.ctid",
                    person(),
                    row -> {
                        try {
                            rows.row(values(table, row));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }

        private Map<String, Object> person() {
            return Map.of("id", subject.id(), "name", subject.name());
        }

        /** Rows in which the person is named by account, or by name in a dossier in which they have acted. */
        private String concerning(PersonalTable table) {
            return table.people().stream()
                    .map(who -> {
                        if (who.account() != null) {
                            return "t." + who.account() + " = :id";
                        }
                        String named = "(t.%1$s = :name or t.%1$s like :name || ', pour le compte de %%')"
                                .formatted(who.name());
                        return table.dossier() == null
                                ? named
                                : "(" + named + " and exists (select from ecoquartier.journal j where j.reference = t."
                                        + table.dossier() + " and j.actor_id = :id))";
                    })
                    .collect(Collectors.joining(" or ", "(", ")"));
        }

        private Map<String, Object> values(PersonalTable table, ResultSet row) throws SQLException {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String column : columns(table)) {
                Object held = row.getObject(column);
                Optional<Who> who = table.people().stream()
                        .filter(one -> column.equals(one.account()) || column.equals(one.name()))
                        .findFirst();
                if (held != null && who.isPresent()) {
                    values.put(column, oneself(row, who.get()) ? held : OtherPeople.SOMEBODY);
                } else if (held != null
                        && table.natures().get(column) == Nature.PRIVATE
                        && !oneself(row, table.people().get(0))) {
                    values.put(column, "");
                } else if (held == null
                        || held instanceof Timestamp
                        || held instanceof Number
                        || held instanceof Boolean) {
                    values.put(column, held);
                } else {
                    values.put(column, others.mask(held.toString()));
                }
            }
            return values;
        }

        private boolean oneself(ResultSet row, Who who) throws SQLException {
            if (who.account() != null) {
                String account = row.getString(who.account());
                return account == null || account.equals(subject.id()) || account.equals("system");
            }
            String name = row.getString(who.name());
            return name.equals(subject.name()) || name.startsWith(subject.name() + ", pour le compte de ");
        }

        private void entry(String path) throws IOException {
            zip.putNextEntry(new ZipEntry(path));
        }

        private Writer writer() {
            return new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        }

        /** The generator closes what it writes to; the archive goes on. */
        private OutputStream unclosed() {
            return new FilterOutputStream(zip) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            };
        }
    }

    /** What is shown of a row: what it is about, then who acted. Nothing secret. */
    static List<String> columns(PersonalTable table) {
        Set<String> columns = new LinkedHashSet<>(table.shown());
        for (Who who : table.people()) {
            columns.add(who.account() == null ? who.name() : who.account());
        }
        columns.removeIf(column -> table.natures().get(column) == Nature.SECRET);
        return List.copyOf(columns);
    }

    private static void head(Writer writer, String title) throws IOException {
        writer.write(
                "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>" + html(title)
                        + " – Label ÉcoQuartier</title>\n<style>body{font:16px/1.5 sans-serif;margin:0;color:#1e1e1e}main{max-width:72rem;margin:0 auto;"
                        + "padding:1.5rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
                        + "th,td{border-bottom:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
                        + "thead th{border-bottom:2px solid #333}.n{text-align:right}a{color:#000091}</style></head>\n<body><main>\n");
    }

    private static String html(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
