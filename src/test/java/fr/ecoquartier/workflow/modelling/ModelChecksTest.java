package fr.ecoquartier.workflow.modelling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelChecks;
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
}
