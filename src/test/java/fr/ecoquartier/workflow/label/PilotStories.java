package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

abstract class PilotStories extends Stories {

    private static final Author CARRIER = new Author("carrier.story", "Structure porteuse", "Structure porteuse");

    @Autowired
    private Referentiels referentiels;

    @Autowired
    private ReferentielDrafts drafts;

    private String inForce;

    @BeforeEach
    void rememberWhatIsInForce() {
        inForce = referentiels.inForce().version();
    }

    /** All tests share one database: new dossiers of other tests take the version that they expect. */
    @AfterEach
    void putItInForceAgain() throws Exception {
        if (referentiels.adoptions().stream()
                .findFirst()
                .filter(last -> !last.version().equals(inForce))
                .isPresent()) {
            drafts.putInForce(inForce, CARRIER);
        }
    }

    @Test
    void aCampaignGoesFromItsApplicationsToANewVersionAndAnAdoptedReport() throws Exception {
        CampaignStory campaign = CampaignStory.open(application, 2, 3);
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.OPEN);
        campaign.waitsForEvents("awaitApplications").runs("applicationsDue").runs("computeSample");
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.SELECTION);
        assertThat(campaign.task("commentSample")).satisfies(task -> {
            assertThat(task.getAssignee()).isEqualTo(CampaignStory.PARTNER);
            assertThat(task.getTenantId()).isEqualTo("00");
        });
        campaign.isReminded("commentSample")
                .expertsDo("commentSample")
                .isReminded("decideSample")
                .does("decideSample", "retained");
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.TESTS);

        Story labelled = campaign.opensNextDossier();
        Story refused = campaign.opensNextDossier();
        assertThat(labelled.task("recordKickOff").getTenantId())
                .isEqualTo(labelled.dossier().regionCode());
        labelled.isReminded("recordKickOff").until("rateAsDreal");
        assertThat(labelled.dossier().status()).isEqualTo(DossierStatus.LABELLED);
        labelled.passed(
                        "recordKickOff",
                        "pilotCharter",
                        "pilotContract",
                        "pilotAward",
                        "pilotAwardResult",
                        "evaluationsSplit")
                .never("confirmationDue", "followUpDue");
        labelled.waitsFor("rateAsDreal", "rateAsExpert", "rateAsPartner", "giveFeedback")
                .isReminded("rateAsDreal")
                .isReminded("rateAsExpert")
                .isReminded("rateAsPartner")
                .isReminded("giveFeedback")
                .does("rateAsDreal")
                .expertsDo("rateAsExpert")
                .expertsDo("rateAsPartner")
                .does("giveFeedback")
                .runs("closePilot")
                .hasEnded("evaluationsJoin", "closePilot", "pilotClosed");
        assertThat(labelled.journal(JournalKind.REMINDER)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(labelled.dossier().status()).isEqualTo(DossierStatus.TEST_ENDED);

        refused.until("checkAdmissibility")
                .does("checkAdmissibility", "refusal")
                .does("decideCharterRefusal", "confirmed")
                .passesTheDeadlineOf("rateAsDreal")
                .runs("closeDrealRating")
                .expertDoes(SampleAnswers.Experts.NATIONAL, "rateAsExpert")
                .passesTheDeadlineOf("rateAsExpert")
                .runs("closeExpertRatings")
                .passesTheDeadlineOf("rateAsPartner")
                .runs("closePartnerRatings")
                .passesTheDeadlineOf("giveFeedback")
                .runs("closeFeedback")
                .runs("closePilot")
                .hasEnded("closePilot", "pilotClosed")
                .never("pilotContract");
        assertThat(refused.dossier().status()).isEqualTo(DossierStatus.REFUSED);
        assertThat(campaign.services().evaluators().of(refused.reference))
                .filteredOn(evaluator -> evaluator.state() == Evaluator.State.GIVEN)
                .extracting(Evaluator::userId)
                .containsExactly(SampleAnswers.Experts.NATIONAL);
        assertThat(campaign.services().evaluators().of(refused.reference))
                .filteredOn(evaluator -> evaluator.state() == Evaluator.State.SILENT)
                .extracting(Evaluator::role)
                .containsExactlyInAnyOrder(
                        EvaluatorRole.DREAL, EvaluatorRole.EXPERT, EvaluatorRole.PARTNER, EvaluatorRole.AUTHORITY);
        assertThat(campaign.states()).containsExactly(PilotState.CLOSED, PilotState.CLOSED);

        campaign.runs("gatherResults");
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.CALIBRATION);
        long draft = draft("recits-2013");
        campaign.isReminded("proposeCalibration")
                .send("proposeCalibration", campaign.proposing(draft))
                .runs("replayDraft")
                .isReminded("decideCalibration")
                .does("decideCalibration", "adopted")
                .runs("publishVersion");
        assertThat(campaign.services().replays().latest(draft)).isPresent();
        assertThat(referentiels.adoptions().get(0).version()).isEqualTo("recits-2013");
        campaign.runs("writeReport")
                .isReminded("adoptReport")
                .does("adoptReport", "returned")
                .isReminded("completeReport")
                .does("completeReport")
                .runs("writeReport")
                .does("adoptReport", "adopted")
                .hasEnded(
                        "computeSample",
                        "commentSample",
                        "decideSample",
                        "gatherResults",
                        "proposeCalibration",
                        "replayDraft",
                        "decideCalibration",
                        "publishVersion",
                        "writeReport",
                        "adoptReport",
                        "completeReport",
                        "writeReport",
                        "adoptReport",
                        "campaignAdopted");
        assertThat(campaign.services().reports().of(campaign.reference)).hasSize(2);
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ADOPTED);
        assertThat(campaign.journal(CampaignEvent.REMINDER)).hasSize(6);
    }

    @Test
    void withoutAnySampleTheParametersAreReviewedAndTheMinistryMayRecomputeOrCancel() throws Exception {
        CampaignStory campaign = CampaignStory.open(application, 4, 2);
        campaign.services().process().closeApplications(campaign.reference, "Assez de candidatures.", Story.MINISTRY);
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.SELECTION);
        assertThatThrownBy(() -> campaign.services()
                        .process()
                        .closeApplications(campaign.reference, "Assez de candidatures.", Story.MINISTRY))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("déjà closes");
        campaign.runs("computeSample").waitsFor("setParameters").isReminded("setParameters");

        campaign.wants(2, 0);
        campaign.does("setParameters")
                .runs("computeSample")
                .passesTheDeadlineOf("commentSample")
                .does("decideSample", "recompute")
                .does("setParameters")
                .runs("computeSample")
                .expertsDo("commentSample")
                .does("decideSample", "cancelled")
                .hasEnded(
                        "applicationsClosed",
                        "computeSample",
                        "sampleImpossible",
                        "setParameters",
                        "computeSample",
                        "commentSampleDeadline",
                        "sampleResult",
                        "setParameters",
                        "computeSample",
                        "sampleResult",
                        "campaignCancelled");
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.CANCELLED);
        assertThat(campaign.services().samples().runs(campaign.reference, true, 10))
                .hasSize(3);
    }

    @Test
    void whoLeavesIsReplacedByTheReserveUntilItIsEmptyAndTheTestsMayEndEarly() throws Exception {
        CampaignStory campaign = CampaignStory.seated(application, 2, 4);
        Story first = campaign.opensNextDossier();
        first.does("recordKickOff").runs("pilotCharter").withdraws("Le conseil municipal a changé d'avis");
        first.hasEnded("withdrawalRequested", "recordWithdrawal", "pilotWithdrawn");
        assertThat(first.dossier().status()).isEqualTo(DossierStatus.WITHDRAWN);

        // the holder of the other seat withdraws before its dossier is opened
        campaign.services().pilots().of(campaign.reference).stream()
                .filter(pilot -> pilot.state() == PilotState.NAMED)
                .forEach(pilot -> withdraws(campaign, pilot.candidate().id()));
        campaign.runs("openTestDossier").passed("noHolder");
        campaign.runsAll("callReserve");
        Story second = campaign.opensNextDossier();
        Story third = campaign.opensNextDossier();

        second.does("recordKickOff")
                .runs("pilotCharter")
                .passesTheDeadlineOf("fileCharterRequest")
                .runs("abandonCharter")
                .hasEnded("pilotCharterResult", "dropOut", "pilotDroppedOut");
        campaign.runs("callReserve").passed("reserveResult", "seatVacant");
        assertThat(campaign.journal(CampaignEvent.PILOT)).anyMatch(text -> text.contains("reste vacant"));

        third.does("recordKickOff").runs("pilotCharter").isSuspended();
        assertThatThrownBy(() -> campaign.services().process().endTests(campaign.reference, "  ", Story.MINISTRY))
                .isInstanceOf(NotPossible.class);
        campaign.services().process().endTests(campaign.reference, "Le calendrier est avancé", Story.MINISTRY);
        campaign.runs("closeRunningPilots").runs("gatherResults");
        assertThat(third.instances()).isEmpty();
        assertThat(third.openTasks()).isEmpty();
        assertThat(third.dossier().suspended()).isFalse();
        assertThat(third.dossier().status()).isEqualTo(DossierStatus.TEST_ENDED);
        assertThat(third.dossier().expectedFrom()).isNull();
        assertThat(campaign.states())
                .containsExactlyInAnyOrder(
                        PilotState.DROPPED_OUT, PilotState.DROPPED_OUT, PilotState.DROPPED_OUT, PilotState.CLOSED);
        assertThatThrownBy(() -> campaign.services().process().endTests(campaign.reference, "Encore", Story.MINISTRY))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("Aucun test");

        campaign.does("proposeCalibration", "unchanged")
                .does("decideCalibration", "revised")
                .does("proposeCalibration", "unchanged")
                .does("decideCalibration", "unchanged")
                .runs("writeReport")
                .does("adoptReport", "adopted")
                .hasEnded("testsEnded", "closeRunningPilots", "gatherResults", "calibrationResult", "campaignAdopted")
                .never("replayDraft", "publishVersion");
    }

    @Test
    void aStageOfATestMayBeRefusedReturnedOrAbandoned() throws Exception {
        CampaignStory campaign = CampaignStory.seated(application, 3, 3);
        Story returned = campaign.opensNextDossier();
        Story refused = campaign.opensNextDossier();
        Story unfinished = campaign.opensNextDossier();

        returned.until("instructContract")
                .does("instructContract", "returned")
                .runs("pilotContract")
                .passesTheDeadlineOf("enterPlannedMeasures")
                .runs("abandonContract")
                .hasEnded("pilotContractResult", "contractToObtain", "pilotContractResult", "dropOut");
        refused.until("decideContract").does("decideContract", "refused").waitsForEvaluations();
        unfinished
                .until("enterMeasuredValues")
                .passesTheDeadlineOf("enterMeasuredValues")
                .runs("abandonAward")
                .hasEnded("pilotAwardResult", "dropOut", "pilotDroppedOut");
        campaign.runsAll("callReserve");

        assertThat(campaign.states())
                .containsExactlyInAnyOrder(PilotState.DROPPED_OUT, PilotState.RUNNING, PilotState.DROPPED_OUT);
    }

    @Test
    void aDraftThatIsNoLongerValidGoesBackToTheCarrierStructure() throws Exception {
        CampaignStory campaign = CampaignStory.seated(application, 1, 1);
        campaign.opensNextDossier();
        campaign.services().process().endTests(campaign.reference, "Essai du calage seulement", Story.MINISTRY);
        campaign.runs("closeRunningPilots").runs("gatherResults");
        long draft = draft("recits-2014");

        campaign.send("proposeCalibration", campaign.proposing(draft));
        writes(draft, "");
        campaign.runs("replayDraft").waitsFor("proposeCalibration").passed("replayImpossible");

        writes(draft, "recits-2014");
        campaign.send("proposeCalibration", campaign.proposing(draft))
                .runs("replayDraft")
                .does("decideCalibration", "adopted");
        writes(draft, inForce());
        campaign.runs("publishVersion").waitsFor("proposeCalibration").passed("draftInvalid");

        assertThat(campaign.journal(CampaignEvent.VERSION)).anyMatch(text -> text.contains("n'a pas pu être publié"));
        assertThat(referentiels.find("recits-2014")).isEmpty();
    }

    @Test
    void aTestDossierIsSuspendedAndResumedAsAWholeAndTakesNoOtherWay() throws Exception {
        CampaignStory campaign = CampaignStory.seated(application, 1, 1);
        Story pilot = campaign.opensNextDossier();
        pilot.does("recordKickOff").runs("pilotCharter").isSuspended();

        assertThat(pilot.instances()).hasSize(2).allMatch(instance -> instance.isSuspended());
        assertThat(campaign.instances()).noneMatch(instance -> instance.isSuspended());
        pilot.isResumed();
        assertThat(pilot.instances()).noneMatch(instance -> instance.isSuspended());
        assertThatThrownBy(pilot::declaresFinished)
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("dossier de test");
        assertThatThrownBy(pilot::isReopened).isInstanceOf(NotPossible.class).hasMessageContaining("dossier de test");
        assertThat(pilot.tasks("fileCharterRequest"))
                .extracting(Task::getTenantId)
                .containsExactly("82");
    }

    @Test
    void aTechnicalFailureOfACampaignIsAnIncidentThatAManagerUnderstands() throws Exception {
        CampaignStory campaign = CampaignStory.seated(application, 1, 1);
        campaign.tools().runtime().removeVariable(campaign.instances().get(0).getId(), "campaign");

        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(campaign.troubles())
                    .as("the engine tries again by itself")
                    .isEmpty();
            assertThatThrownBy(() -> campaign.runs("openTestDossier"))
                    .hasMessageContaining("L'étape « Ouvrir le dossier de test » de la campagne")
                    .hasMessageContaining("Rien n'est perdu");
        }
        assertThat(campaign.troubles())
                .containsExactly(
                        "L'étape « Ouvrir le dossier de test » est arrêtée par un incident technique. Un gestionnaire s'en occupe ; rien n'est perdu.");
    }

    private String inForce() {
        return inForce;
    }

    private long draft(String version) throws Exception {
        long id = drafts.create(inForce, "Calage des récits", CARRIER).id();
        writes(id, version);
        return id;
    }

    private void writes(long draft, String version) throws Exception {
        var now = drafts.find(draft).orElseThrow();
        DraftContent content = now.content();
        drafts.save(
                draft,
                now.revision(),
                new DraftContent(
                        version,
                        content.label(),
                        content.contexts(),
                        content.inputs(),
                        content.dimensions(),
                        content.nextKey()),
                "Nom de la version",
                CARRIER);
    }

    private static void withdraws(CampaignStory campaign, long candidate) {
        try {
            campaign.services().candidates().withdraw(candidate, "Opération reportée", Story.GRENOBLE);
        } catch (NotPossible e) {
            throw new AssertionError(e);
        }
    }
}
