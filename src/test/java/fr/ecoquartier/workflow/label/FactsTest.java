package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.oversight.FactUpkeep;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.workflow.migration.Probes;
import fr.ecoquartier.workflow.oversight.ImportAgain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.TemporalUnitOffset;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** The facts follow real tasks of the real engine, in its own transactions. */
@IntegrationTest
class FactsTest {

    private static final TemporalUnitOffset CLOSE = within(5, ChronoUnit.MINUTES);

    @Autowired
    private ApplicationContext application;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private LabelProcess process;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private FactUpkeep upkeep;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private OpenTasks openTasks;

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Story story;
    private String reference;
    private Instant start;

    private record Fact(
            String id,
            boolean task,
            String region,
            boolean test,
            int version,
            String element,
            String name,
            String role,
            String assignee,
            Instant created,
            Instant claimed,
            Instant due,
            Instant ended,
            String ending,
            String before) {}

    @BeforeEach
    void aDossier() throws Exception {
        start = Instant.now();
        story = Story.open(application.getAutowireCapableBeanFactory());
        reference = story.reference;
    }

    @AfterEach
    void now() {
        ClockUtil.reset();
    }

    @Test
    void aTaskThatBeginsIsAFactWithItsRoleRegionAndDueDate() {
        Fact fact = fact("fileCharterRequest");
        assertThat(fact.region()).isEqualTo("82");
        assertThat(fact.test()).isFalse();
        assertThat(fact.version()).isPositive();
        assertThat(fact.role()).isEqualTo("authority");
        assertThat(fact.created()).isCloseTo(start, CLOSE);
        assertThat(fact.due()).isEqualTo(task().getDueDate().toInstant());
        assertThat(fact.ended()).isNull();
        assertThat(fact.before()).isNull();
    }

    @Test
    void takingGivingBackAndEndingAreTold() throws Exception {
        story.does("fileCharterRequest").does("enterBaselineMeasures").runs("checkBaseline");
        String id = task().getId();
        at(Duration.ofDays(2));
        tasks.setAssignee(id, "dreal.facts");
        assertThat(fact("checkAdmissibility").claimed())
                .isCloseTo(ClockUtil.getCurrentTime().toInstant(), CLOSE);
        at(Duration.ofDays(3));
        tasks.setAssignee(id, "other.facts");
        assertThat(fact("checkAdmissibility"))
                .satisfies(fact -> assertThat(fact.assignee()).isEqualTo("other.facts"))
                .satisfies(fact -> assertThat(fact.claimed()).isCloseTo(start.plus(2, ChronoUnit.DAYS), CLOSE));
        tasks.setAssignee(id, null);
        assertThat(fact("checkAdmissibility").claimed()).isNull();
        assertThat(fact("checkAdmissibility").assignee()).isNull();

        assertThat(fact("fileCharterRequest").ending()).isEqualTo("COMPLETED");
        assertThat(fact("checkAdmissibility").before()).isEqualTo("charter:enterBaselineMeasures");
        assertThat(fact("enterBaselineMeasures").before()).isEqualTo("charter:fileCharterRequest");
    }

