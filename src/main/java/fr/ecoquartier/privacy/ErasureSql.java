package fr.ecoquartier.privacy;

import fr.ecoquartier.privacy.PersonalTable.Nature;
import fr.ecoquartier.privacy.PersonalTable.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that erase a table's rows, made from its description. Parameters: {@code :names} and {@code :roles}, JSON;
 * {@code :reference} or {@code :before} and {@code :batch}.
 */
final class ErasureSql {

    /** What stands in the place of an account. */
    static final String ACCOUNT = "efface";

    /** What stands in the place of a name, before the role. */
    static final String NAME = "personne effacée";

    /** What stands in the place of words. */
    static final String WORDS = "[effacé]";

    private ErasureSql() {}

    /** Rows of a dossier. */
    static String ofDossier(PersonalTable table) {
        return statement(table, table.inDossiers(":reference"), "");
    }

    /** Rows that are old enough, a batch of them. */
    static String byAge(PersonalTable table) {
        return statement(table, aged(table), " limit :batch");
    }

    /** How many rows are old enough. */
    static String countByAge(PersonalTable table) {
        return "select count(*) from %s t where %s and %s and %s"
                .formatted(table.qualified(), aged(table), table.filter(), pending(table));
    }

    /** How many rows there are to erase in dossiers given by a query. */
    static String countOfDossiers(PersonalTable table, String dossiers) {
        return "select count(*) from %s t where %s and %s and %s"
                .formatted(table.qualified(), table.inDossiers(dossiers), table.filter(), pending(table));
    }

    /** A column, or SQL on a row {@code t}. */
    private static String expression(String column) {
        return column.startsWith("(") ? column : "t." + column;
    }

    private static String aged(PersonalTable table) {
        String time = Objects.requireNonNull(table.time());
        return expression(time) + " <= :before"
                + (table.dossier() == null ? "" : " and t." + table.dossier() + " is null");
    }

    private static String statement(PersonalTable table, String which, String limit) {
        String rows = "select t.ctid as place, row_number() over () as n from %s t where %s and %s and %s%s"
                .formatted(table.qualified(), which, table.filter(), pending(table), limit);
        if (table.fate() == PersonalTable.Fate.DELETED) {
            return "with due as (%s) delete from %s t using due where t.ctid = due.place"
                    .formatted(rows, table.qualified());
        }
        String changes = replacements(table).entrySet().stream()
                .map(change -> change.getKey() + " = " + change.getValue())
                .collect(Collectors.joining(", "));
        return "with due as (%s) update %s t set %s from due where t.ctid = due.place"
                .formatted(rows, table.qualified(), changes);
    }

    /** Whether a row still holds something that goes. */
    private static String pending(PersonalTable table) {
        if (table.fate() == PersonalTable.Fate.DELETED) {
            return "true";
        }
        List<String> conditions = new ArrayList<>();
        for (Who who : table.people()) {
            if (who.account() != null && table.natures().get(who.account()) != Nature.GONE) {
                conditions.add("not " + nobody(who.account()));
            }
            if (who.name() != null) {
                conditions.add("not " + unnamed(who));
            }
        }
        table.natures().forEach((column, nature) -> {
            switch (nature) {
                case GONE -> conditions.add("t." + column + " is not null");
                case WORDS -> conditions.add("t." + column + " <> '" + WORDS + "'");
                case TEXT ->
                    conditions.add(
                            "t.%1$s <> ecoquartier.redact(t.%1$s, array(select jsonb_array_elements_text(cast(:names as jsonb))))"
                                    .formatted(column));
                default -> {}
            }
        });
        if (conditions.isEmpty()) {
            return "true";
        }
        // a null is nothing to erase
        return conditions.stream()
                .map(condition -> "coalesce(" + condition + ", false)")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private static Map<String, String> replacements(PersonalTable table) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Who who : table.people()) {
            String account = who.account();
            String name = who.name();
            if (account != null) {
                changes.put(
                        account,
                        "case when %s then t.%s else '%s'%s end"
                                .formatted(
                                        nobody(account), account, ACCOUNT, table.unique() ? " || '-' || due.n" : ""));
            }
            if (name != null) {
                String role = who.role() != null
                        ? who.role()
                        : "(select known.value from jsonb_each_text(cast(:roles as jsonb)) known where known.key = coalesce(%s))"
                                .formatted(account == null ? "t." + name : "t." + account + ", t." + name);
                changes.put(
                        name,
                        "case when %s then t.%s else '%s' || coalesce(' (' || left(nullif(%s, ''), 120) || ')', '') end"
                                .formatted(unnamed(who), name, NAME, role));
            }
        }
        table.natures().forEach((column, nature) -> {
            switch (nature) {
                case GONE -> changes.put(column, "null");
                case WORDS ->
                    changes.put(column, "case when t.%1$s is null then null else '%2$s' end".formatted(column, WORDS));
                case TEXT ->
                    changes.put(
                            column,
                            "ecoquartier.redact(t.%s, array(select jsonb_array_elements_text(cast(:names as jsonb))))"
                                    .formatted(column));
                default -> {}
            }
        });
        changes.putAll(table.sets());
        return changes;
    }

    /** No account, not one of a person, or erased. */
    private static String nobody(String account) {
        return "(t.%1$s is null or t.%1$s = 'system' or t.%1$s like '%2$s%%')".formatted(account, ACCOUNT);
    }

    /** No name, not one of a person, or erased. */
    private static String unnamed(Who who) {
        String system = who.account() == null ? "" : " or t." + who.account() + " = 'system'";
        return "(t.%1$s is null or t.%1$s = 'Application' or t.%1$s like '%2$s%%'%3$s)"
                .formatted(who.name(), NAME, system);
    }

    /** What gives the names of the people of a dossier. */
    static String namesOfDossier(List<PersonalTable> tables) {
        return tables.stream()
                .filter(PersonalTable::ofDossier)
                .flatMap(table -> table.people().stream()
                        .flatMap(who -> who.name() == null
                                ? Stream.empty()
                                : Stream.of("select t.%s from %s t where %s"
                                        .formatted(who.name(), table.qualified(), table.inDossiers(":reference")))))
                .collect(Collectors.joining(" union "));
    }

    /** What gives the accounts of the people of a dossier. */
    static String accountsOfDossier(List<PersonalTable> tables) {
        return tables.stream()
                .filter(PersonalTable::ofDossier)
                .flatMap(table -> table.people().stream()
                        .flatMap(who -> who.account() == null
                                ? Stream.empty()
                                : Stream.of("select t.%s from %s t where %s"
                                        .formatted(who.account(), table.qualified(), table.inDossiers(":reference")))))
                .collect(Collectors.joining(" union "));
    }
}
