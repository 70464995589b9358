package fr.ecoquartier.workflow.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.migration.ItemFilter;
import fr.ecoquartier.modelling.migration.MappedPair;
import fr.ecoquartier.modelling.migration.MappedPair.Origin;
import fr.ecoquartier.modelling.migration.MappingRefused;
import fr.ecoquartier.modelling.migration.Migration;
import fr.ecoquartier.modelling.migration.MigrationEngine;
import fr.ecoquartier.modelling.migration.MigrationItem;
import fr.ecoquartier.modelling.migration.MigrationProposal;
import fr.ecoquartier.modelling.migration.MigrationWorker;
import fr.ecoquartier.modelling.migration.Migrations;
import fr.ecoquartier.modelling.migration.MoveOptions;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.web.OpenDossiers;
import fr.ecoquartier.workflow.migration.Probes.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Running instances go to another version entirely or not at all, and say which. */
@IntegrationTest
class MigrationTest {

    private static final Author ADMIN = new Author("admin.test", "Camille Durand");
    private static final String REASON = "La nouvelle version ajoute une consultation.";
    private static final Task ASK = Task.of("ask", "Demander l’avis");
    private static final Task ANSWER = Task.of("answer", "Répondre");

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
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private DossierFigures figures;

    @Autowired
    private OpenTasks openTasks;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private AutowireCapableBeanFactory application;

    private Probes probes;
    private String key;

    @BeforeEach
    void ownProcess() {
        probes = new Probes(repository);
        key = Probes.key();
    }

    @AfterEach
    void takeAway() {
        jdbc.sql("delete from ecoquartier.model_migration where process_key = ?")
                .param(key)
                .update();
        jdbc.sql("delete from ecoquartier.dossier_task where process = ?")
                .param(key)
                .update();
        probes.clean();
    }

