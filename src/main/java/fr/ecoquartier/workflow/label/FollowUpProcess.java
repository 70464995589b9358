package fr.ecoquartier.workflow.label;

/** Periodic follow-up of a signed contract. */
public final class FollowUpProcess {

    public static final String KEY = "followUp";

    private FollowUpProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String FOLLOW_UP_STARTED = "followUpStarted";
        public static final String OPEN_FOLLOW_UP_STAGE = "openFollowUpStage";
        public static final String REPORT_MEASURES = "reportMeasures";
        public static final String COMPUTE_DEVIATIONS = "computeDeviations";
        public static final String ISSUE_DEVIATIONS_REPORT = "issueDeviationsReport";
        public static final String REVIEW_FOLLOW_UP = "reviewFollowUp";
        public static final String MEASURES_INVALID = "measuresInvalid";
        public static final String ANSWER_FOLLOW_UP_CORRECTION = "answerFollowUpCorrection";
        public static final String SUBMIT_ACTION_PLAN = "submitActionPlan";
        public static final String APPROVE_ACTION_PLAN = "approveActionPlan";
        public static final String REPORT_ACTION_PLAN = "reportActionPlan";
        public static final String REVIEW_ACTION_PLAN = "reviewActionPlan";
        public static final String PROPOSE_TERMINATION = "proposeTermination";
        public static final String DECIDE_TERMINATION = "decideTermination";
        public static final String ISSUE_TERMINATION = "issueTermination";
        public static final String CONTRACT_TERMINATED = "contractTerminated";
        public static final String FOLLOW_UP_ACCEPTED = "followUpAccepted";

        private Elements() {}
    }

    /** Variables of this process; those of every stage are in {@link StageVariables}. */
    public static final class Variables {
        /** {@code compliant}, {@code correction} or {@code seriousDeviation}. */
        public static final String REVIEW = "review";
        /** {@code Boolean}: the correction changes the figures. */
        public static final String FIGURES_TO_CHANGE = "figuresToChange";
        /** {@code approved} or {@code returned}. */
        public static final String PLAN_APPROVAL = "planApproval";
        /** date fixed with the approval of the action plan. */
        public static final String PLAN_DEADLINE = "planDeadline";
        /** {@code kept} or {@code unkept}. */
        public static final String PLAN_RESULT = "planResult";
        /** {@code terminate} or {@code maintain}. */
        public static final String PROPOSAL = "proposal";
        /** {@code terminated} or {@code maintained}. */
        public static final String TERMINATION = "termination";

        private Variables() {}
    }

    /** Codes of the errors that the model catches. */
    public static final class Errors {
        public static final String FIGURES_INVALID = "figuresInvalid";

        private Errors() {}
    }

    /** Values of {@link StageVariables#OUTCOME}. */
    public static final class Outcomes {
        public static final String ACCEPTED = "accepted";
        public static final String TERMINATED = "terminated";
        public static final String INTERRUPTED = "interrupted";

        private Outcomes() {}
    }
}
