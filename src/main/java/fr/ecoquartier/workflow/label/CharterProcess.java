package fr.ecoquartier.workflow.label;

/** First stage: the authority commits itself. */
public final class CharterProcess {

    public static final String KEY = "charter";

    private CharterProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String CHARTER_REQUESTED = "charterRequested";
        public static final String OPEN_CHARTER_STAGE = "openCharterStage";
        public static final String FILE_CHARTER_REQUEST = "fileCharterRequest";
        public static final String ENTER_BASELINE_MEASURES = "enterBaselineMeasures";
        public static final String CHECK_BASELINE = "checkBaseline";
        public static final String ISSUE_BASELINE_REPORT = "issueBaselineReport";
        public static final String CHECK_ADMISSIBILITY = "checkAdmissibility";
        public static final String REGISTER_CHARTER = "registerCharter";
        public static final String ISSUE_CHARTER = "issueCharter";
        public static final String SIGN_CHARTER_AS_AUTHORITY = "signCharterAsAuthority";
        public static final String SIGN_CHARTER_FOR_STATE = "signCharterForState";
        public static final String SEAL_CHARTER = "sealCharter";
        public static final String CHARTER_SIGNED = "charterSigned";
        public static final String BASELINE_INVALID = "baselineInvalid";
        public static final String ANSWER_CHARTER_CORRECTION = "answerCharterCorrection";
        public static final String DECIDE_CHARTER_REFUSAL = "decideCharterRefusal";
        public static final String ISSUE_CHARTER_REFUSAL = "issueCharterRefusal";
        public static final String CHARTER_REFUSED = "charterRefused";
        public static final String ABANDONMENT_OF_CHARTER_STARTED = "abandonmentOfCharterStarted";
        public static final String ABANDON_CHARTER = "abandonCharter";
        public static final String CHARTER_ABANDONED = "charterAbandoned";

        private Elements() {}
    }

    /** Variables of this process; those of every stage are in {@link StageVariables}. */
    public static final class Variables {
        /** {@code admissible}, {@code correction} or {@code refusal}. */
        public static final String ADMISSIBILITY = "admissibility";
        /** {@code Boolean}: the correction changes the figures. */
        public static final String FIGURES_TO_CHANGE = "figuresToChange";
        /** {@code confirmed} or {@code returned}. */
        public static final String REFUSAL = "refusal";
        /** {@code signed} or {@code refused}. */
        public static final String STATE_DECISION = "stateDecision";

        private Variables() {}
    }

    /** Codes of the errors that the model catches. */
    public static final class Errors {
        public static final String FIGURES_INVALID = "figuresInvalid";
        public static final String DEADLINE_PASSED = "deadlinePassed";

        private Errors() {}
    }

    /** Values of {@link StageVariables#OUTCOME}. */
    public static final class Outcomes {
        public static final String SIGNED = "signed";
        public static final String REFUSED = "refused";
        public static final String ABANDONED = "abandoned";

        private Outcomes() {}
    }
}
