package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class CharterStories extends Stories {

    @Test
    void aNewDossierWaitsForItsAuthorityInTheRegionOfTheAuthority() throws Exception {
        Story story = opened().waitsFor("fileCharterRequest");

        assertThat(story.instances()).hasSize(2).allMatch(instance -> "82".equals(instance.getTenantId()));
        assertThat(story.task("fileCharterRequest").getTenantId()).isEqualTo("82");
    }

    @Test
    void timeAloneRemindsThenAbandons() throws Exception {
        Instant opening = Instant.parse("2026-01-05T08:00:00Z");
        ClockUtil.setCurrentTime(Date.from(opening));
        Story story = opened();

        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-28T06:59:59Z")));
        assertThat(story.dueNow()).isEmpty();
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-06-28T07:00:01Z")));
        assertThat(story.dueNow()).containsExactly("fileCharterRequestReminder");
        story.isReminded("fileCharterRequest");

        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-05T06:59:59Z")));
        assertThat(story.dueNow()).isEmpty();
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-07-05T07:00:01Z")));
        assertThat(story.dueNow()).containsExactly("fileCharterRequestDeadline");
        story.passesTheDeadlineOf("fileCharterRequest").runs("abandonCharter").hasEnded("dossierAbandoned");
    }

    @AfterEach
    void nowIsNow() {
        ClockUtil.reset();
    }

    @Test
    void aCompleteRequestIsAdmittedRegisteredAndSignedByBothParties() throws Exception {
        Story story = opened().isReminded("fileCharterRequest")
                .does("fileCharterRequest")
                .isReminded("enterBaselineMeasures")
                .does("enterBaselineMeasures")
                .waitsFor()
                .runs("checkBaseline")
                .isReminded("checkAdmissibility")
                .does("checkAdmissibility", "admissible")
                .isReminded("registerCharter")
                .does("registerCharter")
                .isReminded("signCharterAsAuthority")
                .does("signCharterAsAuthority")
                .isReminded("signCharterForState")
                .does("signCharterForState", "signed");

        story.passed(
                "charterRequested",
                "openCharterStage",
                "fileCharterRequest",
                "enterBaselineMeasures",
                "checkBaseline",
                "issueBaselineReport",
                "checkAdmissibility",
                "admissibilityResult",
                "registerCharter",
                "issueCharter",
                "signCharterAsAuthority",
                "signCharterForState",
                "sealCharter",
                "charterSigned");
        assertThat(story.documents()).containsExactly("CHECK_REPORT 1", "CHARTER 1 à signer", "CHARTER 2");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.CHARTER_SIGNED);
        assertThat(story.journal(JournalKind.CHECK)).hasSize(1);
        assertThat(story.journal(JournalKind.REMINDER))
                .hasSize(6)
                .first()
                .isEqualTo("Rappel : « Déposer la demande de charte » arrive à échéance.");
        story.runs("contractStage").waitsFor("enterPlannedMeasures");
    }

    @Test
    void aCorrectionWithoutNewFiguresGoesStraightBackToTheDreal() throws Exception {
        Story story = opened().until("checkAdmissibility")
                .does("checkAdmissibility", "correction")
                .waitsFor("answerCharterCorrection")
                .isReminded("answerCharterCorrection")
                .does("answerCharterCorrection", "no")
                .waitsFor("checkAdmissibility")
                .does("checkAdmissibility", "admissible")
                .waitsFor("registerCharter");

        assertThat(story.journal(JournalKind.CHECK)).hasSize(1);
        assertThat(story.journal(JournalKind.CORRECTION_REQUESTED)).hasSize(1);
        assertThat(story.journal(JournalKind.CORRECTION_ANSWERED)).hasSize(1);
    }

    @Test
    void aCorrectionWithNewFiguresIsCheckedAgain() throws Exception {
        Story story = opened().until("checkAdmissibility")
                .does("checkAdmissibility", "correction")
                .does("answerCharterCorrection", "yes")
                .waitsFor("enterBaselineMeasures")
                .does("enterBaselineMeasures")
                .runs("checkBaseline")
                .waitsFor("checkAdmissibility");

        assertThat(story.journal(JournalKind.CHECK))
                .as("each round has its check")
                .hasSize(2);
        assertThat(story.documents())
                .as("and its report, which leaves the first as it was")
                .containsExactly("CHECK_REPORT 1", "CHECK_REPORT 2");
    }

    @Test
    void figuresThatTheReferentielRefusesGoBackToTheAuthority() throws Exception {
        Story story = opened().does("fileCharterRequest").does("enterBaselineMeasures");
        story.tools()
                .jdbc()
                .sql("update ecoquartier.dossier set context = 'unknown' where reference = ?")
                .param(story.reference)
                .update();

        story.runs("checkBaseline").waitsFor("enterBaselineMeasures").passed("checkBaseline", "baselineInvalid");
        assertThat(story.journal(JournalKind.CHECK)).isEmpty();

        story.tools()
                .jdbc()
                .sql("update ecoquartier.dossier set context = 'urban' where reference = ?")
                .param(story.reference)
                .update();
        story.does("enterBaselineMeasures").runs("checkBaseline").waitsFor("checkAdmissibility");
        assertThat(story.journal(JournalKind.CHECK)).hasSize(1);
    }

    @Test
    void aRefusalIsProposedByTheDrealAndConfirmedByTheMinistry() throws Exception {
        Story story = opened().until("checkAdmissibility")
                .does("checkAdmissibility", "refusal")
                .waitsFor("decideCharterRefusal")
                .isReminded("decideCharterRefusal")
                .does("decideCharterRefusal", "confirmed")
                .hasEnded("charterResult", "charterRefused")
                .passed("refusalResult", "charterRefusalDecided", "issueCharterRefusal", "charterRefused")
                .issued("REFUSAL 1");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.REFUSED);
    }

    @Test
    void aRefusalThatTheMinistryDoesNotConfirmGoesBackToTheDreal() throws Exception {
        opened().until("checkAdmissibility")
                .does("checkAdmissibility", "refusal")
                .does("decideCharterRefusal", "returned")
                .waitsFor("checkAdmissibility")
                .does("checkAdmissibility", "admissible")
                .waitsFor("registerCharter");
    }

    @Test
    void theStateMayRefuseToSign() throws Exception {
        Story story = opened().until("signCharterForState")
                .does("signCharterForState", "refused")
                .hasEnded("charterResult", "charterRefused");

        story.passed("signCharterForState", "stateSignature", "issueCharterRefusal", "charterRefused")
                .issued("CHARTER 1 à signer", "REFUSAL 1");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fileCharterRequest",
                "enterBaselineMeasures",
                "answerCharterCorrection",
                "signCharterAsAuthority"
            })
    void whatTheAuthorityDoesNotDoInTimeAbandonsTheDossier(String task) throws Exception {
        Story story = opened();
        if (task.equals("answerCharterCorrection")) {
            story.until("checkAdmissibility").does("checkAdmissibility", "correction");
        }
        String name = story.until(task).task(task).getName();

        story.passesTheDeadlineOf(task)
                .waitsFor()
                .runs("abandonCharter")
                .hasEnded("charterResult", "dossierAbandoned")
                .passed(
                        task + "Deadline",
                        task + "Expired",
                        "abandonmentOfCharterStarted",
                        "abandonCharter",
                        "charterAbandoned");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.ABANDONED);
        assertThat(story.journal(JournalKind.DEADLINE))
                .containsExactly("Délai dépassé : « %s » n'a pas été fait.".formatted(name));
    }
}
