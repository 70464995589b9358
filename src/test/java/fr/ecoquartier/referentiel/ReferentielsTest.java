package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions as the database keeps them. Each start is a {@link Referentiels} of its own on the same database. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class ReferentielsTest {

    @Autowired
    JdbcClient database;

    @Autowired
    Referentiels referentiels;

    @TempDir
    Path folder;

    @Test
    void the_shipped_version_is_stored_with_its_text_and_hash() {
        assertThat(referentiels.find("2012-test")).isPresent();
        assertThat(database.sql("select content from ecoquartier.referentiel_version where version = '2012-test'")
                        .query(String.class)
                        .single())
                .isEqualTo(TestReferentiel.text());
        assertThat(database.sql("""
                                select count(*) from ecoquartier.referentiel_version where version = '2012-test'
                                and sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')""").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void a_stored_version_cannot_be_changed_or_removed() {
        for (String statement : new String[] {
            "update ecoquartier.referentiel_version set label = 'x' where version = '2012-test'",
            "delete from ecoquartier.referentiel_version where version = '2012-test'",
            "truncate ecoquartier.referentiel_version cascade"
        }) {
            assertThatThrownBy(() -> database.sql(statement).update())
                    .as(statement)
                    .hasMessageContaining("immutable");
        }
    }

    @Test
    void a_version_dropped_in_the_folder_is_in_force_after_the_next_start_and_known_to_all() throws Exception {
        String version = newVersion();
        Files.writeString(folder.resolve("next.yaml"), text(version));

        assertThat(start("").inForce().version()).isEqualTo(version);
        assertThat(start("2012-test").inForce().version()).isEqualTo("2012-test");
        assertThat(referentiels.find(version)).as("stored by another node").isPresent();
    }

    @Test
    void a_refused_file_is_named_with_path_and_reason_and_the_last_valid_version_stays(CapturedOutput output)
            throws Exception {
        String before = start("").inForce().version();
        String version = newVersion();
        Files.writeString(
                folder.resolve("broken.yaml"),
                text(version).replace("logements / surfaceCessible", "logements / lots"));

        Referentiels restarted = start("");

        assertThat(restarted.inForce().version()).isEqualTo(before);
        assertThat(restarted.find(version)).isEmpty();
        assertThat(output)
                .contains("référentiel refused, the last valid version stays in force: ")
                .contains("broken.yaml: $.dimensions[1].commitments[0].indicators[0].formula: unknown input lots");
    }

    @Test
    void a_changed_file_under_a_stored_version_is_refused(CapturedOutput output) throws Exception {
        String version = newVersion();
        Path file = folder.resolve("version.yaml");
        Files.writeString(file, text(version));
        start("");
        Files.writeString(file, text(version).replace("urban: [60, 90]", "urban: [61, 90]"));

        Referentiels restarted = start("");

        assertThat(output)
                .contains("version " + version + " is already stored with another content")
                .contains("give the new text a new version");
        assertThat(restarted.find(version).orElseThrow().indicator("I06").orElseThrow())
                .extracting(indicator -> indicator.thresholds().get("urban").minimum())
                .hasToString("60");
    }

    @Test
    void an_unknown_version_is_absent() {
        assertThat(referentiels.find("1999")).isEmpty();
        assertThat(referentiels.find(null)).isEmpty();
    }

    private Referentiels start(String inForce) {
        return new Referentiels(database, event -> {}, folder.toString(), inForce);
    }

    private static String text(String version) {
        return TestReferentiel.text().replace("version: 2012-test", "version: " + version);
    }

    private static String newVersion() {
        return "t-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
