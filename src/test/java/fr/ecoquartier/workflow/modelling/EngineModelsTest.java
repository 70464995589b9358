package fr.ecoquartier.workflow.modelling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class EngineModelsTest {

    @Autowired
    private ModelCatalogue models;

    @Test
    void theLatestVersionsOfAllModelsAreThereWithTheirFrenchNames() {
        assertThat(models.latest())
                .filteredOn(model -> model.kind() == ModelKind.PROCESS)
                .extracting(ModelVersion::key)
                .contains("progressiveLabel", "charter", "contract", "followUp", "award", "pilotCampaign", "pilotTest");
        assertThat(models.latest())
                .filteredOn(model -> model.kind() == ModelKind.DECISION)
                .extracting(ModelVersion::key)
                .contains("stageOpinion");
        assertThat(models.latest())
                .filteredOn(model -> model.key().equals("contract-instruction"))
                .singleElement()
                .satisfies(form -> {
                    assertThat(form.kind()).isEqualTo(ModelKind.FORM);
                    assertThat(form.name()).isEqualTo("Instruire la demande de contrat");
                    assertThat(form.resource()).isEqualTo("forms/contract-instruction.form");
                });
        assertThat(models.latest()).allMatch(ModelVersion::latest);
    }

    @Test
    void theFileOfAVersionIsTheOneThatWasDeployed() {
        ModelVersion contract = models.versions(ModelKind.PROCESS, "contract").get(0);

        assertThat(contract.resource()).isEqualTo("bpmn/label/contract.bpmn");
        assertThat(contract.deployedBy()).isNull();
        assertThat(models.content(ModelKind.PROCESS, "contract", contract.version()))
                .hasValueSatisfying(file -> assertThat(file).contains("<bpmn:process id=\"contract\""));
    }

    @Test
    void formsThatTheApplicationGeneratesAreNotModelsToDraw() {
        assertThat(models.latest()).extracting(ModelVersion::key).noneMatch(key -> key.contains("figures"));
    }

    @Test
    void anUnknownModelHasNoVersions() {
        assertThat(models.versions(ModelKind.PROCESS, "nowhere")).isEmpty();
        assertThat(models.content(ModelKind.FORM, "contract-instruction", 10_000))
                .isEmpty();
    }
}
