package fr.ecoquartier.workflow.label;

/** The whole way of a dossier, from its opening to the confirmation of the label; the waits of years are here only. */
public final class ProgressiveLabelProcess {

    public static final String KEY = "progressiveLabel";

    private ProgressiveLabelProcess() {}

    /** Ids in the model, but those of reminders and deadlines, which are the task's own with a suffix. */
    public static final class Elements {
        public static final String DOSSIER_OPENED = "dossierOpened";
        public static final String CHARTER_STAGE = "charterStage";
        public static final String CONTRACT_STAGE = "contractStage";
        public static final String AWAIT_NEXT_STEP = "awaitNextStep";
        public static final String OPERATION_FINISHED = "operationFinished";
        public static final String AWARD_STAGE = "awardStage";
        public static final String CONFIRMATION_DUE = "confirmationDue";
        public static final String CONFIRMATION_STAGE = "confirmationStage";
        public static final String LABEL_CONFIRMED = "labelConfirmed";
        public static final String FOLLOW_UP_DUE = "followUpDue";
        public static final String FOLLOW_UP_STAGE = "followUpStage";
        public static final String CONTRACT_TERMINATED = "contractTerminated";
        public static final String OPERATION_FINISHED_DURING_FOLLOW_UP = "operationFinishedDuringFollowUp";
        public static final String CHARTER_REFUSED = "charterRefused";
        public static final String DOSSIER_ABANDONED = "dossierAbandoned";
        public static final String CONTRACT_REFUSED = "contractRefused";
        public static final String LABEL_REFUSED = "labelRefused";
        public static final String LABEL_WITHDRAWN = "labelWithdrawn";
        public static final String INTERRUPT_FOLLOW_UP = "interruptFollowUp";
        public static final String AWAIT_REEXAMINATION = "awaitReexamination";
        public static final String CONDITIONS_MET = "conditionsMet";
        public static final String DEFERRAL_ENDS = "deferralEnds";
        public static final String CONFIRMATION_DEFERRAL_ENDS = "confirmationDeferralEnds";
        public static final String WITHDRAWAL_REQUESTED = "withdrawalRequested";
        public static final String RECORD_WITHDRAWAL = "recordWithdrawal";
        public static final String DOSSIER_WITHDRAWN = "dossierWithdrawn";

        private Elements() {}
    }

    /** Variables of the long-lived process. */
    public static final class Variables {
        /** {@code String}: the dossier, business key of every instance. */
        public static final String REFERENCE = "reference";
        /** {@code String}: region of the authority, tenant of every instance. */
        public static final String REGION_CODE = "regionCode";
        /** {@code String}. */
        public static final String AUTHORITY_NAME = "authorityName";
        /** {@code String}. */
        public static final String OPERATION_NAME = "operationName";
        /** {@code String}: the dossier keeps the version it was opened with. */
        public static final String REFERENTIEL_VERSION = "referentielVersion";
        /** {@code String}: code of the stage to begin with. */
        public static final String ENTRY_STAGE = "entryStage";
        /** {@code String}: how the last stage ended, see {@code Outcomes} of its process. */
        public static final String OUTCOME = "outcome";
        /** date of the re-examination of a deferred label. */
        public static final String DEFERRED_UNTIL = "deferredUntil";
        /** {@code String}: local to the withdrawal. */
        public static final String WITHDRAWAL_REASON = "withdrawalReason";
        /** {@code String}: account of who withdrew. */
        public static final String WITHDRAWN_BY = "withdrawnBy";
        /** {@code String}. */
        public static final String WITHDRAWN_BY_NAME = "withdrawnByName";
        /** {@code String}. */
        public static final String WITHDRAWN_BY_ROLE = "withdrawnByRole";

        private Variables() {}
    }

    /** Correlated by name and business key. */
    public static final class Messages {
        public static final String OPERATION_FINISHED = "operationFinished";
        public static final String CONDITIONS_MET = "conditionsMet";
        public static final String WITHDRAWAL_REQUESTED = "withdrawalRequested";

        private Messages() {}
    }
}
