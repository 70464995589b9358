package fr.ecoquartier.modelling.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.ModelChecks;
import fr.ecoquartier.modelling.draft.DraftChanged;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Release.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@IntegrationTest
class ReleasesTest {

    private static final Author ANNE = new Author("release-anne", "Anne Demande");
    private static final Author BRUNO = new Author("release-bruno", "Bruno Approuve");
    private static final Author CLAIRE = new Author("release-claire", "Claire Approuve");
    private static final String WHY = "Pour essayer la mise en service";

    @Autowired
    private Releases releases;

    @Autowired
    private ReleaseStore store;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private ModelCatalogue catalogue;

    @Autowired
    private ModelChecks checks;

    @Autowired
    private ModelDeployer deployer;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient database;

    private String key;
    private String form;

    @BeforeEach
    void names() {
        String unique = UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        key = "trial" + unique;
        form = "trial-" + unique;
    }

    private ModelDraft processDraft(Integer base, String task) {
        return drafts.create(
                ModelKind.PROCESS,
                key,
                "bpmn/" + key + ".bpmn",
                "Essai " + key,
                base,
                TrialModels.process(key, task, form),
                ANNE);
    }

    private ModelDraft formDraft(Integer base, String label) {
        return drafts.create(
                ModelKind.FORM,
                form,
                "forms/" + form + ".form",
                "Formulaire " + form,
                base,
                TrialModels.form(form, label),
                ANNE);
    }

    /** Version 1 of process and form, in service. */
    private Release inService() throws Exception {
        Release request = releases.request(
                List.of(
                        processDraft(null, "Essayer").id(),
                        formDraft(null, "Note").id()),
                WHY,
                ANNE);
        return releases.approve(request.id(), request.revision(), BRUNO);
    }

    private List<ModelVersion> versions() {
        return catalogue.versions(ModelKind.PROCESS, key);
    }

