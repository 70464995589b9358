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

abstract class ContractStories extends Stories {

    @Test
    void aContractIsInstructedDiscussedDecidedAndSignedByThreeParties() throws Exception {
        Story story = openedAt("contract")
                .isReminded("enterPlannedMeasures")
                .does("enterPlannedMeasures")
                .isReminded("setObjectives")
                .does("setObjectives")
                .runs("checkObjectives")
                .isReminded("instructContract")
                .does("instructContract", "forward")
                .isReminded("nameContractTrio")
                .does("nameContractTrio")
                .isReminded("giveContractOpinion")
                .expertsDo("giveContractOpinion")
                .isReminded("writeContractSynthesis")
                .does("writeContractSynthesis")
                .isReminded("recordContractCommission")
                .does("recordContractCommission")
                .isReminded("decideContract")
                .does("decideContract", "accepted")
                .isReminded("prepareContract")
                .does("prepareContract")
                .isReminded("signContractAsAuthority")
                .does("signContractAsAuthority")
                .isReminded("signContractAsCarrier")
                .does("signContractAsCarrier")
                .isReminded("signContractForState")
                .does("signContractForState", "signed");

        story.passed("contractStage", "contractResult", "contractRunning")
                .waitsForEvents("awaitNextStep")
                .passed(
                        "openContractStage",
                        "enterPlannedMeasures",
                        "setObjectives",
                        "checkObjectives",
                        "issueObjectivesReport",
                        "instructContract",
                        "nameContractTrio",
                        "giveContractOpinion",
                        "contractTrioResult",
                        "writeContractSynthesis",
                        "recordContractCommission",
                        "issueContractOpinions",
                        "decideContract",
                        "prepareContract",
                        "issueContract",
                        "signContractAsAuthority",
                        "signContractAsCarrier",
                        "signContractForState",
                        "sealContract",
                        "contractSigned");
        assertThat(story.documents())
                .containsExactly("CHECK_REPORT 1", "OPINIONS 1", "CONTRACT 1 à signer", "CONTRACT 2");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.CONTRACT_SIGNED);
        assertThat(story.journal(JournalKind.SIGNATURE)).hasSize(3);
    }

    @Test
    void threeExpertsGiveTheirOpinionsSideBySideAndTheNationalOneWritesTheSynthesis() throws Exception {
        Story story = openedAt("contract").until("giveContractOpinion");

        assertThat(story.tasks("giveContractOpinion"))
                .extracting(Task::getAssignee)
                .containsExactlyInAnyOrder(Experts.NATIONAL, Experts.LOCAL, Experts.EXTERNAL);

        story.expertDoes(Experts.LOCAL, "giveContractOpinion", "give");
        assertThat(story.tasks("giveContractOpinion")).hasSize(2);
        story.expertDoes(Experts.EXTERNAL, "giveContractOpinion", "give")
                .expertDoes(Experts.NATIONAL, "giveContractOpinion", "give")
                .waitsFor("writeContractSynthesis");
        assertThat(story.task("writeContractSynthesis").getAssignee()).isEqualTo(Experts.NATIONAL);
    }

    @Test
    void whenAnExpertStepsDownTheTrioIsCompletedAndOnlyTheNewMemberIsAsked() throws Exception {
        Story story = openedAt("contract")
                .until("giveContractOpinion")
                .expertDoes(Experts.NATIONAL, "giveContractOpinion", "stepDown")
                .expertDoes(Experts.LOCAL, "giveContractOpinion", "give")
                .expertDoes(Experts.EXTERNAL, "giveContractOpinion", "give")
                .waitsFor("nameContractTrio")
                .send(
                        "nameContractTrio",
                        Map.of(
                                "national", Experts.OTHER_NATIONAL,
                                "local", Experts.LOCAL,
                                "external", Experts.EXTERNAL));

        assertThat(story.tasks("giveContractOpinion"))
                .extracting(Task::getAssignee)
                .containsExactly(Experts.OTHER_NATIONAL);
        story.expertDoes(Experts.OTHER_NATIONAL, "giveContractOpinion", "give").waitsFor("writeContractSynthesis");
    }

    @Test
    void aCorrectionWithoutNewFiguresGoesStraightBackToTheDreal() throws Exception {
        Story story = openedAt("contract")
                .until("instructContract")
                .does("instructContract", "correction")
                .isReminded("answerContractCorrection")
                .does("answerContractCorrection", "no")
                .waitsFor("instructContract");

        assertThat(story.journal(JournalKind.CHECK)).hasSize(1);
    }

    @Test
    void aCorrectionWithNewFiguresFixesAndChecksTheObjectivesAgain() throws Exception {
        Story story = openedAt("contract")
                .until("instructContract")
                .does("instructContract", "correction")
                .does("answerContractCorrection", "yes")
                .waitsFor("enterPlannedMeasures")
                .does("enterPlannedMeasures")
                .does("setObjectives")
                .runs("checkObjectives")
                .waitsFor("instructContract");

        assertThat(story.journal(JournalKind.CHECK)).hasSize(2);
        assertThat(story.journal(JournalKind.OBJECTIVES)).hasSize(2);
    }

    @Test
    void figuresThatTheReferentielRefusesGoBackToTheAuthority() throws Exception {
        Story story = openedAt("contract").does("enterPlannedMeasures").does("setObjectives");
        story.tools()
                .jdbc()
                .sql("update ecoquartier.dossier set context = 'unknown' where reference = ?")
                .param(story.reference)
                .update();

        story.runs("checkObjectives").waitsFor("enterPlannedMeasures").passed("checkObjectives", "objectivesInvalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"instructContract", "decideContract"})
    void aProjectThatIsReturnedBeginsAnotherRoundOfTheStage(String task) throws Exception {
        Story story = openedAt("contract")
                .until(task)
                .does(task, "returned")
                .passed("contractReturned")
                .passed("contractStage", "contractResult", "contractToObtain")
                .runs("contractStage")
                .waitsFor("enterPlannedMeasures");

        assertThat(story.tools().dossiers().stages(story.reference))
                .extracting(period -> period.round() + " " + period.outcome())
                .containsExactly("1 returned", "2 null");
        story.does("enterPlannedMeasures")
                .does("setObjectives")
                .runs("checkObjectives")
                .waitsFor("instructContract");
        assertThat(story.journal(JournalKind.CHECK))
                .as("a check for each round")
                .hasSize(2);
    }

    @Test
    void theMinistryMayRefuseTheContract() throws Exception {
        Story story = openedAt("contract")
                .until("decideContract")
                .does("decideContract", "refused")
                .hasEnded("contractResult", "contractRefused")
                .passed("contractDecisionResult", "issueContractRefusal", "contractRefused")
                .issued("REFUSAL 1");

        assertThat(story.dossier().status()).isEqualTo(DossierStatus.REFUSED);
    }

    @Test
    void theStateMayRefuseToSign() throws Exception {
        openedAt("contract")
                .until("signContractForState")
                .does("signContractForState", "refused")
                .hasEnded("contractResult", "contractRefused")
                .passed("stateSignature", "issueContractRefusal", "contractRefused")
                .issued("CONTRACT 1 à signer", "REFUSAL 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"enterPlannedMeasures", "setObjectives", "answerContractCorrection", "signContractAsAuthority"})
    void whatTheAuthorityDoesNotDoInTimeAbandonsTheDossier(String task) throws Exception {
        Story story = openedAt("contract");
        if (task.equals("answerContractCorrection")) {
            story.until("instructContract").does("instructContract", "correction");
        }

        story.until(task)
                .passesTheDeadlineOf(task)
                .runs("abandonContract")
                .hasEnded("contractResult", "dossierAbandoned")
                .passed(task + "Deadline", task + "Expired", "abandonContract", "contractAbandoned");
        assertThat(story.dossier().status()).isEqualTo(DossierStatus.ABANDONED);
    }
}
