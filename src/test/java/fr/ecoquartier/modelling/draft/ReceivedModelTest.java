package fr.ecoquartier.modelling.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReceivedModelTest {

    private static final String PROCESS = BlankModel.of(ModelKind.PROCESS, "avisArchitecte", "Avis de l’architecte");

    @Test
    void a_file_is_known_by_what_is_inside() {
        ReceivedModel process = read("copie (2).bpmn", PROCESS);
        assertThat(process.key()).isEqualTo("avisArchitecte");
        assertThat(process.name()).isEqualTo("Avis de l’architecte");
        assertThat(process.content()).isEqualTo(PROCESS);
        assertThat(process.problems()).isEmpty();

        ReceivedModel decision = read("x.DMN", BlankModel.of(ModelKind.DECISION, "seuil", "Seuil"));
        assertThat(decision.kind()).isEqualTo(ModelKind.DECISION);
        assertThat(decision.key()).isEqualTo("seuil");

        ReceivedModel form = read("y.form", BlankModel.of(ModelKind.FORM, "avis-architecte", "Avis"));
        assertThat(form.key()).isEqualTo("avis-architecte");
        assertThat(form.problems()).isEmpty();
    }

    @Test
    void a_file_that_is_no_xml_is_kept_with_what_is_wrong() {
        ReceivedModel received = read("Mon Contrat (2).bpmn", "<bpmn:definitions><oops");
        assertThat(received.key()).isEqualTo("Mon-Contrat-2");
        assertThat(received.content()).isEqualTo("<bpmn:definitions><oops");
        assertThat(received.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(problem.message()).contains("n’est pas du XML lisible", "ligne 1");
        });
    }

    @Test
    void a_form_that_is_no_json_is_kept_with_what_is_wrong() {
        assertThat(read("a.form", "{ \"id\": ").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("n’est pas du JSON lisible"));
        assertThat(read("a.form", "[]").problems()).hasSize(1);
    }

    @Test
    void an_id_that_two_elements_bear_is_named() {
        String twice = PROCESS.replace(
                "</bpmn:process>", "<bpmn:task id=\"twice\" /><bpmn:task id=\"twice\" /></bpmn:process>");
        assertThat(read("a.bpmn", twice).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.element()).isEqualTo("twice");
            assertThat(problem.rule()).isEqualTo("duplicateId");
        });
    }

    @Test
    void external_entities_are_refused_with_a_sentence() {
        assertThatThrownBy(() -> read(
                        "a.bpmn",
                        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>"))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("DOCTYPE")
                .hasMessageContaining("entités externes");
    }

    @Test
    void what_is_too_large_empty_or_of_another_kind_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> ReceivedModel.read("a.bpmn", new byte[ModelDraft.LONGEST + 1]))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("dépasse 2 Mio");
        assertThatThrownBy(() -> ReceivedModel.read("a.bpmn", new byte[0])).hasMessageContaining("est vide");
        assertThatThrownBy(() -> read("a.pdf", "x")).hasMessageContaining(".bpmn, .dmn et .form");
    }

    @Test
    void a_text_in_another_encoding_is_refused_rather_than_mangled() {
        assertThatThrownBy(() -> ReceivedModel.read("a.form", "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("UTF-8");
    }

    private static ReceivedModel read(String name, String content) {
        return ReceivedModel.read(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
