package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.migration.ItemFilter;
import fr.ecoquartier.modelling.migration.Migration;
import fr.ecoquartier.modelling.migration.MigrationEngine;
import fr.ecoquartier.modelling.migration.MigrationItem;
import fr.ecoquartier.modelling.migration.MigrationWorker;
import fr.ecoquartier.modelling.migration.Migrations;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.pilot.run.Progress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.io.ClassPathResource;

/** A dossier in the middle of its contract gets a task that did not exist when its contract began, and goes back. */
@IntegrationTest
class ContractMigrationTest {

    private static final Author ADMIN = new Author("admin.test", "Camille Durand");
    private static final String NEW_FORM = """
            {"id":"abf-consultation","type":"default","schemaVersion":16,"executionPlatform":"Camunda Platform",
             "executionPlatformVersion":"7.24.0","components":[{"id":"abf","key":"abf","type":"textarea",
             "label":"Avis de l’architecte","validate":{"required":true}}]}
            """;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Migrations migrations;

    @Autowired
    private MigrationEngine engine;

    @Autowired
    private MigrationWorker worker;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private OpenTasks openTasks;

    private Desk desk;
    private @Nullable String deployment;
    private int packaged;
    private int changed;

    @BeforeEach
    void atTheDesk() {
        desk = Desk.in(application);
    }

    private void deployAChangedContract() throws Exception {
        packaged = engine.versions("contract").get(0).version();
        String model = new ClassPathResource("bpmn/label/contract.bpmn").getContentAsString(StandardCharsets.UTF_8);
        String renamed = model.replace("name=\"Désigner le trio d'experts\"", "name=\"Désigner les trois experts\"")
                .replace(
                        "sourceRef=\"nameContractTrio\" targetRef=\"giveContractOpinion\" />",
                        "sourceRef=\"nameContractTrio\" targetRef=\"consultArchitect\" />"
                                + "<bpmn:userTask id=\"consultArchitect\" name=\"Consulter l'architecte des bâtiments de France\""
                                + " camunda:formRef=\"abf-consultation\" camunda:formRefBinding=\"deployment\""
                                + " camunda:candidateGroups=\"dreal\"><bpmn:documentation>Consultation.</bpmn:documentation></bpmn:userTask>"
                                + "<bpmn:sequenceFlow id=\"consultArchitectToGiveContractOpinion\""
                                + " sourceRef=\"consultArchitect\" targetRef=\"giveContractOpinion\" />");
        assertThat(renamed).contains("consultArchitect").contains("trois experts");
        DeploymentBuilder builder = repository
                .createDeployment()
                .name("contract test")
                .addString("bpmn/label/contract.bpmn", renamed)
                .addString("forms/abf-consultation.form", NEW_FORM);
        Matcher forms = Pattern.compile("camunda:formRef=\"([a-z-]+)\"").matcher(model);
        forms.results().map(found -> found.group(1)).distinct().forEach(form -> addForm(builder, form));
        deployment = builder.deploy().getId();
        changed = engine.versions("contract").get(0).version();
    }

    private static void addForm(DeploymentBuilder builder, String form) {
        try {
            builder.addInputStream(
                    "forms/" + form + ".form", new ClassPathResource("forms/" + form + ".form").getInputStream());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The packaged contract is the latest again, and so are its forms. */
    @AfterEach
    void putBack() {
        if (deployment == null) {
            return;
        }
        repository.deleteDeployment(deployment, true, true, true);
    }

    @Test
    void aDossierGetsTheNewTaskAndCanGoBack() throws Exception {
        String reference = openAtTrio();
        deployAChangedContract();
        String instance = instance(reference);
        OpenTask before = task(reference, "nameContractTrio");
        String parent = runtime.createProcessInstanceQuery()
                .subProcessInstanceId(instance)
                .singleResult()
                .getProcessDefinitionId();

        move(instance, packaged, changed);

        OpenTask after = task(reference, "nameContractTrio");
        assertThat(after.taskId()).isEqualTo(before.taskId());
        assertThat(after.name()).isEqualTo("Désigner les trois experts");
        assertThat(after.dueAt()).isEqualTo(before.dueAt());
        assertThat(runtime.createProcessInstanceQuery()
                        .subProcessInstanceId(instance)
                        .singleResult()
                        .getProcessDefinitionId())
                .as("the process that called it keeps its version")
                .isEqualTo(parent);
        desk.answer(reference, "nameContractTrio", desk.trio());
        assertThat(desk.openSteps(reference)).containsExactly("consultArchitect");
        assertThat(task(reference, "consultArchitect").role()).isEqualTo("dreal");
        desk.answer(reference, "consultArchitect", Map.of("abf", "Avis favorable, toitures en ardoise."));
        assertThat(desk.openSteps(reference)).containsExactly("giveContractOpinion");

        move(instance, changed, packaged);

        assertThat(desk.tasksOf(reference, "giveContractOpinion")).hasSize(3);
        desk.answerEach(reference, "giveContractOpinion");
        assertThat(desk.openSteps(reference)).containsExactly("writeContractSynthesis");
        assertThat(dossiers.journal(reference, true))
                .filteredOn(entry -> entry.kind() == JournalKind.MODEL_CHANGED)
                .extracting(entry -> entry.processVersion())
                .containsExactly("contract:" + changed, "contract:" + packaged);
        assertThat(dossiers.journal(reference, true))
                .anyMatch(entry -> entry.text().contains("toitures en ardoise"));
    }

    private void move(String instance, int from, int to) throws Exception {
        Migration prepared = migrations.prepare(
                "contract",
                from,
                to,
                engine.propose("contract", from, to).orElseThrow().mapping(),
                MoveOptions.none(),
                ADMIN,
                Progress.none());
        migrations.start(prepared.id(), ItemFilter.all(), List.of(instance), "Consultation de l’architecte.", ADMIN);
        worker.work(prepared.id());
        assertThat(migrations.items(prepared.id(), ItemFilter.all(), 0, 1000).stream()
                        .filter(item -> item.instanceId().equals(instance)))
                .singleElement()
                .satisfies(item -> assertThat(item.state()).isEqualTo(MigrationItem.State.MOVED));
    }

    private String openAtTrio() throws Exception {
        String reference = desk.openAt("registerCharter");
        desk.answer(reference, "registerCharter");
        desk.answer(reference, "signCharterAsAuthority");
        desk.answer(reference, "signCharterForState");
        desk.runAll(reference);
        desk.answer(reference, "enterPlannedMeasures");
        desk.answer(reference, "setObjectives");
        desk.runAll(reference);
        desk.answer(reference, "instructContract");
        return reference;
    }

    private String instance(String reference) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .processDefinitionKey("contract")
                .singleResult()
                .getId();
    }

    private OpenTask task(String reference, String step) {
        return openTasks.of(reference).stream()
                .filter(task -> task.step().equals(step))
                .findFirst()
                .orElseThrow();
    }
}
