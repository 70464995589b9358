package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory.NewStaff;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.oversight.intervention.Candidate;
import fr.ecoquartier.oversight.intervention.Interventions;
import fr.ecoquartier.oversight.intervention.Preview;
import fr.ecoquartier.oversight.intervention.ProcessState.Running;
import fr.ecoquartier.oversight.intervention.ProcessState.Target;
import fr.ecoquartier.oversight.intervention.ProcessState.TaskLine;
import fr.ecoquartier.oversight.intervention.ProcessState.Token;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Interventions on the real engine: what they change, what they leave, and when they are refused. */
@IntegrationTest
class InterventionsTest extends Stories {

    private static final Actor ADMIN = new Actor("page.admin", "Agent Administrateur", "Administrateur");
    private static final String REASON = "La demande a été instruite par erreur.";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Autowired
    private Interventions interventions;

    @Autowired
    private OpenTasks openTasks;

    @BeforeEach
    void staff() throws Exception {
        Story.Tools tools = Story.tools(application);
        for (String id : List.of("take-dreal-82", "take-dreal-82-b", "take-dreal-42", "take-ministry")) {
            Role role = id.contains("dreal") ? Role.DREAL : Role.MINISTRY;
            tools.staff()
                    .save(new NewStaff(
                            id,
                            "Prénom",
                            id.toUpperCase(),
                            id + "@exemple.invalid",
                            "Vingt-Engagements-2012",
                            Set.of(role),
                            role == Role.DREAL ? Set.of(id.substring(11, 13)) : Set.of()));
        }
    }

    // ------------------------------------------------------------------------------------------- move

