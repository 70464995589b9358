package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.pilot.functioning.DelayInForce;
import fr.ecoquartier.pilot.functioning.FirstDrafts;
import fr.ecoquartier.pilot.functioning.TaskTime;
import fr.ecoquartier.pilot.functioning.TaskTime.Ending;
import fr.ecoquartier.pilot.functioning.TaskTime.Split;
import fr.ecoquartier.pilot.functioning.TaskTimes;
import fr.ecoquartier.referentiel.Referentiels;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The engine's history tells waiting from working. */
@IntegrationTest
class TaskTimesTest {

    @Autowired
    private TaskTimes times;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private FirstDrafts drafts;

    @Autowired
    private Referentiels referentiels;

    private Story story;
    private String reference;
    private Instant start;

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
    void anOpenTaskOfTheAuthorityNamesItsModelItsRoleAndItsDelay() {
        assertThat(times.of(List.of(reference))).singleElement().satisfies(task -> {
            assertThat(task.reference()).isEqualTo(reference);
            assertThat(task.process()).isEqualTo("charter");
            assertThat(task.processName()).isEqualTo("Charte");
            assertThat(task.step()).isEqualTo("fileCharterRequest");
            assertThat(task.role()).isEqualTo("authority");
            assertThat(task.delay()).isEqualTo("charterFiling");
            assertThat(task.ending()).isEqualTo(Ending.OPEN);
            assertThat(task.dueAt()).isNotNull();
            assertThat(task.total()).isNull();
            assertThat(task.overdue(Instant.now())).isFalse();
            assertThat(task.overdue(task.dueAt().plusSeconds(1))).isTrue();
        });
    }

    @Test
    void theAuthoritysWorkBeginsWithItsFirstDraft() throws Exception {
        Task task = task();
        drafts.kept(task.getId(), reference);
        drafts.kept(task.getId(), reference);
        at(Duration.ofHours(5));
        story.does("fileCharterRequest");

        TaskTime time = done("fileCharterRequest");
        assertThat(time.split()).isEqualTo(Split.DRAFT);
        assertThat(time.waiting()).isLessThan(Duration.ofMinutes(5));
        assertThat(time.working()).isCloseTo(Duration.ofHours(5), Duration.ofMinutes(5));
    }

    @Test
    void withoutAnyDraftNothingIsToldOfTheAuthoritysWork() throws Exception {
        at(Duration.ofHours(5));
        story.does("fileCharterRequest");
        TaskTime time = done("fileCharterRequest");
        assertThat(time.split()).isEqualTo(Split.NONE);
        assertThat(time.waiting()).isNull();
        assertThat(time.total()).isCloseTo(Duration.ofHours(5), Duration.ofMinutes(5));
    }

    @Test
    void aTaskOfTheStaffIsWorkedOnWhileSomebodyHoldsIt() throws Exception {
        story.does("fileCharterRequest").does("enterBaselineMeasures").runs("checkBaseline");
        start = Instant.now();
        String task = task().getId();
        at(Duration.ofDays(2));
        tasks.setAssignee(task, "dreal.times");
        at(Duration.ofDays(3));
        tasks.setAssignee(task, null); // put back for a day
        at(Duration.ofDays(4));
        tasks.setAssignee(task, "other.times");
        at(Duration.ofDays(4).plusHours(12));
        tasks.complete(task, new SampleAnswers(referentiels.inForce()).choosing("checkAdmissibility", "admissible"));

        TaskTime time = done("checkAdmissibility");
        assertThat(time.role()).isEqualTo("dreal");
        assertThat(time.split()).isEqualTo(Split.CLAIM);
        assertThat(time.waiting()).isCloseTo(Duration.ofDays(3), Duration.ofMinutes(5));
        assertThat(time.working()).isCloseTo(Duration.ofHours(36), Duration.ofMinutes(5));
        assertThat(time.ending()).isEqualTo(Ending.DONE);
    }

    @Test
    void aTaskThatIsTakenAwayIsNotDone() {
        at(Duration.ofDays(1));
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference).list().stream()
                .filter(instance -> instance.getRootProcessInstanceId().equals(instance.getId()))
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "essai"));
        assertThat(times.of(List.of(reference)))
                .singleElement()
                .satisfies(task -> assertThat(task.ending()).isEqualTo(Ending.WITHOUT));
    }

    @Test
    void theDelaysAreThoseOfTheConfiguration() {
        assertThat(times.delays())
                .filteredOn(delay -> delay.key().equals("admissibility"))
                .singleElement()
                .extracting(DelayInForce::label, DelayInForce::text)
                .containsExactly("Vérification de la recevabilité", "1\u00a0mois");
    }

    private Task task() {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).singleResult();
    }

    private TaskTime done(String step) {
        return times.of(List.of(reference)).stream()
                .filter(task -> task.step().equals(step) && task.ending() == Ending.DONE)
                .findFirst()
                .orElseThrow();
    }

    private void at(Duration later) {
        ClockUtil.setCurrentTime(Date.from(start.plus(later)));
    }
}
