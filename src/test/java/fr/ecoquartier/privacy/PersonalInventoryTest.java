package fr.ecoquartier.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PersonalInventoryTest {

    private final PrivacyDatabase db = PrivacyDatabase.shared();

    private Set<String> columns(String condition) {
        return new TreeSet<>(db.jdbc
                .sql("select table_schema || '.' || table_name || '.' || column_name from information_schema.columns"
                        + " where table_schema in ('ecoquartier', 'public') and " + condition)
                .query(String.class)
                .list());
    }

    @Test
    void everyColumnThatLooksPersonalIsInTheInventory() {
        Set<String> told = PersonalInventory.tables().stream()
                .flatMap(table -> table.personalColumns().stream().map(column -> table.qualified() + "." + column))
                .collect(Collectors.toSet());
        List<String> forgotten = columns("table_name not like 'flyway%'").stream()
                .filter(path -> {
                    String[] parts = path.split("\\.");
                    return PersonalInventory.PERSON_LIKE.matcher(parts[2]).matches()
                            && !PersonalInventory.ofThings(parts[0], parts[1], parts[2]);
                })
                .filter(path -> !told.contains(path))
                .toList();
        assertThat(forgotten)
                .as(
                        "describe them in PersonalInventory: whom they tell of, what for, how long, and what becomes of them")
                .isEmpty();
    }

    @Test
    void theInventoryTellsOfColumnsThatExist() {
        Set<String> existing = columns("true");
        PersonalInventory.tables().forEach(table -> {
            assertThat(existing)
                    .as(table.name())
                    .containsAll(table.personalColumns().stream()
                            .map(column -> table.qualified() + "." + column)
                            .toList());
            assertThat(existing)
                    .as(table.name())
                    .containsAll(PersonalExport.columns(table).stream()
                            .map(column -> table.qualified() + "." + column)
                            .toList());
        });
    }

    @Test
    void everythingHasAFrenchNameAPurposeAndAWayToGo() {
        PersonalInventory.tables().forEach(table -> {
            assertThat(table.label()).as(table.name()).isNotBlank();
            assertThat(table.purpose()).as(table.name()).endsWith(".");
            switch (table.fate()) {
                case REPLACED, DELETED ->
                    assertThat(table.ofDossier() || table.time() != null)
                            .as(table.name() + " goes with its dossier or by its age")
                            .isTrue();
                case KEPT, TRANSIENT ->
                    assertThat(table.reason()).as(table.name()).isNotBlank();
                default -> {}
            }
            assertThat(PersonalExport.columns(table))
                    .as(table.name() + ": columns without a French name in ExportWords")
                    .allMatch(ExportWords::known);
        });
    }
}
