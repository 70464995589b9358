package fr.ecoquartier.workflow.label;

/** Second stage: objectives are fixed and signed by three parties. */
public final class ContractProcess {

    public static final String KEY = "contract";

    private ContractProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String CONTRACT_REQUESTED = "contractRequested";
        public static final String OPEN_CONTRACT_STAGE = "openContractStage";
        public static final String ENTER_PLANNED_MEASURES = "enterPlannedMeasures";
        public static final String SET_OBJECTIVES = "setObjectives";
        public static final String CHECK_OBJECTIVES = "checkObjectives";
        public static final String ISSUE_OBJECTIVES_REPORT = "issueObjectivesReport";
        public static final String INSTRUCT_CONTRACT = "instructContract";
        public static final String NAME_CONTRACT_TRIO = "nameContractTrio";
        public static final String GIVE_CONTRACT_OPINION = "giveContractOpinion";
        public static final String WRITE_CONTRACT_SYNTHESIS = "writeContractSynthesis";
        public static final String RECORD_CONTRACT_COMMISSION = "recordContractCommission";
        public static final String ISSUE_CONTRACT_OPINIONS = "issueContractOpinions";
        public static final String DECIDE_CONTRACT = "decideContract";
        public static final String PREPARE_CONTRACT = "prepareContract";
        public static final String ISSUE_CONTRACT = "issueContract";
        public static final String SIGN_CONTRACT_AS_AUTHORITY = "signContractAsAuthority";
        public static final String SIGN_CONTRACT_AS_CARRIER = "signContractAsCarrier";
        public static final String SIGN_CONTRACT_FOR_STATE = "signContractForState";
        public static final String SEAL_CONTRACT = "sealContract";
        public static final String CONTRACT_SIGNED = "contractSigned";
        public static final String OBJECTIVES_INVALID = "objectivesInvalid";
        public static final String ANSWER_CONTRACT_CORRECTION = "answerContractCorrection";
        public static final String CONTRACT_RETURNED = "contractReturned";
        public static final String ISSUE_CONTRACT_REFUSAL = "issueContractRefusal";
        public static final String CONTRACT_REFUSED = "contractRefused";
        public static final String ABANDONMENT_OF_CONTRACT_STARTED = "abandonmentOfContractStarted";
        public static final String ABANDON_CONTRACT = "abandonContract";
        public static final String CONTRACT_ABANDONED = "contractAbandoned";

        private Elements() {}
    }

    /** Variables of this process; those of every stage are in {@link StageVariables}. */
    public static final class Variables {
        /** {@code forward}, {@code correction} or {@code returned}. */
        public static final String INSTRUCTION = "instruction";
        /** {@code Boolean}: the correction changes the figures. */
        public static final String FIGURES_TO_CHANGE = "figuresToChange";
        /** {@code accepted}, {@code refused} or {@code returned}. */
        public static final String CONTRACT_DECISION = "contractDecision";
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
        public static final String RETURNED = "returned";
        public static final String ABANDONED = "abandoned";

        private Outcomes() {}
    }
}
