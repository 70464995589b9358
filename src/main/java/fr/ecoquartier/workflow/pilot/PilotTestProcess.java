package fr.ecoquartier.workflow.pilot;

/** The test of one authority: kick-off, the label's own stages on a test dossier, independent ratings, closing. */
public final class PilotTestProcess {

    public static final String KEY = "pilotTest";

    private PilotTestProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String PILOT_STARTED = "pilotStarted";
        public static final String RECORD_KICK_OFF = "recordKickOff";
        public static final String PILOT_CHARTER = "pilotCharter";
        public static final String PILOT_CONTRACT = "pilotContract";
        public static final String PILOT_AWARD = "pilotAward";
        public static final String EVALUATIONS_SPLIT = "evaluationsSplit";
        public static final String RATE_AS_DREAL = "rateAsDreal";
        public static final String RATE_AS_EXPERT = "rateAsExpert";
        public static final String RATE_AS_PARTNER = "rateAsPartner";
        public static final String GIVE_FEEDBACK = "giveFeedback";
        public static final String CLOSE_DREAL_RATING = "closeDrealRating";
        public static final String CLOSE_EXPERT_RATINGS = "closeExpertRatings";
        public static final String CLOSE_PARTNER_RATINGS = "closePartnerRatings";
        public static final String CLOSE_FEEDBACK = "closeFeedback";
        public static final String EVALUATIONS_JOIN = "evaluationsJoin";
        public static final String CLOSE_PILOT = "closePilot";
        public static final String PILOT_CLOSED = "pilotClosed";
        public static final String DROP_OUT = "dropOut";
        public static final String PILOT_DROPPED_OUT = "pilotDroppedOut";
        public static final String WITHDRAWAL_REQUESTED = "withdrawalRequested";
        public static final String RECORD_WITHDRAWAL = "recordWithdrawal";
        public static final String PILOT_WITHDRAWN = "pilotWithdrawn";

        private Elements() {}
    }

    /** Variables of the process. */
    public static final class Variables {
        /** {@code String}: the test dossier, business key of every instance. */
        public static final String REFERENCE = "reference";
        /** {@code String}: the campaign of the pilot. */
        public static final String CAMPAIGN = "campaign";
        /** {@code String}: region of the authority, tenant of every instance. */
        public static final String REGION_CODE = "regionCode";
        /** {@code String}. */
        public static final String AUTHORITY_NAME = "authorityName";
        /** {@code String}. */
        public static final String OPERATION_NAME = "operationName";
        /** {@code String}: the version under test. */
        public static final String REFERENTIEL_VERSION = "referentielVersion";
        /** {@code String}: how the last stage ended; at the end, how the test ended. */
        public static final String OUTCOME = "outcome";
        /** {@code String}: whose rating is missing, local to its closing. */
        public static final String ROLE = "role";
        /** {@code String}: account, local to the rating. */
        public static final String EXPERT = "expert";
        /** {@code String}: account, local to the rating. */
        public static final String PARTNER = "partner";

        private Variables() {}
    }

    /** Correlated by name and business key. */
    public static final class Messages {
        public static final String WITHDRAWAL_REQUESTED = "withdrawalRequested";

        private Messages() {}
    }

    /** How a test ends. */
    public static final class Outcomes {
        public static final String CLOSED = "closed";
        public static final String DROPPED_OUT = "droppedOut";

        private Outcomes() {}
    }
}