    @Test
    void theSameElementsGoOnAndTheOpenTaskBecomesThatOfTheNewVersion() throws Exception {
        probes.deploy(key, ASK.timer("P10D"), ANSWER);
        String reference = OpenDossiers.in(application).ofGrenoble("Passage de version");
        String instance = start(reference);
        String task = task(instance);
        tasks.setAssignee(task, expert());
        Date due = new Date(1_400_000_000_000L);
        var open = tasks.createTaskQuery().taskId(task).singleResult();
        open.setDueDate(due);
        tasks.saveTask(open);
        Date timer = timer(instance).getDuedate();
        figures.saveDraft(
                reference, "ask", Map.of("note", "en cours"), OpenDossiers.actor(fr.ecoquartier.web.Cast.GRENOBLE));
        ProcessDefinition renewed = probes.deploy(
                key,
                Probes.sequence(
                        Task.of("ask", "Demander l’avis motivé").timer("P20D"),
                        Task.of("consult", "Consulter"),
                        ANSWER),
                "Avis");

        Migration prepared = prepare(proposed(1, 2));

        MigrationItem item = items(prepared).get(0);
        assertThat(item.state()).isEqualTo(MigrationItem.State.ELIGIBLE);
        assertThat(item.reference()).isEqualTo(reference);
        assertThat(item.authority()).isEqualTo("Grenoble");
        assertThat(item.stage()).isEqualTo("Charte");
        assertThat(item.remarks())
                .contains("Le formulaire de la tâche ouverte change.")
                .anyMatch(remark -> remark.contains("devient « Demander l’avis motivé »"));
        assertThat(version(instance)).as("a trial moves nothing").isEqualTo(1);
        assertThat(name(task)).isEqualTo("Demander l’avis");
        assertThat(dossiers.journal(reference, true)).noneMatch(entry -> entry.kind() == JournalKind.MODEL_CHANGED);

        Migration done = carryOut(prepared);

        assertThat(done.state()).isEqualTo(Migration.State.DONE);
        assertThat(items(done)).extracting(MigrationItem::state).containsExactly(MigrationItem.State.MOVED);
        assertThat(version(instance)).isEqualTo(2);
        assertThat(name(task)).isEqualTo("Demander l’avis motivé");
        assertThat(openTasks.find(task)).get().satisfies(projected -> {
            assertThat(projected.name()).isEqualTo("Demander l’avis motivé");
            assertThat(projected.dueAt()).isEqualTo(due.toInstant());
            assertThat(projected.assignee()).isEqualTo("migration.expert");
        });
        assertThat(jdbc.sql("select name || ' ' || version from ecoquartier.step_fact where id = ?")
                        .param(task)
                        .query(String.class)
                        .single())
                .as("what managers see")
                .isEqualTo("Demander l’avis motivé 2");
        assertThat(timer(instance).getDuedate()).as("delays stay").isEqualTo(timer);
        assertThat(authorizations
                        .createAuthorizationQuery()
                        .userIdIn("migration.expert")
                        .resourceType(Resources.TASK)
                        .resourceId(task)
                        .count())
                .as("the expert still sees the task")
                .isEqualTo(1);
        assertThat(figures.draft(reference, "ask")).isPresent();
        assertThat(dossiers.journal(reference, true))
                .filteredOn(entry -> entry.kind() == JournalKind.MODEL_CHANGED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.text())
                            .contains("passe de la version 1 à la version 2")
                            .contains(REASON);
                    assertThat(entry.actor().name()).isEqualTo("Camille Durand");
                    assertThat(entry.processVersion()).isEqualTo(key + ":2");
                });
        assertThat(renewed.getVersion()).isEqualTo(2);
        runtime.createProcessInstanceModification(instance)
                .cancelAllForActivity("ask")
                .startAfterActivity("ask")
                .execute();
        assertThat(steps(instance)).containsExactly("consult");
    }

    @Test
    void aTriggerIsRenewedWhenAskedForAndTheRestToo() throws Exception {
        probes.deploy(key, ASK.timer("P10D"), ANSWER);
        String instance = start(null);
        Date timer = timer(instance).getDuedate();
        probes.deploy(key, ASK.timer("P40D").group("ministry"), ANSWER);
        List<MappedPair> mapping = proposed(1, 2).mapping().stream()
                .map(pair -> new MappedPair(
                        pair.source(),
                        pair.target(),
                        pair.origin(),
                        pair.source().equals("askReminder")))
                .toList();

        Migration done =
                carryOut(migrations.prepare(key, 1, 2, mapping, new MoveOptions(true, true), ADMIN, Progress.none()));

        assertThat(done.count(MigrationItem.State.MOVED)).isEqualTo(1);
        assertThat(Duration.between(
                        timer.toInstant(), timer(instance).getDuedate().toInstant()))
                .isGreaterThan(Duration.ofDays(29));
        assertThat(tasks.getIdentityLinksForTask(task(instance)))
                .extracting(link -> link.getGroupId())
                .containsExactly("ministry");
    }

    @Test
    void aRenamedTaskIsProposedByItsNameAndCarriesItsReminderAndDraft() throws Exception {
        probes.deploy(key, ASK.timer("P10D"), ANSWER);
        String reference = OpenDossiers.in(application).ofGrenoble("Tâche renommée");
        String instance = start(reference);
        figures.saveDraft(
                reference, "ask", Map.of("note", "en cours"), OpenDossiers.actor(fr.ecoquartier.web.Cast.GRENOBLE));
        probes.deploy(key, Task.of("requestOpinion", "Demander l’avis").timer("P10D"), ANSWER);

        MigrationProposal proposal = proposed(1, 2);

        assertThat(proposal.mapping())
                .contains(
                        new MappedPair("ask", "requestOpinion", Origin.SUGGESTED, false),
                        new MappedPair("askReminder", "requestOpinionReminder", Origin.SUGGESTED, false),
                        new MappedPair("answer", "answer", Origin.EQUAL, false));
        assertThat(proposal.waiting()).containsEntry("ask", 1L);
        carryOut(prepare(proposal));
        assertThat(version(instance)).isEqualTo(2);
        assertThat(steps(instance)).containsExactly("requestOpinion");
        assertThat(openTasks.find(task(instance)))
                .get()
                .extracting(OpenTask::step)
                .isEqualTo("requestOpinion");
        assertThat(figures.draft(reference, "requestOpinion")).isPresent();
        assertThat(figures.draft(reference, "ask")).isEmpty();
    }

    @Test
    void whatWaitsInARemovedTaskStaysUntilSomebodyChoosesItsDestination() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        String instance = start(null);
        probes.deploy(key, Task.of("examine", "Examiner en commission").group("ministry"), ANSWER);
        MigrationProposal proposal = proposed(1, 2);
        List<MappedPair> without = proposal.mapping().stream()
                .filter(pair -> !pair.source().equals("ask"))
                .toList();

        Migration blocked = prepare(without);

        assertThat(items(blocked)).singleElement().satisfies(item -> {
            assertThat(item.state()).isEqualTo(MigrationItem.State.BLOCKED);
            assertThat(item.blockers()).containsExactly("Attend dans « Demander l’avis », qui n’a pas de destination.");
        });
        assertThatThrownBy(() -> migrations.start(blocked.id(), ItemFilter.all(), null, REASON, ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Aucune instance n’est choisie");

        List<MappedPair> chosen = new ArrayList<>(without);
        chosen.add(new MappedPair("ask", "answer", Origin.CHOSEN, false));
        carryOut(prepare(chosen));
        assertThat(version(instance)).isEqualTo(2);
        assertThat(steps(instance)).containsExactly("answer");
    }

    @Test
    void anInstanceOnWhichAJobWorksIsTriedTwiceAndLeftUntouched() throws Exception {
        probes.deploy(key, ASK.timer("P10D"), ANSWER);
        String instance = start(null);
        String other = start(null);
        probes.deploy(key, ASK.timer("P20D"), Task.of("consult", "Consulter"), ANSWER);
        Migration prepared = prepare(proposed(1, 2));
        String job = timer(instance).getId();
        jdbc.sql("update act_ru_job set lock_owner_ = 'test', lock_exp_time_ = now() + interval '1 hour' where id_ = ?")
                .param(job)
                .update();

        Migration done = carryOut(prepared);

        assertThat(done.state()).isEqualTo(Migration.State.DONE);
        assertThat(version(other)).isEqualTo(2);
        assertThat(version(instance)).isEqualTo(1);
        assertThat(item(done, instance)).satisfies(item -> {
            assertThat(item.state()).isEqualTo(MigrationItem.State.FAILED);
            assertThat(item.attempts()).isEqualTo(2);
            assertThat(item.message()).contains("Un travail automatique est en cours");
        });
        assertThat(jdbc.sql("select lock_owner_ from act_ru_job where id_ = ?")
                        .param(job)
                        .query(String.class)
                        .single())
                .isEqualTo("test");

        assertThat(items(prepare(proposed(1, 2))))
                .singleElement()
                .satisfies(item -> assertThat(item.blockers())
                        .singleElement()
                        .asString()
                        .contains("Un travail automatique est en cours"));
    }

    @Test
    void somebodyWhoChangesAnInstanceAtTheSameMomentWinsAndTheInstanceMovesAtTheSecondAttempt() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        String instance = start(null);
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration prepared = prepare(proposed(1, 2));
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);

        CompletableFuture<Void> work = new TransactionTemplate(transactions).execute(status -> {
            jdbc.sql("update act_ru_execution set rev_ = rev_ + 1 where id_ = ?")
                    .param(instance)
                    .update();
            CompletableFuture<Void> working = CompletableFuture.runAsync(() -> worker.work(prepared.id()));
            waitUntilSomebodyWaitsForALock();
            return working;
        });
        work.get();

        MigrationItem item = items(prepared).get(0);
        assertThat(item.state()).isEqualTo(MigrationItem.State.MOVED);
        assertThat(item.attempts()).isEqualTo(2);
        assertThat(version(instance)).isEqualTo(2);
    }

    @Test
    void aPauseLetsTheInstanceAtWorkEndAndTheRestGoesOnLater() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        List<String> instances = List.of(start("A"), start("B"), start("C"));
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration prepared = prepare(proposed(1, 2));
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);

        CompletableFuture<Void> work = new TransactionTemplate(transactions).execute(status -> {
            jdbc.sql(
                            "select 1 from ecoquartier.model_migration_item where migration = ? and reference = 'B' for update")
                    .param(prepared.id())
                    .query(Integer.class)
                    .single();
            CompletableFuture<Void> working = CompletableFuture.runAsync(() -> worker.work(prepared.id()));
            waitUntilSomebodyWaitsForALock();
            CompletableFuture.runAsync(() -> {
                        try {
                            migrations.pause(prepared.id(), ADMIN);
                        } catch (NotPossible e) {
                            throw new AssertionError(e);
                        }
                    })
                    .join();
            return working;
        });
        work.get();

        Migration paused = migrations.find(prepared.id()).orElseThrow();
        assertThat(paused.state()).isEqualTo(Migration.State.PAUSED);
        assertThat(instances).extracting(this::version).containsExactly(2, 2, 1);
        worker.work(prepared.id());
        assertThat(version(instances.get(2))).as("paused means paused").isEqualTo(1);

        migrations.resume(prepared.id(), ADMIN);
        worker.work(prepared.id());
        assertThat(migrations.find(prepared.id()).orElseThrow().state()).isEqualTo(Migration.State.DONE);
        assertThat(instances).extracting(this::version).containsExactly(2, 2, 2);
        assertThat(migrations.events(prepared.id()))
                .extracting(event -> event.text())
                .containsExactly("Lancée pour 3 instances.", "Mise en pause.", "Reprise.");
    }

    @Test
    void whatANodeLeftWhenItDiedIsContinuedByAnother() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        List<String> instances = List.of(start("A"), start("B"));
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration prepared = prepare(proposed(1, 2));
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);
        lease(prepared, "now() + interval '1 minute'");

        worker.work(prepared.id());
        assertThat(instances)
                .extracting(this::version)
                .as("another node works on it")
                .containsExactly(1, 1);

        lease(prepared, "now() - interval '1 second'");
        assertThat(migrations.find(prepared.id()).orElseThrow().interrupted()).isTrue();
        worker.work(prepared.id());
        assertThat(instances).extracting(this::version).containsExactly(2, 2);
        assertThat(migrations.find(prepared.id()).orElseThrow().state()).isEqualTo(Migration.State.DONE);
    }

    @Test
    void twoAtOnceOfTheSameProcessAreRefused() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        start("A");
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration first = prepare(proposed(1, 2));
        Migration second = prepare(proposed(1, 2));
        migrations.start(first.id(), ItemFilter.all(), null, REASON, ADMIN);

        assertThatThrownBy(() -> migrations.start(second.id(), ItemFilter.all(), null, REASON, ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Une autre migration de ce processus est en cours");
        assertThatThrownBy(() -> migrations.start(first.id(), ItemFilter.all(), null, REASON, ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("déjà été lancée");
        assertThat(items(second)).extracting(MigrationItem::state).containsExactly(MigrationItem.State.ELIGIBLE);

        migrations.stop(first.id(), ADMIN);
        assertThat(items(first)).extracting(MigrationItem::state).containsExactly(MigrationItem.State.LEFT);
        carryOut(second);
    }

    @Test
    void onlyTheChosenInstancesMove() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        String here = start("A", "82");
        String there = start("B", "42");
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration prepared = prepare(proposed(1, 2));

        assertThatThrownBy(() -> migrations.start(prepared.id(), ItemFilter.all(), List.of(), REASON, ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Aucune instance n’est choisie");
        assertThatThrownBy(() -> migrations.start(prepared.id(), ItemFilter.all(), null, "court", ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Indiquez le motif");
        assertThat(migrations.find(prepared.id()).orElseThrow().started()).isFalse();

        migrations.start(prepared.id(), new ItemFilter("42", "ask", null), null, REASON, ADMIN);
        worker.work(prepared.id());
        assertThat(version(here)).isEqualTo(1);
        assertThat(version(there)).isEqualTo(2);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(there)
                        .singleResult()
                        .getTenantId())
                .isEqualTo("42");
    }

    @Test
    void aSuspendedInstanceStaysAndAnEndedOneIsToldAsEnded() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        String suspended = start("A");
        String ended = start("B");
        probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        runtime.suspendProcessInstanceById(suspended);
        Migration prepared = prepare(proposed(1, 2));
        assertThat(item(prepared, suspended).blockers())
                .singleElement()
                .asString()
                .contains("suspendue");
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);
        runtime.deleteProcessInstance(ended, "test");

        worker.work(prepared.id());

        assertThat(item(prepared, ended).state()).isEqualTo(MigrationItem.State.GONE);
        assertThat(version(suspended)).isEqualTo(1);
    }

    @Test
    void aVersionThatWasDeletedMeanwhileStopsTheMigrationAndMovesNothing() throws Exception {
        probes.deploy(key, ASK, ANSWER);
        String instance = start("A");
        ProcessDefinition renewed = probes.deploy(key, ASK, Task.of("consult", "Consulter"), ANSWER);
        Migration late = prepare(proposed(1, 2));
        Migration prepared = prepare(proposed(1, 2));
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);
        repository.deleteDeployment(renewed.getDeploymentId(), true);

        worker.work(prepared.id());

        Migration stopped = migrations.find(prepared.id()).orElseThrow();
        assertThat(stopped.state()).isEqualTo(Migration.State.STOPPED);
        assertThat(stopped.note()).contains("La version 2 de ce processus n’existe pas, ou plus.");
        assertThat(items(stopped)).extracting(MigrationItem::state).containsExactly(MigrationItem.State.LEFT);
        assertThat(version(instance)).isEqualTo(1);
        assertThatThrownBy(() -> migrations.start(late.id(), ItemFilter.all(), null, REASON, ADMIN))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("La version 2 n’existe plus");
    }

    @Test
    void aForgedMappingIsRefusedOnItsElement() {
        probes.deploy(key, ASK.timer("P10D"), ANSWER);
        start("A");
        probes.deploy(key, ASK.timer("P10D"), ANSWER);

        assertThat(engine.problems(
                        key,
                        1,
                        2,
                        List.of(
                                new MappedPair("ask", "nowhere", Origin.CHOSEN, false),
                                new MappedPair("phantom", "answer", Origin.CHOSEN, false),
                                new MappedPair("askReminder", "answer", Origin.CHOSEN, true))))
                .extracting(problem -> problem.source() + " " + problem.message())
                .contains(
                        "ask L’élément « nowhere » n’existe pas dans la version d’arrivée.",
                        "phantom L’élément « phantom » n’existe pas dans la version de départ.")
                .anyMatch(text -> text.startsWith("askReminder") && text.contains("pas des éléments de même nature"));
        assertThatThrownBy(() -> prepare(List.of(new MappedPair("ask", "nowhere", Origin.CHOSEN, false))))
                .isInstanceOf(MappingRefused.class);
        assertThat(engine.problems(key, 1, 7, List.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("La version 7"));
    }

    @Test
    void aVersionThatCameWithoutItsFormsIsRefused() {
        probes.deploy(key, ASK, ANSWER);
        probes.deploy(key, Probes.sequence(ASK, ANSWER), null);

        assertThat(engine.problems(key, 1, 2, proposed(1, 2).mapping()))
                .anyMatch(problem -> "ask".equals(problem.source())
                        && problem.message().contains("demande le formulaire « migration-probe »"));
    }

    @Test
    void aCallerMovesWithoutWhatItCalled() throws Exception {
        String called = Probes.key();
        probes.deploy(called, ASK);
        String call = "<bpmn:startEvent id=\"begun\"/>" + Probes.flow("begun", "call")
                + "<bpmn:callActivity id=\"call\" name=\"Traiter\" calledElement=\"" + called + "\"/>"
                + Probes.flow("call", "%1$s") + "%2$s<bpmn:endEvent id=\"done\"/>";
        probes.deploy(key, call.formatted("done", ""), "Note");
        String instance = start("A");
        String child = runtime.createProcessInstanceQuery()
                .superProcessInstanceId(instance)
                .singleResult()
                .getId();
        probes.deploy(
                key, call.formatted("answer", Probes.userTask(ANSWER, "") + Probes.flow("answer", "done")), "Note");

        Migration prepared = prepare(proposed(1, 2));

        assertThat(items(prepared).get(0).remarks())
                .contains("Le processus appelé « Essai de migration » continue dans sa version 1.");
        carryOut(prepared);
        assertThat(version(instance)).isEqualTo(2);
        assertThat(version(child)).isEqualTo(1);
        runtime.createProcessInstanceModification(child)
                .cancelAllForActivity("ask")
                .execute();
        runtime.deleteProcessInstanceIfExists(child, "test", true, true, true, true);
    }

    @Test
    void whatIsRepeatedMovesWithItsRepetition() throws Exception {
        String repeated =
                "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type=\"bpmn:tFormalExpression\">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>";
        String body = "<bpmn:startEvent id=\"begun\"/>%1$s<bpmn:endEvent id=\"done\"/>";
        probes.deploy(
                key,
                body.formatted(
                        Probes.flow("begun", "ask") + Probes.userTask(ASK, repeated) + Probes.flow("ask", "done")),
                "Note");
        String instance = start("A");
        probes.deploy(
                key,
                body.formatted(Probes.flow("begun", "each")
                        + Probes.userTask(Task.of("each", "Demander l’avis"), repeated)
                        + Probes.flow("each", "done")),
                "Note");

        MigrationProposal proposal = proposed(1, 2);

        assertThat(proposal.mapping()).containsExactly(new MappedPair("ask", "each", Origin.SUGGESTED, false));
        carryOut(prepare(proposal));
        assertThat(version(instance)).isEqualTo(2);
        assertThat(steps(instance)).containsExactly("each", "each", "each");
    }

    private MigrationProposal proposed(int from, int to) {
        return engine.propose(key, from, to).orElseThrow();
    }

    private Migration prepare(MigrationProposal proposal) throws Exception {
        return prepare(proposal.mapping());
    }

    private Migration prepare(List<MappedPair> mapping) throws Exception {
        return migrations.prepare(key, 1, 2, mapping, MoveOptions.none(), ADMIN, Progress.none());
    }

    private Migration carryOut(Migration prepared) throws Exception {
        migrations.start(prepared.id(), ItemFilter.all(), null, REASON, ADMIN);
        worker.work(prepared.id());
        return migrations.find(prepared.id()).orElseThrow();
    }

    private List<MigrationItem> items(Migration migration) {
        return migrations.items(migration.id(), ItemFilter.all(), 0, 100);
    }

    private MigrationItem item(Migration migration, String instance) {
        return items(migration).stream()
                .filter(item -> item.instanceId().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    private void lease(Migration migration, String until) {
        jdbc.sql("update ecoquartier.model_migration set lease_owner = 'elsewhere', lease_until = " + until
                        + " where id = ?")
                .param(migration.id())
                .update();
    }

    private String start(String reference) {
        return start(reference, "82");
    }

    private String start(String reference, String region) {
        boolean dossier = reference != null && reference.startsWith("EQ-");
        return runtime.createProcessInstanceByKey(key)
                .businessKey(reference)
                .setVariable("regionCode", region)
                .setVariables(dossier ? Map.of("reference", reference) : Map.of())
                .execute()
                .getId();
    }

    private String expert() {
        staff.save(new StaffDirectory.NewStaff(
                "migration.expert",
                "Dominique",
                "Petit",
                "dominique@exemple.invalid",
                "Vingt-Engagements-2012",
                Set.of(Role.EXPERT),
                Set.of()));
        return "migration.expert";
    }

    private int version(String instance) {
        return repository
                .getProcessDefinition(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getProcessDefinitionId())
                .getVersion();
    }

    private String task(String instance) {
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    private String name(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getName();
    }

    private List<String> steps(String instance) {
        return tasks.createTaskQuery().processInstanceId(instance).list().stream()
                .map(org.camunda.bpm.engine.task.Task::getTaskDefinitionKey)
                .toList();
    }

    private Job timer(String instance) {
        return management.createJobQuery().processInstanceId(instance).timers().singleResult();
    }

    private void waitUntilSomebodyWaitsForALock() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> CompletableFuture.supplyAsync(() -> jdbc.sql(
                                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                                        .query(Long.class)
                                        .single())
                                .join()
                        > 0);
    }
}
