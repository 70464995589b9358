package fr.ecoquartier.workflow.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelChecks;
import fr.ecoquartier.modelling.release.TrialModels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The checks of the running application, with the engine's own parser. */
@IntegrationTest
class ModelChecksTest {

    @Autowired
    private ModelChecks checks;

    @Autowired
    private ModelCatalogue models;

    @Test
    void ourOwnModelsHaveNoError() {
        List<ModelFile> all = models.latest().stream()
                .filter(model ->
                        model.resource().startsWith("bpmn/") || model.resource().startsWith("forms/"))
                .map(model -> new ModelFile(
                        model.resource(),
                        models.content(model.kind(), model.key(), model.version())
                                .orElseThrow()))
                .toList();

        assertThat(all).hasSizeGreaterThan(40);
        assertThat(checks.check(all))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }

    @Test
    void anArrowToNowhereIsSaidInFrench() {
        ModelFile broken = contract("targetRef=\"contractRefused\"", "targetRef=\"nowhere\"");

        assertThat(checks.check(List.of(broken)))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("« nowhere »") && !message.contains("anglais"));
    }

    private ModelFile contract(String before, String after) {
        var latest = models.versions(fr.ecoquartier.modelling.ModelKind.PROCESS, "contract")
                .get(0);
        String text =
                models.content(latest.kind(), latest.key(), latest.version()).orElseThrow();
        assertThat(text).contains(before);
        return new ModelFile(latest.resource(), text.replace(before, after));
    }

    private static final String FINE = TrialModels.process("checkTrial", "Essayer", "contract-instruction");

    private List<Finding> errors(String model) {
        return checks.check(List.of(new ModelFile("bpmn/checkTrial.bpmn", model))).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    @Test
    void aGoodModelHasNothingToSay() {
        assertThat(checks.check(List.of(new ModelFile("bpmn/checkTrial.bpmn", FINE))))
                .isEmpty();
    }

    @Test
    void whatIsNoXmlIsSaidWithItsLine() {
        assertThat(errors("bonjour")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("notReadable");
            assertThat(finding.message()).contains("ligne 1");
        });
        assertThat(errors(FINE.replace("</bpmn:process>", ""))).hasSize(1);
        assertThat(errors("")).hasSize(1);
    }

    @Test
    void nothingOutsideOfTheFileIsRead() {
        String entity = FINE.replace("?>", "?><!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>")
                .replace("name=\"Essayer\"", "name=\"&f;\"");

        assertThat(errors(entity)).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("DOCTYPE").doesNotContain("root:");
            assertThat(finding.advice()).contains("Supprimez la ligne");
        });
    }

    @Test
    void anIdIsOfOneElement() {
        assertThat(errors(FINE.replace("trialEnded\" name", "trialTask\" name")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.element()).isEqualTo("trialTask");
                    assertThat(finding.message()).contains("porté par 2 éléments");
                });
    }

    @Test
    void noModelRunsCodeOfItsOwn() {
        String script = FINE.replace(
                "<bpmn:endEvent id=\"trialEnded\"",
                "<bpmn:scriptTask id=\"evil\" scriptFormat=\"groovy\">"
                        + "<bpmn:script>1</bpmn:script></bpmn:scriptTask><bpmn:endEvent id=\"trialEnded\"");
        String delegate = FINE.replace(
                "<bpmn:endEvent id=\"trialEnded\"",
                "<bpmn:serviceTask id=\"evil\""
                        + " camunda:delegateExpression=\"${dataSource}\" /><bpmn:endEvent id=\"trialEnded\"");
        String java = FINE.replace(
                "${delays.due('instruction')}", "${''.getClass().forName('java.lang.Runtime').getRuntime()}");

        assertThat(errors(script)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.element()).isEqualTo("evil");
            assertThat(finding.message()).contains("scripts ne sont pas acceptés");
        });
        assertThat(errors(delegate)).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("evil");
            assertThat(finding.message()).contains("« ${dataSource} » n'est pas offert aux modèles");
        });
        assertThat(errors(java)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.element()).isEqualTo("trialTask");
            assertThat(finding.rule()).isEqualTo("notAllowed");
        });
    }

    @Test
    void twentyMebibytesOfElementsAreRefusedForTheirSize() {
        StringBuilder elements = new StringBuilder();
        while (elements.length() < 20 * 1024 * 1024) {
            elements.append("<bpmn:task id=\"t").append(elements.length()).append("\"/>");
        }

        assertThat(errors(FINE.replace("</bpmn:process>", elements + "</bpmn:process>")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("Le fichier dépasse 2 Mio."));
    }

    @Test
    void manySmallOrDeeplyNestedElementsAreRefusedBeforeTheyAreKept() {
        String many = FINE.replace("</bpmn:process>", "<bpmn:task/>".repeat(100_000) + "</bpmn:process>");
        String deep = FINE.replace(
                "</bpmn:process>",
                "<bpmn:subProcess>".repeat(20_000) + "</bpmn:subProcess>".repeat(20_000) + "</bpmn:process>");

        assertThat(errors(many))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("plus de 20\u202f000 éléments"));
        assertThat(errors(deep))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("plus de 100 niveaux"));
    }

    @Test
    void conventionsAreSaidOnTheirElements() {
        assertThat(errors(FINE.replace(" camunda:historyTimeToLive=\"P3650D\"", "")))
                .extracting(Finding::element, Finding::rule)
                .contains(tuple("checkTrial", "historyTimeToLive"));
        assertThat(errors(FINE.replace("candidateGroups=\"dreal\"", "candidateGroups=\"abf\"")))
                .extracting(Finding::element, Finding::rule)
                .containsExactly(tuple("trialTask", "unknownRole"));
        assertThat(errors(FINE.replace("formRef=\"contract-instruction\"", "formRef=\"nowhere\"")))
                .extracting(Finding::element, Finding::rule)
                .containsExactly(tuple("trialTask", "missingForm"));
        assertThat(errors(FINE.replace("delays.due('instruction')", "delays.due('noSuchDelay')")))
                .extracting(Finding::element, Finding::rule)
                .containsExactly(tuple("trialTask", "unknownDelay"));
        assertThat(errors(FINE.replace("bpmnElement=\"trialTask\"", "bpmnElement=\"trialEnded\"")))
                .extracting(Finding::element, Finding::rule)
                .containsExactly(tuple("trialTask", "notDrawn"));
        assertThat(errors(FINE.replace("id=\"checkTrial\"", "id=\"charter\"")
                        .replace("bpmnElement=\"checkTrial\"", "bpmnElement=\"charter\"")))
                .extracting(Finding::rule)
                .contains("identity");
    }

    @Test
    void whatTheAdministratorDecidesIsAWarning() {
        String model = FINE.replace("${delays.due('instruction')}", "2030-01-01")
                .replace(
                        "<bpmn:documentation>La DREAL essaie la tâche. L'essai est ensuite terminé.</bpmn:documentation>",
                        "")
                .replace("name=\"Essayer\"", "name=\"\"");

        assertThat(checks.check(List.of(new ModelFile("bpmn/checkTrial.bpmn", model))))
                .allMatch(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("literalTime", "missingDocumentation", "missingName");
    }

    @Test
    void aFormOfTheSameReleaseIsNotMissing() {
        List<ModelFile> together = List.of(
                new ModelFile(
                        "bpmn/checkTrial.bpmn",
                        FINE.replace("formRef=\"contract-instruction\"", "formRef=\"check-trial\"")),
                new ModelFile("forms/check-trial.form", TrialModels.form("check-trial", "Note")));

        assertThat(checks.check(together)).isEmpty();
    }

    @Test
    void aFormThatTasklistOrTheServerCannotHandleIsRefused() {
        String form = TrialModels.form("check-trial", "Note");

        assertThat(checks.check(List.of(
                        new ModelFile("forms/check-trial.form", form.replace("\"textfield\"", "\"filepicker\"")))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.message()).startsWith("Le composant « filepicker » (champ « note »)");
                });
        assertThat(checks.check(List.of(new ModelFile("forms/check-trial.form", "{ \"id\": "))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("JSON lisible"));
    }

    @Test
    void aTableOfOpinionsAnswersEverySituation() {
        var latest = models.versions(fr.ecoquartier.modelling.ModelKind.DECISION, "stageOpinion")
                .get(0);
        String table =
                models.content(latest.kind(), latest.key(), latest.version()).orElseThrow();
        String gap = table.replace("\"charter\"</text>", "\"chartre\"</text>");
        String noFeel = table.replace("&gt; 0", "&gt;&gt; zero");

        assertThat(checks.check(List.of(new ModelFile(latest.resource(), table))))
                .isEmpty();
        assertThat(checks.check(List.of(new ModelFile(latest.resource(), gap))))
                .extracting(Finding::rule)
                .contains("opinionMissing");
        assertThat(checks.check(List.of(new ModelFile(latest.resource(), noFeel))))
                .isNotEmpty()
                .allMatch(finding ->
                        finding.rule().equals("feel") && finding.message().contains(">> zero"));
    }
}
