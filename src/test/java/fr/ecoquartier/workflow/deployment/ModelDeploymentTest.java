package fr.ecoquartier.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.ModelFile;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Resource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class ModelDeploymentTest {

    @Autowired
    private ModelFiles files;

    @Autowired
    private ModelDeployment deployment;

    @Autowired
    private RepositoryService repository;

    @Test
    void everyModelDecisionAndFormIsDeployedUnderItsRelativeName() {
        assertThat(names())
                .contains("bpmn/label/charter.bpmn", "bpmn/decisions/stageOpinion.dmn", "forms/charter-request.form");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .latestVersion()
                        .withoutTenantId()
                        .list())
                .extracting(definition -> definition.getKey())
                .contains("progressiveLabel", "charter", "contract", "followUp", "award");
    }

    @Test
    void startingAgainMakesNoNewVersion() {
        long before = repository.createDeploymentQuery().count();

        deployment.afterSingletonsInstantiated();

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void aModelThatTheEngineCannotRunIsRefusedWithFileAndReason() {
        List<ModelFile> all = new ArrayList<>(files.read());
        all.removeIf(file -> file.name().equals("bpmn/label/charter.bpmn"));
        all.add(changed("bpmn/label/charter.bpmn", "sourceRef=\"charterRequested\"", "sourceRef=\"nowhere\""));

        assertThatThrownBy(() -> {
                    files.verify(all);
                    deployment.deploy(all);
                })
                .isInstanceOf(ModelRefused.class)
                .hasMessageStartingWith("modèle ou formulaire inutilisable, bpmn/label/charter.bpmn : ")
                .hasMessageContaining("nowhere");
    }

    @Test
    void brokenXmlIsRefusedWithFileAndReason() {
        ModelFile broken = changed("bpmn/label/award.bpmn", "</bpmn:process>", "");

        assertThatThrownBy(() -> files.verify(List.of(broken)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageStartingWith("modèle ou formulaire inutilisable, bpmn/label/award.bpmn : ");
    }

    @Test
    void aModelThatNamesAnUnknownBeanIsRefused() {
        ModelFile broken = changed("bpmn/label/charter.bpmn", "${indicatorCheck}", "${indicatorChek}");

        assertThatThrownBy(() -> files.verify(List.of(broken)))
                .hasMessageStartingWith("modèle ou formulaire inutilisable, bpmn/label/charter.bpmn : checkBaseline")
                .hasMessageContaining("indicatorChek");
    }

    @Test
    void aTaskWhoseFormDoesNotExistIsRefused() {
        List<ModelFile> all = new ArrayList<>(files.read());
        all.removeIf(file -> file.name().equals("forms/charter-refusal.form"));

        assertThatThrownBy(() -> files.verify(all))
                .hasMessage(
                        "modèle ou formulaire inutilisable, bpmn/label/charter.bpmn : la tâche « decideCharterRefusal » demande le formulaire « charter-refusal », qui n'existe pas");
    }

    @Test
    void aBrokenFormOrOneOfAnotherNameIsRefused() {
        assertThatThrownBy(() -> files.verify(List.of(file("forms/x.form", "{ \"id\": "))))
                .hasMessageStartingWith("modèle ou formulaire inutilisable, forms/x.form : ");
        assertThatThrownBy(() -> files.verify(List.of(file("forms/x.form", "{\"id\":\"y\",\"components\":[]}"))))
                .hasMessage(
                        "modèle ou formulaire inutilisable, forms/x.form : l'identifiant « y » diffère du nom du fichier");
    }

    private List<String> names() {
        String deployed = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("charter")
                .latestVersion()
                .withoutTenantId()
                .singleResult()
                .getDeploymentId();
        return repository.getDeploymentResources(deployed).stream()
                .map(Resource::getName)
                .toList();
    }

    private ModelFile changed(String name, String before, String after) {
        String text = files.read().stream()
                .filter(file -> file.name().equals(name))
                .map(ModelFile::content)
                .findFirst()
                .orElseThrow();
        assertThat(text).contains(before);
        return file(name, text.replace(before, after));
    }

    private static ModelFile file(String name, String text) {
        return new ModelFile(name, text);
    }
}
