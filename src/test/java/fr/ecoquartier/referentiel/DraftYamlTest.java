package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftYamlTest {

    @Test
    void the_shipped_file_is_imported_as_the_version_that_it_is() throws Exception {
        assertThat(read(TestReferentiel.text())).isEqualTo(DraftContent.of(TestReferentiel.load()));
    }

    @Test
    void an_export_imports_as_itself_and_reads_as_the_same_version() throws Exception {
        DraftContent content = DraftContent.of(TestReferentiel.load());
        String yaml = DraftYaml.write(content);

        assertThat(read(yaml)).isEqualTo(content);
        assertThat(new ReferentielReader().read("export", yaml)).isEqualTo(TestReferentiel.load());
        assertThat(DraftYaml.write(read(yaml))).isEqualTo(yaml);
    }

    @Test
    void an_invalid_draft_survives_export_and_import() throws Exception {
        DraftContent content = DraftValidationTest.indicator(
                "I06",
                Map.of(
                        "formula", "logements / (\"",
                        "thresholds.urban.minimum", "soixante : \\ # {",
                        "label", "on",
                        "unit", "1",
                        "code", "yes"));

        assertThat(read(DraftYaml.write(content))).isEqualTo(content);
    }

    @Test
    void figures_are_exact() throws Exception {
        DraftContent content = read(
                TestReferentiel.text().replace("min: 0.05, max: 2000", "min: 0.0500000000000000000001, max: 1.5e3"));

        assertThat(content.inputs().get(0).min()).isEqualTo("0,0500000000000000000001");
        assertThat(content.inputs().get(0).max()).isEqualTo("1500");
        assertThat(DraftYaml.write(content)).contains("min: 0.0500000000000000000001, max: 1500,");
    }

    @Test
    void a_bomb_of_aliases_is_refused_before_it_grows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1);
            bomb.append(", *a".concat(String.valueOf(i - 1)).repeat(8)).append("]\n");
        }
        assertThat(refusal(bomb.toString()))
                .startsWith("Les ancres et les renvois YAML (& et *) ne sont pas admis (ligne 1)");
    }

    @Test
    void what_a_file_of_figures_has_no_use_for_is_refused() {
        assertThat(refusal("version: !!java.net.URL [http://x]")).startsWith("Les étiquettes YAML (!)");
        assertThat(refusal("version: a\n---\nversion: b")).contains("plusieurs documents");
        assertThat(refusal("")).isEqualTo("Ce fichier est vide.");
        assertThat(refusal("- a\n- b")).startsWith("Ce fichier ne décrit pas un référentiel");
        assertThat(refusal("[".repeat(5000))).startsWith("Ce fichier n’est pas du YAML lisible");
        assertThat(refusal("version: a\n  label: b")).contains("ligne 2");
        assertThat(refusal("version: \u0007")).contains("caractères qui ne sont pas du texte");
    }

    @Test
    void another_encoding_and_too_many_bytes_are_refused() {
        assertThat(refusal("label: Référentiel".getBytes(Charset.forName("windows-1252"))))
                .startsWith("Ce fichier n’est pas en UTF-8.");
        assertThat(refusal(new byte[DraftYamlReader.MAX_BYTES + 1])).contains("trop volumineux");
    }

    @Test
    void a_byte_order_mark_is_accepted() throws Exception {
        assertThat(read("\ufeff" + TestReferentiel.text()).version()).isEqualTo("2012-test");
    }

    @Test
    void what_could_not_be_kept_is_named_with_its_line() {
        DraftRefused refused = refused("""
                version: a
                label: b
                contexts: [urban]
                inputs:
                  surface: {label: S, unit: har, min: 0, max: 1, color: red}
                  surface: {label: S, unit: har, min: 0, max: 1}
                dimensions:
                  - code: D1
                    label: D
                    commitments:
                      - code: E01
                        label: E
                        indicators:
                          - {code: I01, label: L, unit: "1", decimals: 0, formula: "surface", better: up, thresholds: {urban: [1], rural: [1, 2]}}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.problems())
                .extracting(p -> p.place() + " " + p.path())
                .containsExactlyInAnyOrder(
                        "Ligne 5 $.inputs.surface.color",
                        "Ligne 6 $.inputs.surface",
                        "Ligne 14 $.dimensions[0].commitments[0].indicators[0].better",
                        "Ligne 14 $.dimensions[0].commitments[0].indicators[0].thresholds.urban",
                        "Ligne 14 $.dimensions[0].commitments[0].indicators[0].thresholds.rural");
    }

    private static DraftContent read(String yaml) throws DraftRefused {
        return DraftYamlReader.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String yaml) {
        return refusal(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] file) {
        return refused(file).getMessage().replace('\u00a0', ' ');
    }

    private static DraftRefused refused(byte[] file) {
        return catchThrowableOfType(DraftRefused.class, () -> DraftYamlReader.read(file));
    }
}
