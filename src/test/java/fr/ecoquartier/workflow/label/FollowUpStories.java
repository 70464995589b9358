package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

abstract class FollowUpStories extends Stories {

    @Test
    void aFollowUpThatKeepsTheContractIsAcceptedAndTheNextOneIsAwaited() throws Exception {
        Story story = openedAt("followUp")
                .isReminded("reportMeasures")
                .does("reportMeasures")
                .runs("computeDeviations")
                .isReminded("reviewFollowUp")
                .does("reviewFollowUp", "compliant")
                .waitsForEvents("awaitNextStep")
                .passed(
                        "reportMeasures",
                        "computeDeviations",
                        "issueDeviationsReport",
                        "reviewFollowUp",
                        "reviewResult",
                        "followUpAccepted");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.CONTRACT_SIGNED);
        story.runs("followUpDue").runs("followUpStage").waitsFor("reportMeasures");
    }

    @Test
    void aSilentAuthorityIsExaminedWithoutFigures() throws Exception {
        Story story = openedAt("followUp")
                .passesTheDeadlineOf("reportMeasures")
                .waitsFor("reviewFollowUp")
                .never("computeDeviations");

        assertThat(story.journal(JournalKind.CHECK)).isEmpty();
    }

    @Test
    void aCorrectionMayChangeTheFigures() throws Exception {
        Story story = openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "correction")
                .isReminded("answerFollowUpCorrection")
                .does("answerFollowUpCorrection", "yes")
                .waitsFor("reportMeasures")
                .does("reportMeasures")
                .runs("computeDeviations")
                .waitsFor("reviewFollowUp");

        assertThat(story.journal(JournalKind.CHECK)).hasSize(2);
    }

    @Test
    void aCorrectionMayLeaveTheFiguresAndMayStayUnanswered() throws Exception {
        openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "correction")
                .does("answerFollowUpCorrection", "no")
                .waitsFor("reviewFollowUp")
                .does("reviewFollowUp", "correction")
                .passesTheDeadlineOf("answerFollowUpCorrection")
                .waitsFor("reviewFollowUp");
    }

    @Test
    void figuresThatTheReferentielRefusesGoBackToTheAuthority() throws Exception {
        Story story = openedAt("followUp").does("reportMeasures");
        story.tools()
                .jdbc()
                .sql("update ecoquartier.dossier set context = 'unknown' where reference = ?")
                .param(story.reference)
                .update();

        story.runs("computeDeviations").waitsFor("reportMeasures").passed("computeDeviations", "measuresInvalid");
    }

    @Test
    void aSeriousDeviationOpensAnActionPlanThatIsApprovedReportedAndKept() throws Exception {
        Story story = openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .isReminded("submitActionPlan")
                .does("submitActionPlan")
                .isReminded("approveActionPlan")
                .does("approveActionPlan", "returned")
                .waitsFor("submitActionPlan")
                .does("submitActionPlan")
                .does("approveActionPlan", "approved")
                .waitsFor("reportActionPlan");

        assertThat(story.task("reportActionPlan")
                        .getDueDate()
                        .toInstant()
                        .atZone(ZoneId.of("Europe/Paris"))
                        .toLocalDate())
                .as("due at the date that the DREAL fixed")
                .isEqualTo(SampleAnswers.NEXT_YEAR);
        assertThat(story.job("reportActionPlanDeadline").getDuedate())
                .as("and given up some days later")
                .isAfter(story.task("reportActionPlan").getDueDate());
        story.isReminded("reportActionPlan")
                .does("reportActionPlan")
                .isReminded("reviewActionPlan")
                .does("reviewActionPlan", "kept")
                .passed("planReviewResult", "followUpSettled", "followUpAccepted")
                .waitsForEvents("awaitNextStep");
    }

    @Test
    void anUnkeptPlanEndsInTerminationProposedByTheCarrierAndDecidedByTheMinistry() throws Exception {
        Story story = openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .until("reviewActionPlan")
                .does("reviewActionPlan", "unkept")
                .isReminded("proposeTermination")
                .does("proposeTermination", "terminate")
                .isReminded("decideTermination")
                .does("decideTermination", "terminated")
                .hasEnded("followUpResult", "contractTerminated")
                .passed("issueTermination", "contractTerminated")
                .issued("CHECK_REPORT 1", "TERMINATION 1");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.TERMINATED);
    }

    @Test
    void theCarrierMayProposeToMaintainTheContract() throws Exception {
        openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .until("reviewActionPlan")
                .does("reviewActionPlan", "unkept")
                .does("proposeTermination", "maintain")
                .passed("proposalResult", "followUpSettled", "followUpAccepted")
                .waitsForEvents("awaitNextStep");
    }

    @Test
    void theMinistryMayMaintainTheContract() throws Exception {
        openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .until("reviewActionPlan")
                .does("reviewActionPlan", "unkept")
                .does("proposeTermination", "terminate")
                .does("decideTermination", "maintained")
                .passed("terminationResult", "followUpSettled", "followUpAccepted")
                .waitsForEvents("awaitNextStep");
    }

    @Test
    void aPlanThatIsNotProposedInTimeGoesToTheCarrier() throws Exception {
        openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .passesTheDeadlineOf("submitActionPlan")
                .waitsFor("proposeTermination");
    }

    @Test
    void aPlanThatIsNotReportedInTimeGoesToTheCarrier() throws Exception {
        openedAt("followUp")
                .until("reviewFollowUp")
                .does("reviewFollowUp", "seriousDeviation")
                .until("reportActionPlan")
                .passesTheDeadlineOf("reportActionPlan")
                .waitsFor("proposeTermination");
    }
}
