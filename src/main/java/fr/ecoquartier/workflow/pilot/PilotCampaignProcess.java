package fr.ecoquartier.workflow.pilot;

/** A campaign of pilot tests, from the call for applications to the adopted référentiel; national. */
public final class PilotCampaignProcess {

    public static final String KEY = "pilotCampaign";

    private PilotCampaignProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String CAMPAIGN_OPENED = "campaignOpened";
        public static final String AWAIT_APPLICATIONS = "awaitApplications";
        public static final String APPLICATIONS_DUE = "applicationsDue";
        public static final String APPLICATIONS_CLOSED = "applicationsClosed";
        public static final String COMPUTE_SAMPLE = "computeSample";
        public static final String SAMPLE_IMPOSSIBLE = "sampleImpossible";
        public static final String COMMENT_SAMPLE = "commentSample";
        public static final String DECIDE_SAMPLE = "decideSample";
        public static final String CAMPAIGN_CANCELLED = "campaignCancelled";
        public static final String SET_PARAMETERS = "setParameters";
        public static final String SEAT_TAKEN = "seatTaken";
        public static final String OPEN_TEST_DOSSIER = "openTestDossier";
        public static final String NO_HOLDER = "noHolder";
        public static final String RUN_PILOT_TEST = "runPilotTest";
        public static final String SEAT_DONE = "seatDone";
        public static final String CALL_RESERVE = "callReserve";
        public static final String SEAT_VACANT = "seatVacant";
        public static final String TESTS_ENDED = "testsEnded";
        public static final String CLOSE_RUNNING_PILOTS = "closeRunningPilots";
        public static final String GATHER_RESULTS = "gatherResults";
        public static final String PROPOSE_CALIBRATION = "proposeCalibration";
        public static final String REPLAY_DRAFT = "replayDraft";
        public static final String REPLAY_IMPOSSIBLE = "replayImpossible";
        public static final String DECIDE_CALIBRATION = "decideCalibration";
        public static final String PUBLISH_VERSION = "publishVersion";
        public static final String DRAFT_INVALID = "draftInvalid";
        public static final String WRITE_REPORT = "writeReport";
        public static final String ADOPT_REPORT = "adoptReport";
        public static final String CAMPAIGN_ADOPTED = "campaignAdopted";
        public static final String COMPLETE_REPORT = "completeReport";

        private Elements() {}
    }

    /** Variables of the process. */
    public static final class Variables {
        /** {@code String}: the campaign, business key of the instance. */
        public static final String CAMPAIGN = "campaign";
        /** {@code String}: as the cards of Tasklist show it. */
        public static final String CAMPAIGN_NAME = "campaignName";
        /** {@code String}: the national tenant; inside a seat, the region of its pilot. */
        public static final String REGION_CODE = "regionCode";
        /** {@code String}: last day of the applications, ISO 8601. */
        public static final String APPLICATIONS_UNTIL = "applicationsUntil";
        /** {@code Integer}: rises each time people send the campaign back, so that what is computed again is a new effect. */
        public static final String ROUND = "round";
        /** {@code retained}, {@code recompute} or {@code cancelled}. */
        public static final String SAMPLE_DECISION = "sampleDecision";
        /** {@code draft} or {@code unchanged}. */
        public static final String PROPOSAL = "proposal";
        /** {@code Long}: the draft version that the carrier structure proposes. */
        public static final String DRAFT = "draft";
        /** {@code adopted}, {@code revised} or {@code unchanged}. */
        public static final String CALIBRATION_DECISION = "calibrationDecision";
        /** {@code adopted} or {@code returned}. */
        public static final String REPORT_DECISION = "reportDecision";
        /** {@code String}: why the tests end before their term. */
        public static final String END_REASON = "endReason";
        /** {@code String}: account of who ended them. */
        public static final String ENDED_BY = "endedBy";
        /** {@code String}. */
        public static final String ENDED_BY_NAME = "endedByName";
        /** {@code String}. */
        public static final String ENDED_BY_ROLE = "endedByRole";
        /** {@code String}: account of the member of the committee, local to the comment. */
        public static final String PARTNER = "partner";
        /** {@code Integer}: number of the seat, local to it. */
        public static final String SEAT = "seat";
        /** {@code Long}: counts the holders of the seat, local to it. */
        public static final String TURN = "turn";
        /** {@code Boolean}: somebody of the reserve took the seat, local to it. */
        public static final String REPLACED = "replaced";
        /** {@code String}: the test dossier, local to the seat. */
        public static final String REFERENCE = "reference";
        /** {@code String}: local to the seat. */
        public static final String AUTHORITY_NAME = "authorityName";
        /** {@code String}: local to the seat. */
        public static final String OPERATION_NAME = "operationName";
        /** {@code String}: local to the seat. */
        public static final String REFERENTIEL_VERSION = "referentielVersion";
        /** {@code String}: how the test ended, local to the seat; at the ends, how the campaign ended. */
        public static final String OUTCOME = "outcome";

        private Variables() {}
    }

    /** Codes of the errors that the model catches. */
    public static final class Errors {
        /** no sample fits the parameters */
        public static final String NO_SAMPLE = "noSample";
        /** who holds the seat withdrew */
        public static final String NO_HOLDER = "noHolder";
        /** the draft cannot become a version */
        public static final String DRAFT_INVALID = "draftInvalid";

        private Errors() {}
    }

    /** Correlated by name and business key. */
    public static final class Messages {
        public static final String APPLICATIONS_CLOSED = "applicationsClosed";
        public static final String TESTS_ENDED = "testsEnded";

        private Messages() {}
    }

    /** How a campaign ends. */
    public static final class Outcomes {
        public static final String ADOPTED = "adopted";
        public static final String CANCELLED = "cancelled";

        private Outcomes() {}
    }
}