    @Test
    void aTokenGoesBackAndWhatIsDoneAgainCountsAsNew() throws Exception {
        Story story = opened().until("checkAdmissibility").does("checkAdmissibility", "admissible");
        Running charter = running(story, "charter");
        Token token = charter.tokens().get(0);
        assertThat(token.element()).isEqualTo("registerCharter");

        Preview preview = interventions.previewMove(story.reference, charter.id(), token.id(), "checkAdmissibility");
        assertThat(preview.ends()).anyMatch(line -> line.contains("Enregistrer le dossier et préparer la charte"));
        assertThat(preview.begins()).anyMatch(line -> line.contains("Vérifier la recevabilité"));
        story.waitsFor("registerCharter");

        interventions.move(story.reference, charter.id(), token.id(), "checkAdmissibility", REASON, ADMIN);

        story.waitsFor("checkAdmissibility");
        assertThat(openTasks.of(story.reference)).extracting(OpenTask::step).containsExactly("checkAdmissibility");
        assertThat(story.journal(JournalKind.INTERVENTION))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("Déplacement de «\u00a0Enregistrer le dossier et préparer la charte\u00a0»", REASON));
        int decided = decisions(story);
        story.does("checkAdmissibility", "correction").waitsFor("answerCharterCorrection");
        assertThat(decisions(story)).as("the second decision is kept too").isGreaterThan(decided);
        story.until("signContractForState");
    }

    private static int decisions(Story story) {
        return story.tools()
                .jdbc()
                .sql("select (select count(*) from ecoquartier.decision where reference = :r)"
                        + " + (select count(*) from ecoquartier.correction_request where reference = :r)")
                .param("r", story.reference)
                .query(Integer.class)
                .single();
    }

    @Test
    void aStageThatIsLeftIsClosedAndTheStatusFollows() throws Exception {
        Story story = opened().until("setObjectives");
        Running label = running(story, "progressiveLabel");

        interventions.move(story.reference, label.id(), label.tokens().get(0).id(), "charterStage", REASON, ADMIN);
        story.runs("charterStage");

        story.waitsFor("fileCharterRequest");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.OPEN);
        assertThat(story.dossier().stage()).isEqualTo(DossierStage.CHARTER);
        assertThat(story.tools().dossiers().stages(story.reference))
                .extracting(period -> period.stage() + " " + period.round() + " " + period.outcome())
                .containsExactly("CHARTER 1 signed", "CONTRACT 1 moved", "CHARTER 2 null");
    }

    @Test
    void aTokenGoesOnlyWhereTheProcessMayBegin() throws Exception {
        Story story = opened().until("checkAdmissibility");
        Running charter = running(story, "charter");
        Token token = charter.tokens().get(0);

        assertThat(token.targets())
                .extracting(Target::element)
                .contains("registerCharter", "enterBaselineMeasures", "checkBaseline", "decideCharterRefusal")
                .doesNotContain(
                        "charterRequested",
                        "openCharterStage",
                        "charterSigned",
                        "charterRefused",
                        "admissibilityResult",
                        "baselineInvalid",
                        "abandonCharter",
                        "checkAdmissibility");
        for (String target : List.of("charterSigned", "abandonCharter", "admissibilityResult", "inconnu")) {
            refused(
                    () -> interventions.move(story.reference, charter.id(), token.id(), target, REASON, ADMIN),
                    "choisissez un élément proposé");
        }
        Running label = running(story, "progressiveLabel");
        assertThat(label.tokens().get(0).targets())
                .as("nobody waits for a label without a signed contract")
                .isEmpty();
        story.waitsFor("checkAdmissibility");
        assertThat(story.journal(JournalKind.INTERVENTION)).isEmpty();
    }

    @Test
    void whoComesSecondHearsWhoWasFaster() throws Exception {
        Story story = opened().until("checkAdmissibility");
        Running charter = running(story, "charter");
        String token = charter.tokens().get(0).id();
        story.does("checkAdmissibility", "admissible");

        refused(
                () -> interventions.move(story.reference, charter.id(), token, "enterBaselineMeasures", REASON, ADMIN),
                "Entre-temps, «");
        story.waitsFor("registerCharter");
        assertThat(story.journal(JournalKind.INTERVENTION)).isEmpty();
    }

    @Test
    void aStepThatFailsIsSkippedByMovingItsToken() throws Exception {
        Story story = opened().does("fileCharterRequest").does("enterBaselineMeasures");
        Running charter = running(story, "charter");
        Token waiting = charter.tokens().get(0);
        assertThat(waiting.element()).isEqualTo("checkBaseline");

        interventions.move(story.reference, charter.id(), waiting.id(), "enterBaselineMeasures", REASON, ADMIN);

        story.waitsFor("enterBaselineMeasures");
        assertThat(story.tools()
                        .management()
                        .createJobQuery()
                        .processInstanceId(charter.id())
                        .activityId("checkBaseline")
                        .count())
                .isZero();
    }

    @Test
    void repeatedTasksAreMovedAsAWholeAndBegunAsAWhole() throws Exception {
        Story story = openedAt("contract").until("giveContractOpinion");
        Running contract = running(story, "contract");
        Token opinions = contract.tokens().stream()
                .filter(token -> token.element().equals("giveContractOpinion"))
                .findFirst()
                .orElseThrow();
        assertThat(story.tasks("giveContractOpinion")).hasSize(3);

        interventions.move(story.reference, contract.id(), opinions.id(), "nameContractTrio", REASON, ADMIN);
        story.waitsFor("nameContractTrio");
        Running again = running(story, "contract");
        interventions.move(
                story.reference, contract.id(), again.tokens().get(0).id(), "giveContractOpinion", REASON, ADMIN);

        assertThat(story.tasks("giveContractOpinion")).hasSize(3);
    }

    // ------------------------------------------------------------------------------------------- restart

    @Test
    void aFinishedDossierBeginsAgainWhereItHadCome() throws Exception {
        Story story = opened().until("instructContract").withdraws("Le projet est abandonné par le conseil municipal.");
        var restart = interventions.state(story.reference).restart();
        assertThat(restart.targets())
                .extracting(Target::element)
                .containsExactlyInAnyOrder("charterStage", "contractStage");

        Preview preview = interventions.previewRestart(story.reference, restart.instance(), "contractStage");
        assertThat(preview.notes()).anyMatch(note -> note.contains("Charte signée"));
        interventions.restart(story.reference, restart.instance(), "contractStage", REASON, ADMIN);

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.CHARTER_SIGNED);
        story.runs("contractStage").waitsFor("enterPlannedMeasures");
        assertThat(story.task("enterPlannedMeasures").getTenantId()).isEqualTo("82");
        assertThat(story.journal(JournalKind.INTERVENTION))
                .singleElement()
                .satisfies(
                        line -> assertThat(line).contains("Redémarrage à «\u00a0Conclure le contrat\u00a0»", REASON));
        story.until("signContractForState");
    }

    @Test
    void nothingRunsTwiceAndNobodyGoesFurtherThanTheyCame() throws Exception {
        Story story = opened().withdraws("Le projet est abandonné par le conseil municipal.");
        String instance = interventions.state(story.reference).restart().instance();

        refused(
                () -> interventions.restart(story.reference, instance, "contractStage", REASON, ADMIN),
                "jamais allé jusque-là");
        interventions.restart(story.reference, instance, "charterStage", REASON, ADMIN);
        refused(() -> interventions.restart(story.reference, instance, "charterStage", REASON, ADMIN), "deux fois");
        assertThat(interventions.state(story.reference).restart()).isNull();
        assertThat(story.instances()).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------- due date

    @Test
    void aDueDateTakesItsReminderAndItsDeadlineAlong() throws Exception {
        Story story = opened();
        TaskLine task = running(story, "charter").tasks().get(0);
        LocalDate day = LocalDate.now(PARIS).plusYears(1);
        Instant end = day.plusDays(1).atStartOfDay(PARIS).minusSeconds(1).toInstant();

        Preview preview = interventions.previewDueDate(story.reference, task.id(), day);
        assertThat(preview.begins()).hasSize(3);
        interventions.changeDueDate(story.reference, task.id(), task.dueAt(), day, REASON, ADMIN);

        assertThat(story.task("fileCharterRequest").getDueDate().toInstant()).isEqualTo(end);
        assertThat(openTasks.find(task.id()).orElseThrow().dueAt()).isEqualTo(end);
        assertThat(due(story, "fileCharterRequestDeadline")).isEqualTo(end);
        assertThat(due(story, "fileCharterRequestReminder"))
                .isEqualTo(end.atZone(PARIS).minusDays(7).toInstant());
        assertThat(story.journal(JournalKind.INTERVENTION))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("Échéance de «\u00a0Déposer la demande de charte\u00a0»", REASON));
        refused(
                () -> interventions.changeDueDate(
                        story.reference, task.id(), task.dueAt(), day.plusDays(3), REASON, ADMIN),
                "Quelqu’un d’autre a changé l’échéance");
    }

    @Test
    void aDueDateIsNeitherPastNorFarAndOnlyOfAnOpenTask() throws Exception {
        Story story = opened();
        TaskLine task = running(story, "charter").tasks().get(0);
        LocalDate today = LocalDate.now(PARIS);

        refused(() -> interventions.previewDueDate(story.reference, task.id(), today.minusDays(1)), "dans le passé");
        refused(() -> interventions.previewDueDate(story.reference, task.id(), today.plusYears(11)), "dix ans");
        refused(
                () -> interventions.previewDueDate(story.reference, "inconnue", today.plusDays(9)),
                "n’est pas de ce dossier");
        story.does("fileCharterRequest");
        refused(
                () -> interventions.changeDueDate(
                        story.reference, task.id(), task.dueAt(), today.plusDays(9), REASON, ADMIN),
                "a été traitée par");
        refused(
                () -> interventions.previewDueDate(
                        opened().reference, story.task("enterBaselineMeasures").getId(), today.plusDays(9)),
                "n’est pas de ce dossier");
    }

    // ------------------------------------------------------------------------------------------- reassign

    @Test
    void aTaskGoesOnlyToSomebodyWhoMayTakeIt() throws Exception {
        Story story = opened().until("checkAdmissibility");
        TaskLine task = running(story, "charter").tasks().get(0);

        assertThat(interventions.whoMayTake(story.reference, task.id()))
                .extracting(Candidate::id)
                .contains("take-dreal-82", "take-dreal-82-b")
                .doesNotContain("take-dreal-42", "take-ministry");
        refused(
                () -> interventions.reassign(story.reference, task.id(), null, "take-dreal-42", REASON, ADMIN),
                "autre région");
        refused(
                () -> interventions.reassign(story.reference, task.id(), null, "take-ministry", REASON, ADMIN),
                "rôle de cette personne");
        interventions.reassign(story.reference, task.id(), null, "take-dreal-82", REASON, ADMIN);
        assertThat(story.task("checkAdmissibility").getAssignee()).isEqualTo("take-dreal-82");
        refused(
                () -> interventions.reassign(story.reference, task.id(), null, "take-dreal-82-b", REASON, ADMIN),
                "prise en charge par");
        interventions.reassign(story.reference, task.id(), "take-dreal-82", null, REASON, ADMIN);

        assertThat(story.task("checkAdmissibility").getAssignee()).isNull();
        assertThat(openTasks.find(task.id()).orElseThrow().assignee()).isNull();
        assertThat(story.journal(JournalKind.INTERVENTION)).hasSize(2);
    }

    @Test
    void whoInstructedIsNotGivenTheDecision() throws Exception {
        Story.Tools tools = Story.tools(application);
        tools.staff()
                .save(new NewStaff(
                        "take-both",
                        "Deux",
                        "Rôles",
                        "both@exemple.invalid",
                        "Vingt-Engagements-2012",
                        Set.of(Role.DREAL, Role.MINISTRY),
                        Set.of("82")));
        Story story = opened().until("checkAdmissibility");
        TaskLine check = running(story, "charter").tasks().get(0);
        interventions.reassign(story.reference, check.id(), null, "take-both", REASON, ADMIN);
        interventions.reassign(story.reference, check.id(), "take-both", null, REASON, ADMIN);
        tools.tasks().setAssignee(check.id(), "take-both");
        Running charter = running(story, "charter");
        interventions.move(
                story.reference, charter.id(), charter.tokens().get(0).id(), "decideCharterRefusal", REASON, ADMIN);
        String decision = story.task("decideCharterRefusal").getId();

        refused(
                () -> interventions.reassign(story.reference, decision, null, "take-both", REASON, ADMIN),
                "instruire et décider");
    }

    @Test
    void personalTasksAndThoseOfTheAuthorityDoNotChangeHands() throws Exception {
        Story contract = openedAt("contract").until("giveContractOpinion");
        TaskLine opinion = running(contract, "contract").tasks().get(0);
        Story charter = opened();
        TaskLine filing = running(charter, "charter").tasks().get(0);

        assertThat(opinion.personal()).isTrue();
        refused(
                () -> interventions.reassign(
                        contract.reference, opinion.id(), opinion.assignee(), "take-dreal-82", REASON, ADMIN),
                "nommément");
        refused(
                () -> interventions.reassign(charter.reference, filing.id(), null, "take-dreal-82", REASON, ADMIN),
                "revient à la collectivité");
    }

    // ------------------------------------------------------------------------------------------- suspension

    @Test
    void aSuspendedDossierIsResumedFirst() throws Exception {
        Story story = opened().until("checkAdmissibility").isSuspended();
        Running charter = running(story, "charter");
        String task = charter.tasks().get(0).id();

        assertThat(interventions.state(story.reference).suspended()).isTrue();
        refused(
                () -> interventions.move(
                        story.reference, charter.id(), charter.tokens().get(0).id(), "registerCharter", REASON, ADMIN),
                "suspendu");
        refused(() -> interventions.previewDueDate(story.reference, task, LocalDate.now(PARIS)), "suspendu");
        refused(() -> interventions.reassign(story.reference, task, null, "take-dreal-82", REASON, ADMIN), "suspendu");
    }

    private Running running(Story story, String process) {
        return interventions.state(story.reference).instances().stream()
                .filter(instance -> instance.process().equals(process))
                .findFirst()
                .orElseThrow();
    }

    private static Instant due(Story story, String activity) {
        Job job = story.job(activity);
        return job.getDuedate().toInstant();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String sentence) {
        assertThatThrownBy(action).isInstanceOf(NotPossible.class).hasMessageContaining(sentence);
    }
}