    @Test
    void twoAdministratorsPutAProcessAndItsNewFormIntoService() throws Exception {
        ModelDraft process = processDraft(null, "Essayer");
        ModelDraft newForm = formDraft(null, "Note");

        Release request = releases.request(List.of(process.id(), newForm.id()), WHY, ANNE);

        assertThat(request.state()).isEqualTo(State.REQUESTED);
        assertThat(versions()).isEmpty();
        assertThatThrownBy(() -> releases.approve(request.id(), request.revision(), ANNE))
                .isInstanceOf(OwnRelease.class);
        assertThat(versions()).isEmpty();

        Release deployed = releases.approve(request.id(), request.revision(), BRUNO);

        assertThat(deployed.state()).isEqualTo(State.DEPLOYED);
        assertThat(deployed.decidedBy()).isEqualTo(BRUNO);
        assertThat(deployed.versions())
                .extracting(DeployedVersion::key, DeployedVersion::version, DeployedVersion::carried)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(key, 1, false),
                        org.assertj.core.groups.Tuple.tuple(form, 1, false));
        assertThat(versions()).singleElement().satisfies(version -> {
            assertThat(version.deployedBy()).isEqualTo("Anne Demande");
            assertThat(version.deploymentId()).isEqualTo(deployed.deploymentId());
        });
        assertThat(drafts.find(process.id()).orElseThrow().state()).isEqualTo(ModelDraft.State.RELEASED);
        assertThat(releases.lines(request.id()))
                .extracting(JournalLine::kind)
                .containsExactly(JournalLine.Kind.REQUESTED, JournalLine.Kind.APPROVED, JournalLine.Kind.DEPLOYED);
    }

    @Test
    void aProcessAloneTakesItsFormAlongAndAFormAloneItsProcess() throws Exception {
        inService();

        Release process =
                releases.request(List.of(processDraft(1, "Essayer mieux").id()), WHY, ANNE);
        assertThat(process.files())
                .extracting(ModelFile::name)
                .containsExactly("bpmn/" + key + ".bpmn", "forms/" + form + ".form");
        releases.approve(process.id(), process.revision(), BRUNO);

        Release changedForm =
                releases.request(List.of(formDraft(2, "Une autre note").id()), WHY, ANNE);
        Release deployed = releases.approve(changedForm.id(), changedForm.revision(), BRUNO);

        assertThat(deployed.versions())
                .extracting(DeployedVersion::key, DeployedVersion::version, DeployedVersion::carried)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(form, 3, false),
                        org.assertj.core.groups.Tuple.tuple(key, 3, true));
        assertThat(catalogue.content(ModelKind.PROCESS, key, 3))
                .isEqualTo(catalogue.content(ModelKind.PROCESS, key, 2));
    }

    @Test
    void ofTwoApprovalsAtOnceExactlyOneDeploysAndTheOtherReadsWhoDid() throws Exception {
        Release request = releases.request(
                List.of(
                        processDraft(null, "Essayer").id(),
                        formDraft(null, "Note").id()),
                WHY,
                ANNE);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Release>> answers = new ArrayList<>();
        for (Author approver : List.of(BRUNO, CLAIRE)) {
            answers.add(threads.submit((Callable<Release>) () -> {
                together.await();
                return releases.approve(request.id(), request.revision(), approver);
            }));
        }
        threads.shutdown();

        List<Release> deployed = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Future<Release> answer : answers) {
            try {
                deployed.add(answer.get());
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(AlreadyDecided.class);
                told.add(e.getCause().getMessage());
            }
        }

        assertThat(deployed)
                .singleElement()
                .satisfies(release -> assertThat(told)
                        .singleElement()
                        .asString()
                        .startsWith(release.decidedBy().name() + " a déjà approuvé cette demande"));
        assertThat(versions()).hasSize(1);
    }

    @Test
    void whatWasPutIntoServiceMeanwhileIsNotUndone() throws Exception {
        inService();
        Release late = releases.request(List.of(processDraft(1, "Essayer tard").id()), WHY, ANNE);
        Release first = releases.request(List.of(processDraft(1, "Essayer tôt").id()), WHY, CLAIRE);
        releases.approve(first.id(), first.revision(), BRUNO);

        assertThatThrownBy(() -> releases.approve(late.id(), late.revision(), BRUNO))
                .isInstanceOfSatisfying(
                        NotReleasable.class,
                        e -> assertThat(e.findings())
                                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                                .extracting(Finding::rule)
                                .contains("newerVersion"));

        assertThat(versions()).hasSize(2);
        assertThat(releases.find(late.id()).orElseThrow().state()).isEqualTo(State.REQUESTED);
        assertThatThrownBy(
                        () -> releases.request(List.of(processDraft(1, "Encore").id()), WHY, ANNE))
                .isInstanceOf(NotReleasable.class);
    }

    @Test
    void whatIsTypedAfterTheRequestIsNotDeployedAndStaysOpen() throws Exception {
        inService();
        ModelDraft draft = processDraft(1, "Essayer ainsi");
        Release request = releases.request(List.of(draft.id()), WHY, ANNE);
        typed(draft, "Essayer autrement");

        releases.approve(request.id(), request.revision(), BRUNO);

        assertThat(catalogue.content(ModelKind.PROCESS, key, 2))
                .hasValueSatisfying(content -> assertThat(content).contains("Essayer ainsi"));
        assertThat(drafts.find(draft.id()).orElseThrow().open()).isTrue();
        Release next = releases.request(List.of(draft.id()), WHY, ANNE);
        assertThat(next.open()).isTrue();
    }

    private void typed(ModelDraft draft, String task) throws DraftChanged {
        drafts.save(draft.id(), draft.revision(), TrialModels.process(key, task, form), ANNE);
    }

    @Test
    void aDraftWithFaultsIsNotEvenStoredAsARequest() {
        ModelDraft draft = processDraft(null, "Essayer"); // its form does not exist

        assertThatThrownBy(() -> releases.request(List.of(draft.id()), WHY, ANNE))
                .isInstanceOfSatisfying(
                        NotReleasable.class,
                        e -> assertThat(e.findings()).anySatisfy(finding -> {
                            assertThat(finding.rule()).isEqualTo("missingForm");
                            assertThat(finding.element()).isEqualTo("trialTask");
                        }));
        assertThat(releases.waitingFor(draft.id())).isEmpty();
        assertThat(drafts.find(draft.id()).orElseThrow().open()).isTrue();
    }

    @Test
    void whoStillDrawsIsNotToldThatTheFormOfAnotherDraftIsMissing() {
        ModelDraft process = processDraft(null, "Essayer");
        formDraft(null, "Note");

        assertThat(releases.check(List.of(process.id()), Map.of())).isEmpty();
        assertThat(releases.check(List.of(process.id()), Map.of(process.id(), "pas du XML")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("notReadable"));
    }

    @Test
    void refusedAndWithdrawnRequestsLeaveTheDraftsOpen() throws Exception {
        ModelDraft process = processDraft(null, "Essayer");
        ModelDraft newForm = formDraft(null, "Note");
        Release first = releases.request(List.of(process.id(), newForm.id()), WHY, ANNE);
        assertThatThrownBy(() -> releases.request(List.of(newForm.id()), WHY, CLAIRE))
                .as("one request at a time for a draft")
                .isInstanceOf(NotReleasable.class);
        assertThatThrownBy(() -> releases.refuse(first.id(), first.revision(), "Pas encore", ANNE))
                .isInstanceOf(OwnRelease.class);

        Release refused = releases.refuse(first.id(), first.revision(), "Le nom n'est pas clair", BRUNO);

        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.decision()).isEqualTo("Le nom n'est pas clair");
        assertThatThrownBy(() -> releases.approve(first.id(), refused.revision(), CLAIRE))
                .isInstanceOf(AlreadyDecided.class)
                .hasMessageStartingWith("Bruno Approuve a déjà refusé cette demande");
        Release second = releases.request(List.of(process.id(), newForm.id()), WHY, ANNE);
        assertThat(releases.withdraw(second.id(), second.revision(), "Je reprends le dessin", ANNE)
                        .state())
                .isEqualTo(State.WITHDRAWN);
        assertThat(versions()).isEmpty();
        assertThat(drafts.find(process.id()).orElseThrow().open()).isTrue();
    }

    @Test
    void aDeploymentThatIsCutOffBeforeTheJournalLeavesNothingBehind() throws Exception {
        inService();
        Release request =
                releases.request(List.of(processDraft(1, "Essayer mieux").id()), WHY, ANNE);
        Set<String> before = cached();
        List<String> made = new ArrayList<>();
        ModelDeployer cutOff = new Interrupted(deployer) {
            @Override
            public Deployed deploy(String name, List<ModelFile> files) {
                Deployed deployed = super.deploy(name, files);
                deployed.versions().forEach(version -> made.add(version.definitionId()));
                // as when the process dies: the server ends the session with everything that it had not committed
                database.sql("select pg_terminate_backend(pg_backend_pid())")
                        .query()
                        .listOfRows();
                return deployed;
            }
        };

        assertThatThrownBy(() -> with(cutOff, true).approve(request.id(), request.revision(), BRUNO))
                .isNotInstanceOf(NotReleasable.class);

        assertThat(made).hasSize(2);
        assertThat(versions()).extracting(ModelVersion::version).containsExactly(1);
        assertThat(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .latestVersion()
                        .singleResult()
                        .getVersion())
                .isEqualTo(1);
        assertThat(cached()).as("nothing of the rolled back version").isEqualTo(before);
        Release still = releases.find(request.id()).orElseThrow();
        assertThat(still.state()).isEqualTo(State.REQUESTED);
        assertThat(releases.approve(request.id(), still.revision(), BRUNO).versions())
                .extracting(DeployedVersion::version)
                .containsOnly(2);
    }

    @Test
    void aRefusalOfTheEngineIsWrittenDownAndTheRequestCanBeTakenUpAgain() throws Exception {
        inService();
        Release request =
                releases.request(List.of(processDraft(1, "Essayer mieux").id()), WHY, ANNE);
        ModelDeployer refusing = new Interrupted(deployer) {
            @Override
            public Deployed deploy(String name, List<ModelFile> files) {
                super.deploy(name, files);
                throw new DeploymentFailed("Le moteur ne veut pas.", null);
            }
        };

        assertThatThrownBy(() -> with(refusing, true).approve(request.id(), request.revision(), BRUNO))
                .isInstanceOf(DeploymentFailed.class);

        Release failed = releases.find(request.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.failure()).isEqualTo("Le moteur ne veut pas.");
        assertThat(versions()).hasSize(1);
        assertThat(releases.lines(request.id()))
                .extracting(JournalLine::kind)
                .containsExactly(JournalLine.Kind.REQUESTED, JournalLine.Kind.FAILED);
        assertThat(releases.approve(failed.id(), failed.revision(), BRUNO).state())
                .isEqualTo(State.DEPLOYED);
    }

    @Test
    void anEarlierVersionBecomesTheLatestAgainWithItsOwnForms() throws Exception {
        inService();
        Release second = releases.request(
                List.of(
                        processDraft(1, "Essayer mieux").id(),
                        formDraft(1, "Une autre note").id()),
                WHY,
                ANNE);
        releases.approve(second.id(), second.revision(), BRUNO);

        Release back = releases.rollBack(ModelKind.PROCESS, key, 1, "La nouvelle tâche gêne", BRUNO);

        assertThat(back.origin()).isEqualTo(Release.Origin.ROLL_BACK);
        assertThat(versions()).extracting(ModelVersion::version).containsExactly(3, 2, 1);
        assertThat(catalogue.content(ModelKind.PROCESS, key, 3))
                .isEqualTo(catalogue.content(ModelKind.PROCESS, key, 1));
        assertThat(catalogue.content(ModelKind.FORM, form, 3)).isEqualTo(catalogue.content(ModelKind.FORM, form, 1));
        assertThat(catalogue.versions(ModelKind.FORM, form).get(0).deploymentId())
                .isEqualTo(versions().get(0).deploymentId());
        assertThat(releases.lines(back.id())).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(JournalLine.Kind.ROLLED_BACK);
            assertThat(line.note()).contains("La nouvelle tâche gêne");
        });
        assertThatThrownBy(() -> releases.rollBack(ModelKind.PROCESS, key, 1, "Encore", CLAIRE))
                .isInstanceOf(NotReleasable.class)
                .hasMessageContaining("Bruno Approuve");
    }

    @Test
    void withoutApprovalTheAuthorDeploysAlone() throws Exception {
        Release release = with(deployer, false)
                .request(
                        List.of(
                                processDraft(null, "Essayer").id(),
                                formDraft(null, "Note").id()),
                        WHY,
                        ANNE);

        assertThat(release.state()).isEqualTo(State.DEPLOYED);
        assertThat(release.decidedBy()).isEqualTo(ANNE);
        assertThat(versions()).hasSize(1);
    }

    @Test
    void theJournalKeepsWhatItSays() throws Exception {
        Release release = inService();

        for (String change : List.of(
                "update ecoquartier.model_journal set note = 'x' where release = " + release.id(),
                "delete from ecoquartier.model_journal where release = " + release.id(),
                "update ecoquartier.model_release_file set content = '' where release = " + release.id(),
                "update ecoquartier.model_release set reason = 'x' where id = " + release.id(),
                "delete from ecoquartier.model_release where id = " + release.id())) {
            assertThatThrownBy(() -> database.sql(change).update()).as(change).isNotNull();
        }
        assertThat(releases.find(release.id()).orElseThrow()).isEqualTo(release);
    }

    private Releases with(ModelDeployer other, boolean approval) {
        return new Releases(
                store, drafts, catalogue, checks, other, new ReleaseSettings(approval), clock, transactions);
    }

    private Set<String> cached() {
        DeploymentCache cache =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getDeploymentCache();
        Set<String> ids = new HashSet<>(cache.getProcessDefinitionCache().keySet());
        ids.removeIf(id -> !id.startsWith(key));
        return ids;
    }

    /** Deploys as usual, then something happens. */
    private abstract static class Interrupted implements ModelDeployer {

        private final ModelDeployer real;

        Interrupted(ModelDeployer real) {
            this.real = real;
        }

        @Override
        public Deployed deploy(String name, List<ModelFile> files) {
            return real.deploy(name, files);
        }

        @Override
        public List<ModelFile> complete(List<ModelFile> files) {
            return real.complete(files);
        }

        @Override
        public List<ModelFile> bundle(ModelKind kind, String key, int version) {
            return real.bundle(kind, key, version);
        }

        @Override
        public List<Finding> conflicts(List<ModelFile> files, Set<String> chosen) {
            return real.conflicts(files, chosen);
        }

        @Override
        public List<DeployedVersion> versions(String deploymentId) {
            return real.versions(deploymentId);
        }
    }
}