    @Test
    void aNewDueDateIsTold() {
        Task task = task();
        Date later = Date.from(start.plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
        task.setDueDate(later);
        tasks.saveTask(task);
        assertThat(fact("fileCharterRequest").due()).isEqualTo(later.toInstant());
    }

    @Test
    void aSuspensionMovesTheDueDate() throws Exception {
        Instant due = fact("fileCharterRequest").due();
        process.suspend(reference, "Le terrain est vendu.", Story.MINISTRY);
        at(Duration.ofDays(10));
        process.resume(reference, "La vente est annulée.", Story.MINISTRY);
        assertThat(fact("fileCharterRequest").due()).isCloseTo(due.plus(10, ChronoUnit.DAYS), CLOSE);
    }

    @Test
    void aDossierThatIsWithdrawnLeavesCancelledTasksAndAToldStage() throws Exception {
        at(Duration.ofDays(5));
        process.withdraw(reference, "Le projet est abandonné.", Story.GRENOBLE);
        assertThat(fact("fileCharterRequest").ending()).isEqualTo("CANCELLED");
        assertThat(stage("CHARTER")).containsEntry("outcome", "withdrawn").containsEntry("region", "82");
    }

    @Test
    void aStepThatIsRolledBackLeavesNoFact() throws Exception {
        TransactionStatus transaction = transactions.getTransaction(TransactionDefinition.withDefaults());
        try {
            story.does("fileCharterRequest");
            assertThat(facts("enterBaselineMeasures")).hasSize(1);
        } finally {
            transactions.rollback(transaction);
        }
        assertThat(facts("enterBaselineMeasures")).isEmpty();
        assertThat(fact("fileCharterRequest").ended()).isNull();
        assertThat(fact("fileCharterRequest").ending()).isNull();
    }

    @Test
    void anInstanceThatIsDeletedEndsItsFacts() {
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .filter(instance -> instance.getRootProcessInstanceId().equals(instance.getId()))
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "essai"));
        assertThat(all())
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.ending()).as(fact.element()).isEqualTo("CANCELLED"));
    }

    @Test
    void theTimeOfAStageIsCutIntoPartsThatDoNotOverlap() throws Exception {
        at(Duration.ofDays(10));
        story.does("fileCharterRequest");
        at(Duration.ofDays(14));
        story.does("enterBaselineMeasures").runs("checkBaseline");
        at(Duration.ofDays(17));
        String id = task().getId();
        tasks.setAssignee(id, "dreal.facts");
        at(Duration.ofDays(19));
        tasks.complete(id, new SampleAnswers(referentiels.inForce()).choosing("checkAdmissibility", "admissible"));
        at(Duration.ofDays(20));
        process.withdraw(reference, "Le projet est abandonné.", Story.GRENOBLE);

        Map<String, Object> stage = stage("CHARTER");
        long day = 86_400;
        assertThat((long) stage.get("seconds")).isCloseTo(20 * day, within(300L));
        assertThat((long) stage.get("authority_seconds")).isCloseTo(14 * day, within(300L));
        assertThat((long) stage.get("working_seconds")).isCloseTo(2 * day, within(300L));
        assertThat((long) stage.get("queue_seconds")).isCloseTo(4 * day, within(300L));
        assertThat((long) stage.get("authority_seconds")
                        + (long) stage.get("working_seconds")
                        + (long) stage.get("queue_seconds")
                        + (long) stage.get("other_seconds"))
                .isCloseTo((long) stage.get("seconds"), within(3L));
    }

    @Test
    void elementsInWhichNothingWaitsAreCountedOnceAlsoAfterTheyWereAddedUp() throws Exception {
        long before = passages("checkBaseline");
        story.does("fileCharterRequest").does("enterBaselineMeasures").runs("checkBaseline");
        assertThat(passages("checkBaseline")).isEqualTo(before + 1);
        upkeep.addUp();
        assertThat(passages("checkBaseline")).isEqualTo(before + 1);
        assertThat(jdbc.sql("select sum(passages) from ecoquartier.element_month where element = 'checkBaseline'")
                        .query(Long.class)
                        .single())
                .isEqualTo(before + 1);
    }

    @Test
    void whatTheHistoryTellsIsWhatTheListenersTold() throws Exception {
        story.does("fileCharterRequest").does("enterBaselineMeasures").runs("checkBaseline");
        tasks.setAssignee(task().getId(), "dreal.facts");
        List<Fact> told = all();
        jdbc.sql("delete from ecoquartier.step_fact where reference = ?")
                .param(reference)
                .update();

        ImportAgain.in(application);

        assertThat(all())
                .usingRecursiveComparison()
                .withEqualsForType(
                        (a, b) -> a == null || b == null
                                ? a == b
                                : Duration.between(a, b).abs().toMinutes() < 1,
                        Instant.class)
                .ignoringCollectionOrder()
                .isEqualTo(told);
        ImportAgain.in(application);
        assertThat(all()).hasSameSizeAs(told);
    }

    @Test
    void aTaskThatGoesOnInAnotherVersionIsAFactOfThatVersion() {
        Probes probes = new Probes(repository);
        try {
            String key = Probes.key();
            ProcessDefinition before = probes.deploy(key, Probes.Task.of("ask", "Demander"));
            String instance = runtime.createProcessInstanceById(before.getId())
                    .businessKey(reference)
                    .setVariables(Map.of("reference", reference, "regionCode", "82"))
                    .execute()
                    .getId();
            ProcessDefinition after = probes.deploy(key, Probes.Task.of("demand", "Réclamer"));
            runtime.newMigration(runtime.createMigrationPlan(before.getId(), after.getId())
                            .mapActivities("ask", "demand")
                            .build())
                    .processInstanceIds(instance)
                    .execute();

            assertThat(facts("ask")).isEmpty();
            assertThat(fact("demand").version()).isEqualTo(2);
            assertThat(fact("demand").ended()).isNull();
            assertThat(openTasks.of(reference))
                    .anySatisfy(open -> assertThat(open.step()).isEqualTo("demand"))
                    .noneSatisfy(open -> assertThat(open.step()).isEqualTo("ask"));
        } finally {
            probes.clean();
        }
    }

    @Test
    void theStageThatIsOpenHasNoFactYet() {
        assertThat(dossiers.stages(reference))
                .singleElement()
                .satisfies(open -> assertThat(open.stage()).isEqualTo(DossierStage.CHARTER));
        assertThat(jdbc.sql("select count(*) from ecoquartier.stage_fact where reference = ?")
                        .param(reference)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void at(Duration afterStart) {
        ClockUtil.setCurrentTime(Date.from(start.plus(afterStart)));
    }

    private Task task() {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).singleResult();
    }

    private Fact fact(String element) {
        List<Fact> found = facts(element);
        assertThat(found).as(element).hasSize(1);
        return found.get(0);
    }

    private List<Fact> facts(String element) {
        return all().stream().filter(fact -> fact.element().equals(element)).toList();
    }

    private List<Fact> all() {
        return jdbc.sql("select * from ecoquartier.step_fact where reference = ? order by created_at, id")
                .param(reference)
                .query(FactsTest::read)
                .list();
    }

    private static Fact read(ResultSet row, int n) throws SQLException {
        return new Fact(
                row.getString("id"),
                row.getBoolean("task"),
                row.getString("region"),
                row.getBoolean("test"),
                row.getInt("version"),
                row.getString("element"),
                row.getString("name"),
                row.getString("role"),
                row.getString("assignee"),
                instant(row.getTimestamp("created_at")),
                instant(row.getTimestamp("claimed_at")),
                instant(row.getTimestamp("due_at")),
                instant(row.getTimestamp("ended_at")),
                row.getString("ending"),
                row.getString("preceded_by"));
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private Map<String, Object> stage(String stage) {
        return jdbc.sql("select * from ecoquartier.stage_fact where reference = ? and stage = ?")
                .params(reference, stage)
                .query()
                .singleRow();
    }

    private long passages(String element) {
        return jdbc.sql("""
                        select (select count(*) from ecoquartier.element_passage where element = :element)
                            + (select coalesce(sum(passages), 0) from ecoquartier.element_day where element = :element)
                        """).param("element", element).query(Long.class).single();
    }
}
