package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.workflow.label.SampleAnswers.Experts;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class AwardStories extends Stories {

    @Test
    void aFinishedOperationIsVisitedDiscussedAndLabelled() throws Exception {
        Story story = openedAt("award")
                .isReminded("enterMeasuredValues")
                .does("enterMeasuredValues")
                .isReminded("joinEvidence")
                .does("joinEvidence")
                .runs("checkAward")
                .isReminded("instructAward")
                .does("instructAward", "forward")
                .isReminded("nameAwardTrio")
                .does("nameAwardTrio")
                .isReminded("recordSiteVisit")
                .does("recordSiteVisit")
                .isReminded("giveAwardOpinion")
                .expertsDo("giveAwardOpinion")
                .isReminded("writeAwardSynthesis")
                .does("writeAwardSynthesis")
                .isReminded("recordTechnicalProposal")
                .does("recordTechnicalProposal")
                .isReminded("prepareNationalCommission")
                .does("prepareNationalCommission")
                .isReminded("recordNationalDecision")
                .does("recordNationalDecision", "labelled")
                .waitsForEvents("confirmationDue")
                .passed(
                        "openAwardStage",
                        "enterMeasuredValues",
                        "joinEvidence",
                        "checkAward",
                        "issueAwardReport",
                        "instructAward",
                        "nameAwardTrio",
                        "recordSiteVisit",
                        "giveAwardOpinion",
                        "writeAwardSynthesis",
                        "recordTechnicalProposal",
                        "issueAwardOpinions",
                        "prepareNationalCommission",
                        "recordNationalDecision",
                        "nationalDecisionResult",
                        "issueCertificate",
                        "labelAwarded");

        assertThat(story.documents()).containsExactly("CHECK_REPORT 1", "OPINIONS 1", "CERTIFICATE 1");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.LABELLED);
    }

    @Test
    void aCorrectionMayChangeTheFiguresOrNot() throws Exception {
        Story story = openedAt("award")
                .until("instructAward")
                .does("instructAward", "correction")
                .isReminded("answerAwardCorrection")
                .does("answerAwardCorrection", "no")
                .waitsFor("instructAward")
                .does("instructAward", "correction")
                .does("answerAwardCorrection", "yes")
                .waitsFor("enterMeasuredValues")
                .does("enterMeasuredValues")
                .does("joinEvidence")
                .runs("checkAward")
                .waitsFor("instructAward");

        assertThat(story.journal(JournalKind.CHECK)).hasSize(2);
    }

    @Test
    void figuresThatTheReferentielRefusesGoBackToTheAuthority() throws Exception {
        Story story = openedAt("award").does("enterMeasuredValues").does("joinEvidence");
        story.tools()
                .jdbc()
                .sql("update ecoquartier.dossier set context = 'unknown' where reference = ?")
                .param(story.reference)
                .update();

        story.runs("checkAward").waitsFor("enterMeasuredValues").passed("checkAward", "measuresInvalid");
    }

    @Test
    void whenAnExpertStepsDownTheTrioIsCompleted() throws Exception {
        Story story = openedAt("award")
                .until("giveAwardOpinion")
                .expertDoes(Experts.NATIONAL, "giveAwardOpinion", "stepDown")
                .expertDoes(Experts.LOCAL, "giveAwardOpinion", "give")
                .expertDoes(Experts.EXTERNAL, "giveAwardOpinion", "give")
                .waitsFor("nameAwardTrio")
                .send(
                        "nameAwardTrio",
                        Map.of(
                                "national", Experts.OTHER_NATIONAL,
                                "local", Experts.LOCAL,
                                "external", Experts.EXTERNAL))
                .does("recordSiteVisit");

        assertThat(story.tasks("giveAwardOpinion"))
                .extracting(Task::getAssignee)
                .containsExactly(Experts.OTHER_NATIONAL);
    }

    @Test
    void aDeferredLabelIsExaminedAgainAtItsDate() throws Exception {
        Story story = openedAt("award")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "deferred")
                .waitsForEvents("awaitReexamination")
                .passed("nationalDecisionResult", "issueDeferral", "labelDeferred")
                .issued("DEFERRAL 1");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.DEFERRED);
        assertThat(story.dossier().deferredUntil()).isEqualTo(SampleAnswers.NEXT_YEAR);
        assertThat(story.job("deferralEnds")
                        .getDuedate()
                        .toInstant()
                        .atZone(java.time.ZoneId.of("Europe/Paris"))
                        .toLocalDate())
                .isEqualTo(SampleAnswers.NEXT_YEAR);
        story.runs("deferralEnds").runs("awardStage").waitsFor("enterMeasuredValues");
    }

    @Test
    void aDeferredLabelIsExaminedEarlierWhenItsConditionsAreMet() throws Exception {
        openedAt("award")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "deferred")
                .declaresConditionsMet()
                .runs("awardStage")
                .waitsFor("enterMeasuredValues")
                .passed("awaitReexamination", "conditionsMet");
    }

    @Test
    void theNationalCommissionMayRefuseTheLabel() throws Exception {
        Story story = openedAt("award")
                .until("recordNationalDecision")
                .does("recordNationalDecision", "refused")
                .hasEnded("awardResult", "labelRefused")
                .passed("issueLabelRefusal", "labelRefused")
                .issued("REFUSAL 1");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enterMeasuredValues", "joinEvidence", "answerAwardCorrection"})
    void aRequestThatTheAuthorityDoesNotPursueIsAbandonedAndTheContractGoesOn(String task) throws Exception {
        Story story = openedAt("award");
        if (task.equals("answerAwardCorrection")) {
            story.until("instructAward").does("instructAward", "correction");
        }

        story.until(task)
                .passesTheDeadlineOf(task)
                .runs("abandonAward")
                .waitsForEvents("awaitNextStep")
                .passed("awardResult", "contractRunning")
                .passed(task + "Deadline", task + "Expired", "abandonAward", "awardAbandoned");
        assertThat(story.dossier().status().terminal()).isFalse();
    }
}
