package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class ProgressiveLabelStories extends Stories {

    @AfterEach
    void nowIsNow() {
        ClockUtil.reset();
    }

    @Test
    void aDossierGoesFromItsOpeningToTheConfirmedLabel() throws Exception {
        Story story = opened().until("signContractForState")
                .does("signContractForState", "signed")
                .waitsForEvents("awaitNextStep")
                .runs("followUpDue")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "compliant")
                .declaresFinished()
                .until("recordNationalDecision")
                .does("recordNationalDecision", "labelled")
                .waitsForEvents("confirmationDue")
                .runs("confirmationDue")
                .runs("confirmationStage")
                .until("recordNationalDecision");

        assertThat(story.dossier().stage()).isEqualTo(DossierStage.CONFIRMATION);
        story.does("recordNationalDecision", "labelled")
                .hasEnded(
                        "dossierOpened",
                        "entryPoint",
                        "charterStage",
                        "charterResult",
                        "contractStage",
                        "contractResult",
                        "awaitNextStep",
                        "followUpDue",
                        "followUpStage",
                        "followUpResult",
                        "awaitNextStep",
                        "operationFinished",
                        "awardStage",
                        "awardResult",
                        "confirmationDue",
                        "confirmationStage",
                        "confirmationResult",
                        "labelConfirmed");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.CONFIRMED);
        assertThat(story.tools()
                        .history()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(story.reference)
                        .list())
                .as("every stage has the dossier's business key and region")
                .hasSize(6)
                .allMatch(instance -> "82".equals(instance.getTenantId()));
    }

    @Test
    void anOperationThatFinishesDuringAFollowUpInterruptsIt() throws Exception {
        Story story = openedAt("followUp")
                .waitsFor("reportMeasures")
                .declaresFinished()
                .runs("awardStage")
                .waitsFor("enterMeasuredValues")
                .passed("operationFinishedDuringFollowUp", "interruptFollowUp", "awardToObtain");

        assertThat(story.tools().dossiers().stages(story.reference))
                .extracting(period -> period.stage() + " " + period.outcome())
                .containsExactly("FOLLOW_UP interrupted", "AWARD null");
    }

    @Test
    void aConfirmationMayBeDeferredAndThenRefused() throws Exception {
        Story story = openedAt("award")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "labelled")
                .runs("confirmationDue")
                .runs("confirmationStage")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "deferred")
                .waitsForEvents("confirmationDeferralEnds")
                .runs("confirmationDeferralEnds")
                .runs("confirmationStage")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "refused")
                .hasEnded(
                        "confirmationResult",
                        "confirmationDeferralEnds",
                        "confirmationStage",
                        "confirmationResult",
                        "labelWithdrawn");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.LABEL_WITHDRAWN);
    }

    @Test
    void aLabelThatIsNotConfirmedForWantOfAnAnswerIsWithdrawn() throws Exception {
        openedAt("award")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "labelled")
                .runs("confirmationDue")
                .runs("confirmationStage")
                .passesTheDeadlineOf("enterMeasuredValues")
                .runs("abandonAward")
                .hasEnded("confirmationResult", "labelWithdrawn");
    }

    @Test
    void theAuthorityMayWithdrawAtAnyTime() throws Exception {
        for (Story story : new Story[] {opened(), openedAt("contract").until("instructContract"), openedAt("award")}) {
            story.withdraws("Le projet est abandonné par le conseil municipal.")
                    .hasEnded("withdrawal", "withdrawalRequested", "recordWithdrawal", "dossierWithdrawn");
            assertThat(story.dossier().status()).isEqualTo(DossierStatus.WITHDRAWN);
            assertThat(story.journal(JournalKind.WITHDRAWN))
                    .containsExactly("La collectivité se désiste : Le projet est abandonné par le conseil municipal.");
            assertThat(story.openTasks()).isEmpty();
        }
    }

    @Test
    void whatNothingWaitsForIsRefusedInFrench() throws Exception {
        Story story = opened();

        assertThatThrownBy(story::declaresFinished)
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("une fois le contrat signé");
        assertThatThrownBy(story::declaresConditionsMet)
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("n'est pas ajourné");
        assertThatThrownBy(story::isReopened).isInstanceOf(NotPossible.class).hasMessageContaining("abandonné");
        assertThatThrownBy(story::isResumed).isInstanceOf(NotPossible.class).hasMessageContaining("suspendu");
        assertThatThrownBy(() -> story.withdraws(" "))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("raison");
        story.withdraws("Fin du projet.");
        assertThatThrownBy(() -> story.withdraws("Encore."))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("clos");
        assertThatThrownBy(story::isSuspended).isInstanceOf(NotPossible.class).hasMessageContaining("clos");
        assertThat(story.journal(JournalKind.OPERATION_FINISHED))
                .as("a refused message leaves no trace")
                .isEmpty();
    }

    @Test
    void aSuspensionStopsTasksAndTimeAndTheResumptionGivesTheTimeBack() throws Exception {
        Instant monday = Instant.parse("2026-03-02T08:00:00Z");
        ClockUtil.setCurrentTime(Date.from(monday));
        Story story = opened();
        Date due = story.task("fileCharterRequest").getDueDate();
        Date reminder = story.job("fileCharterRequestReminder").getDuedate();
        Date deadline = story.job("fileCharterRequestDeadline").getDuedate();

        story.isSuspended();
        assertThat(story.dossier().suspended()).isTrue();
        assertThat(story.instances()).hasSize(2).allMatch(instance -> instance.isSuspended());
        assertThat(story.job("fileCharterRequestDeadline").isSuspended()).isTrue();
        assertThatThrownBy(() -> story.does("fileCharterRequest")).hasMessageContaining("suspendu");
        assertThatThrownBy(story::isSuspended).isInstanceOf(NotPossible.class);

        Duration pause = Duration.ofDays(40);
        ClockUtil.setCurrentTime(Date.from(monday.plus(pause)));
        story.isResumed();
        assertThat(story.dossier().suspended()).isFalse();
        assertThat(story.task("fileCharterRequest").getDueDate()).isEqualTo(later(due, pause));
        assertThat(story.job("fileCharterRequestReminder").getDuedate()).isEqualTo(later(reminder, pause));
        assertThat(story.job("fileCharterRequestDeadline").getDuedate()).isEqualTo(later(deadline, pause));
        assertThat(story.dossier().nextDue()).isEqualTo(later(due, pause).toInstant());
        story.does("fileCharterRequest").waitsFor("enterBaselineMeasures");
    }

    private static Date later(Date date, Duration pause) {
        return Date.from(date.toInstant().plus(pause));
    }

    @Test
    void aSuspendedDossierMayStillBeWithdrawn() throws Exception {
        Story story = opened().isSuspended().withdraws("Fin du projet.").hasEnded("dossierWithdrawn");

        assertThat(story.dossier().suspended()).isFalse();
    }

    @Test
    void anAbandonedDossierIsReopenedAtTheStageWhereItWasAbandoned() throws Exception {
        Story story = openedAt("contract")
                .passesTheDeadlineOf("enterPlannedMeasures")
                .runs("abandonContract")
                .hasEnded("dossierAbandoned")
                .isReopened()
                .runs("contractStage")
                .waitsFor("enterPlannedMeasures");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.OPEN);
        assertThat(story.tools().dossiers().stages(story.reference))
                .extracting(period -> period.round() + " " + period.outcome())
                .containsExactly("1 abandoned", "2 null");
    }

    @Test
    void aStepThatFailsLeavesAnIncidentForAManagerAndTheDossierSaysSo() throws Exception {
        Story story = opened().does("fileCharterRequest").does("enterBaselineMeasures");
        story.tools()
                .jdbc()
                .sql("delete from ecoquartier.figures where reference = ?")
                .param(story.reference)
                .update();

        assertThatThrownBy(() -> story.runs("checkBaseline")).hasMessageContaining("n'a pas pu se terminer");
        assertThat(story.troubles()).as("the engine tries again by itself").isEmpty();
        for (int attempts = 2; attempts <= 5; attempts++) {
            assertThatThrownBy(() -> story.runs("checkBaseline")).hasMessageContaining("n'a pas pu se terminer");
        }

        assertThat(story.troubles())
                .containsExactly(
                        "L'étape « Calculer les indicateurs » est arrêtée par un incident technique. Un gestionnaire s'en occupe ; rien n'est perdu.");
        assertThat(story.tools()
                        .runtime()
                        .createIncidentQuery()
                        .activityId("checkBaseline")
                        .list())
                .anyMatch(incident -> incident.getIncidentMessage()
                        .startsWith("L'étape « Calculer les indicateurs » du dossier " + story.reference));
    }
}
