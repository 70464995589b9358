package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.Departures;
import fr.ecoquartier.access.Departures.Outcome;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Somebody leaves: everything they hold goes where it may, the dossiers tell it, and the account is closed. */
@IntegrationTest
class DepartureTest {

    private static final String REASON = "mutation au 1er septembre";

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private Departures departures;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AccountJournal journal;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private LabelProcess process;

    @Autowired
    private Experts experts;

    @Autowired
    private TaskService tasks;

    private Desk desk;
    private Person admin;

    @BeforeEach
    void prepare() {
        desk = Desk.in(application);
        admin = person("admin", Role.ADMIN);
    }

    private Person person(String name, Role role, String... regions) {
        String id = "departure-" + name + "-" + UUID.randomUUID().toString().substring(0, 6);
        staff.save(new StaffDirectory.NewStaff(
                id, name, "Essai", id + "@exemple.invalid", "un mot de passe de test", Set.of(role), Set.of(regions)));
        return staff.find(id).orElseThrow();
    }

    private String heldBy(Person holder, String reference, String step) {
        Task task = desk.task(reference, step);
        tasks.setAssignee(task.getId(), holder.id());
        return task.getId();
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    @Test
    void theReceiverGetsWhatTheyMayTakeAndTheDossierTellsIt() throws Exception {
        Person leaving = person("partante", Role.DREAL, "82");
        Person receiver = person("repreneuse", Role.DREAL, "82");
        String reference = desk.openAt("checkAdmissibility");
        String task = heldBy(leaving, reference, "checkAdmissibility");
        assertThat(departures.plan(leaving.id(), receiver.id(), false))
                .extracting(Departures.Line::outcome)
                .containsExactly(Outcome.RECEIVER);

        departures.leave(leaving.id(), receiver.id(), false, REASON, admin);

        assertThat(assignee(task)).isEqualTo(receiver.id());
        assertThat(staff.active(leaving.id())).isEmpty();
        assertThat(dossiers.journal(reference, true)).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.INTERVENTION);
            assertThat(entry.actor().id()).isEqualTo(admin.id());
            assertThat(entry.text()).contains(leaving.name(), receiver.name(), REASON);
        });
        assertThat(dossiers.journal(reference, false)).noneMatch(entry -> entry.kind() == JournalKind.INTERVENTION);
        assertThat(journal.of(leaving.id()))
                .extracting(AccountEvent::kind)
                .contains(AccountEvent.Kind.DEPARTURE, AccountEvent.Kind.DEACTIVATED);
    }

    @Test
    void whatTheReceiverMayNotTakeGoesBackToTheGroupAndThePreviewSaysWhy() throws Exception {
        Person leaving = person("partante", Role.DREAL, "82");
        Person elsewhere = person("ailleurs", Role.DREAL, "42");
        String task = heldBy(leaving, desk.openAt("checkAdmissibility"), "checkAdmissibility");
        assertThat(departures.plan(leaving.id(), elsewhere.id(), false))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo(Outcome.GROUP);
                    assertThat(line.why()).contains("autre région");
                });

        departures.leave(leaving.id(), elsewhere.id(), false, REASON, admin);

        assertThat(assignee(task)).isNull();
    }

    @Test
    void aPersonalOpinionIsNotHandedOverAndTheTrioIsNamedAgain() throws Exception {
        Person expert = person("experte", Role.EXPERT);
        experts.register(
                new Expert(expert.id(), expert.name(), ExpertKind.NATIONAL, "Employeur de " + expert.id(), null, true));
        String reference = desk.openAt("registerCharter");
        desk.answer(reference, "registerCharter");
        desk.answer(reference, "signCharterAsAuthority");
        desk.answer(reference, "signCharterForState");
        desk.runAll(reference);
        desk.answer(reference, "enterPlannedMeasures");
        desk.answer(reference, "setObjectives");
        desk.runAll(reference);
        desk.answer(reference, "instructContract");
        Map<String, Object> trio = new HashMap<>(desk.trio());
        trio.put("national", expert.id());
        desk.answer(reference, "nameContractTrio", trio);
        assertThat(departures.plan(expert.id(), null, false)).singleElement().satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(Outcome.STAYS);
            assertThat(line.why()).contains("Le trio doit être désigné de nouveau");
        });

        departures.leave(expert.id(), null, true, REASON, admin);

        assertThat(desk.tasksOf(reference, "giveContractOpinion"))
                .hasSize(2)
                .noneMatch(task -> expert.id().equals(task.getAssignee()));
        assertThat(experts.find(expert.id()).orElseThrow().active()).isFalse();
        desk.answerEach(reference, "giveContractOpinion");
        desk.runAll(reference);
        assertThat(desk.openSteps(reference)).containsExactly("nameContractTrio");
    }

    @Test
    void aSuspendedDossierIsHandedOverWhenItGoesOn() throws Exception {
        Person leaving = person("partante", Role.DREAL, "82");
        Person receiver = person("repreneuse", Role.DREAL, "82");
        String reference = desk.openAt("checkAdmissibility");
        String task = heldBy(leaving, reference, "checkAdmissibility");
        Actor minister = new Actor("departure-ministry", "Ministère", "Ministère");
        process.suspend(reference, "recours", minister);
        assertThat(departures.plan(leaving.id(), receiver.id(), false))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo(Outcome.STAYS);
                    assertThat(line.why()).contains("suspendu");
                });
        departures.leave(leaving.id(), receiver.id(), false, REASON, admin);
        assertThat(assignee(task)).isEqualTo(leaving.id());

        process.resume(reference, "recours rejeté", minister);
        departures.leave(leaving.id(), receiver.id(), false, REASON, admin);

        assertThat(assignee(task)).isEqualTo(receiver.id());
    }

    @Test
    void whoeverMayNotBeDeactivatedHandsNothingOver() throws Exception {
        Person leaving = person("partante", Role.DREAL, "82");
        Person receiver = person("repreneuse", Role.DREAL, "82");
        String task = heldBy(leaving, desk.openAt("checkAdmissibility"), "checkAdmissibility");

        assertThatThrownBy(() -> departures.leave(leaving.id(), receiver.id(), false, " ", admin))
                .isInstanceOf(AccountRefused.class);
        assertThatThrownBy(() -> departures.leave(leaving.id(), receiver.id(), false, REASON, leaving))
                .isInstanceOf(AccountRefused.class);
        assertThatThrownBy(() -> departures.leave(leaving.id(), leaving.id(), false, REASON, admin))
                .isInstanceOf(AccountRefused.class);
        assertThat(assignee(task)).isEqualTo(leaving.id());
        assertThat(staff.active(leaving.id())).isPresent();
    }
}
