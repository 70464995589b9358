package fr.ecoquartier.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.modelling.release.TrialModels;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A start of the application never replaces what an administrator put into service. */
@IntegrationTest
class PackagedBesideAdministratorsTest {

    private static final Author ANNE = new Author("packaged-anne", "Anne Demande");
    private static final Author BRUNO = new Author("packaged-bruno", "Bruno Approuve");

    @Autowired
    private ModelDeployment deployment;

    @Autowired
    private ModelCatalogue catalogue;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private Releases releases;

    private String key;
    private String other;
    private String form;

    @BeforeEach
    void names() {
        String unique = UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        key = "packaged" + unique;
        other = "besides" + unique;
        form = "packaged-" + unique;
    }

    private ModelFile process(String id, String task) {
        return new ModelFile("bpmn/label/" + id + ".bpmn", TrialModels.process(id, task, form));
    }

    private ModelFile form(String label) {
        return new ModelFile("forms/" + form + ".form", TrialModels.form(form, label));
    }

    private void start(ModelFile... files) {
        deployment.bring(List.of(files));
    }

    private void release(ModelFile file, ModelKind kind, String id, Integer base) throws Exception {
        ModelDraft draft = drafts.create(kind, id, file.name(), "Essai", base, file.content(), ANNE);
        Release request = releases.request(List.of(draft.id()), "Pour essayer le démarrage", ANNE);
        releases.approve(request.id(), request.revision(), BRUNO);
    }

    private int latest(ModelKind kind, String id) {
        return catalogue.versions(kind, id).get(0).version();
    }

    private String content(ModelKind kind, String id) {
        return catalogue.content(kind, id, latest(kind, id)).orElseThrow();
    }

    private List<ModelDraft> brought(ModelKind kind, String id) {
        return drafts.of(kind, id).stream()
                .filter(draft -> draft.open() && draft.author().equals(Releases.APPLICATION))
                .toList();
    }

    @Test
    void whatNobodyChangedIsReplacedAsAWhole() {
        start(process(key, "Un"), process(other, "Un"), form("Note"));
        start(process(key, "Deux"), process(other, "Un"), form("Note"));

        assertThat(latest(ModelKind.PROCESS, key)).isEqualTo(2);
        assertThat(latest(ModelKind.PROCESS, other)).isEqualTo(2);
        assertThat(brought(ModelKind.PROCESS, key)).isEmpty();
        assertThat(catalogue.versions(ModelKind.PROCESS, key))
                .extracting(ModelVersion::deployedBy)
                .containsOnlyNulls();
    }

    @Test
    void aNewPackagedFileBesideAnAdministratorsVersionIsADraft() throws Exception {
        start(process(key, "Un"), form("Note"));
        release(process(key, "D'administration"), ModelKind.PROCESS, key, 1);

        start(process(key, "Un"), form("Note"));
        assertThat(latest(ModelKind.PROCESS, key))
                .as("a restart changes nothing")
                .isEqualTo(2);
        assertThat(brought(ModelKind.PROCESS, key)).isEmpty();

        start(process(key, "Deux"), form("Note"));
        start(process(key, "Deux"), form("Note"));

        assertThat(latest(ModelKind.PROCESS, key)).isEqualTo(2);
        assertThat(content(ModelKind.PROCESS, key)).contains("D'administration");
        assertThat(brought(ModelKind.PROCESS, key)).singleElement().satisfies(draft -> {
            assertThat(draft.title()).endsWith(" – livré avec l’application");
            assertThat(draft.baseVersion()).isEqualTo(2);
            assertThat(draft.content()).contains("Deux");
        });

        start(process(key, "Trois"), form("Note"));
        assertThat(brought(ModelKind.PROCESS, key))
                .singleElement()
                .satisfies(draft -> assertThat(draft.content()).contains("Trois"));
    }

    @Test
    void othersAreDeployedBesideItWithTheFormsThatTheAdministratorChanged() throws Exception {
        start(process(key, "Un"), process(other, "Un"), form("Note"));
        release(form("Note d'administration"), ModelKind.FORM, form, 1);
        assertThat(latest(ModelKind.PROCESS, other)).as("came along").isEqualTo(2);

        start(process(key, "Un"), process(other, "Deux"), form("Note"));

        assertThat(latest(ModelKind.PROCESS, key)).isEqualTo(2);
        assertThat(latest(ModelKind.PROCESS, other)).isEqualTo(3);
        assertThat(content(ModelKind.PROCESS, other)).contains("Deux");
        assertThat(content(ModelKind.FORM, form)).contains("Note d'administration");
        assertThat(catalogue.versions(ModelKind.FORM, form).get(0).deploymentId())
                .isEqualTo(catalogue.versions(ModelKind.PROCESS, other).get(0).deploymentId());
    }

    @Test
    void afterAReturnToThePackagedVersionTheNextOneComesByItself() throws Exception {
        start(process(key, "Un"), form("Note"));
        release(process(key, "D'administration"), ModelKind.PROCESS, key, 1);
        releases.rollBack(ModelKind.PROCESS, key, 1, "Elle gêne", BRUNO);

        start(process(key, "Deux"), form("Note"));

        assertThat(latest(ModelKind.PROCESS, key)).isEqualTo(4);
        assertThat(content(ModelKind.PROCESS, key)).contains("Deux");
        assertThat(brought(ModelKind.PROCESS, key)).isEmpty();
    }

    @Test
    void aPackagedFormOfAnAdministratorsProcessIsADraftToo() throws Exception {
        start(process(key, "Un"), form("Note"));
        release(process(key, "D'administration"), ModelKind.PROCESS, key, 1);

        start(process(key, "Un"), form("Nouvelle note"));

        assertThat(latest(ModelKind.PROCESS, key)).isEqualTo(2);
        assertThat(brought(ModelKind.FORM, form)).hasSize(1);
    }
}
