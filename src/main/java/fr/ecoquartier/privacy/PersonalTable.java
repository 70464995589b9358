package fr.ecoquartier.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that holds something personal: of whom, what for, how long, and what becomes of it. Export and erasure are made
 * from this description alone.
 */
public final class PersonalTable {

    /** What becomes of the rows when they are due. */
    public enum Fate {
        /** Names and accounts are replaced, the row stays. */
        REPLACED("remplacé"),
        /** The row goes. */
        DELETED("supprimé"),
        /** Goes with the account of the person: the account stays without its name. */
        WITH_ACCOUNT("effacé avec le compte"),
        /** The engine removes it with the history of the instance. */
        WITH_HISTORY("supprimé avec l’historique"),
        /** It goes by itself when the work is done. */
        TRANSIENT("disparaît de lui-même"),
        /** Archival: it stays, and says why. */
        KEPT("conservé");

        private final String label;

        Fate(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What a column holds, beyond the people named in it. */
    public enum Nature {
        /** May name people: names are taken out of it. */
        TEXT,
        /** Somebody's own words: they go as a whole. */
        WORDS,
        /** Becomes null. */
        GONE,
        /** A password, a token, a session: never shown to anybody, its owner included. */
        SECRET,
        /** Bytes, or more than a table of an export can show. */
        CONTENT,
        /** Of the first person of the row alone: others who are named in it do not get it. */
        PRIVATE
    }

    /**
     * Columns that tell of one person.
     *
     * @param account the account's id; null where only the name is written
     * @param name the name as people read it; null where only the account is written
     * @param role SQL for the role of that person on a row {@code t}; null to look it up in the journal of the dossier
     */
    public record Who(
            @Nullable String account,
            @Nullable String name,
            @Nullable String role) {}

    private final String schema;
    private final String name;
    private final String label;
    private final String purpose;
    private final Retention kind;
    private Fate fate = Fate.REPLACED;
    private @Nullable String reason;
    private @Nullable String dossier;
    private @Nullable String dossiers;
    private @Nullable String time;
    private boolean unique;
    private String filter = "true";
    private final List<Who> people = new ArrayList<>();
    private final Map<String, Nature> natures = new LinkedHashMap<>();
    private final Map<String, String> sets = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();

    PersonalTable(String schema, String name, String label, String purpose, Retention kind) {
        this.schema = schema;
        this.name = name;
        this.label = label;
        this.purpose = purpose;
        this.kind = kind;
    }

    /** The column with the reference of the dossier. */
    PersonalTable dossier(String column) {
        dossier = column;
        return this;
    }

    /** The column with the moment from which the age counts, or SQL on {@code t}. */
    PersonalTable time(String column) {
        time = column;
        return this;
    }

    /** SQL on {@code t} that holds for the rows of the dossiers put in the place of {@code %s}, where no column names them. */
    PersonalTable dossiersBy(String condition) {
        dossiers = condition;
        return this;
    }

    /** A column that takes a value when the row is erased, SQL on {@code t}. */
    PersonalTable sets(String column, String value) {
        sets.put(column, value);
        return this;
    }

    PersonalTable who(@Nullable String account, @Nullable String personName, @Nullable String role) {
        people.add(new Who(account, personName, role));
        return this;
    }

    PersonalTable has(Nature nature, String... columns) {
        for (String column : columns) {
            natures.put(column, nature);
        }
        return this;
    }

    /** Columns of an export that say what the row is about. */
    PersonalTable shows(String... columns) {
        shown.addAll(List.of(columns));
        return this;
    }

    PersonalTable deleted() {
        fate = Fate.DELETED;
        return this;
    }

    PersonalTable becomes(Fate other, String why) {
        fate = other;
        reason = why;
        return this;
    }

    /** The account is part of a key: replacements differ from row to row. */
    PersonalTable distinct() {
        unique = true;
        return this;
    }

    /** Only these rows, SQL on {@code t}. */
    PersonalTable where(String condition) {
        filter = condition;
        return this;
    }

    public String schema() {
        return schema;
    }

    public String name() {
        return name;
    }

    /** With its schema, as SQL needs it. */
    public String qualified() {
        return schema + "." + name;
    }

    /** The French name of what it holds. */
    public String label() {
        return label;
    }

    /** What it is for, in French. */
    public String purpose() {
        return purpose;
    }

    /** Which period applies. */
    public Retention kind() {
        return kind;
    }

    public Fate fate() {
        return fate;
    }

    /** Why it stays, or how it goes, where no job erases it. */
    public @Nullable String reason() {
        return reason;
    }

    @Nullable
    String dossier() {
        return dossier;
    }

    boolean ofDossier() {
        return dossier != null || dossiers != null;
    }

    /** What holds for the rows of dossiers, given as SQL. */
    String inDossiers(String references) {
        return dossiers == null ? "t." + dossier + " in (" + references + ")" : dossiers.formatted(references);
    }

    Map<String, String> sets() {
        return Map.copyOf(sets);
    }

    @Nullable
    String time() {
        return time;
    }

    boolean unique() {
        return unique;
    }

    String filter() {
        return filter;
    }

    public List<Who> people() {
        return List.copyOf(people);
    }

    public Map<String, Nature> natures() {
        return Map.copyOf(natures);
    }

    List<String> shown() {
        return List.copyOf(shown);
    }

    /** Every column that holds something personal. */
    public List<String> personalColumns() {
        List<String> columns = new ArrayList<>();
        for (Who one : people) {
            if (one.account() != null) {
                columns.add(one.account());
            }
            if (one.name() != null) {
                columns.add(one.name());
            }
        }
        natures.keySet().stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return columns;
    }
}
