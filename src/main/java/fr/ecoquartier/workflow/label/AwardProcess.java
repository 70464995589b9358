package fr.ecoquartier.workflow.label;

/** Last stage, run again as it is for the confirmation: measured values, experts, commissions, national decision. */
public final class AwardProcess {

    public static final String KEY = "award";

    private AwardProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String AWARD_REQUESTED = "awardRequested";
        public static final String OPEN_AWARD_STAGE = "openAwardStage";
        public static final String ENTER_MEASURED_VALUES = "enterMeasuredValues";
        public static final String JOIN_EVIDENCE = "joinEvidence";
        public static final String CHECK_AWARD = "checkAward";
        public static final String ISSUE_AWARD_REPORT = "issueAwardReport";
        public static final String INSTRUCT_AWARD = "instructAward";
        public static final String NAME_AWARD_TRIO = "nameAwardTrio";
        public static final String RECORD_SITE_VISIT = "recordSiteVisit";
        public static final String GIVE_AWARD_OPINION = "giveAwardOpinion";
        public static final String WRITE_AWARD_SYNTHESIS = "writeAwardSynthesis";
        public static final String RECORD_TECHNICAL_PROPOSAL = "recordTechnicalProposal";
        public static final String ISSUE_AWARD_OPINIONS = "issueAwardOpinions";
        public static final String PREPARE_NATIONAL_COMMISSION = "prepareNationalCommission";
        public static final String RECORD_NATIONAL_DECISION = "recordNationalDecision";
        public static final String ISSUE_CERTIFICATE = "issueCertificate";
        public static final String LABEL_AWARDED = "labelAwarded";
        public static final String ISSUE_DEFERRAL = "issueDeferral";
        public static final String LABEL_DEFERRED = "labelDeferred";
        public static final String ISSUE_LABEL_REFUSAL = "issueLabelRefusal";
        public static final String LABEL_REFUSED = "labelRefused";
        public static final String MEASURES_INVALID = "measuresInvalid";
        public static final String ANSWER_AWARD_CORRECTION = "answerAwardCorrection";
        public static final String ABANDONMENT_OF_AWARD_STARTED = "abandonmentOfAwardStarted";
        public static final String ABANDON_AWARD = "abandonAward";
        public static final String AWARD_ABANDONED = "awardAbandoned";

        private Elements() {}
    }

    /** Variables of this process; those of every stage are in {@link StageVariables}. */
    public static final class Variables {
        /** {@code label} or {@code confirmation}. */
        public static final String PURPOSE = "purpose";
        /** {@code forward} or {@code correction}. */
        public static final String INSTRUCTION = "instruction";
        /** {@code Boolean}: the correction changes the figures. */
        public static final String FIGURES_TO_CHANGE = "figuresToChange";
        /** {@code labelled}, {@code deferred} or {@code refused}. */
        public static final String LABEL_DECISION = "labelDecision";
        /** date of the re-examination, when deferred. */
        public static final String DEFERRED_UNTIL = "deferredUntil";

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
        public static final String LABELLED = "labelled";
        public static final String DEFERRED = "deferred";
        public static final String REFUSED = "refused";
        public static final String ABANDONED = "abandoned";

        private Outcomes() {}
    }
}
