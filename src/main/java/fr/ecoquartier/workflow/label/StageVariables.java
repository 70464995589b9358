package fr.ecoquartier.workflow.label;

/** Variables that every stage's process receives from {@link ProgressiveLabelProcess}, and what it gives back. */
public final class StageVariables {

    /** {@code String}: the dossier, business key of every instance. */
    public static final String REFERENCE = "reference";

    /** {@code String}: code of the dossier's stage. */
    public static final String STAGE = "stage";

    /** {@code Integer}: rises with each correction, so that a check made again is a new check. */
    public static final String ROUND = "round";

    /** {@code String}. */
    public static final String AUTHORITY_NAME = "authorityName";

    /** {@code String}. */
    public static final String OPERATION_NAME = "operationName";

    /** {@code String}: the référentiel version of the dossier. */
    public static final String REFERENTIEL_VERSION = "referentielVersion";

    /** {@code String}: how the stage ended. */
    public static final String OUTCOME = "outcome";

    /** {@code String}, of the element alone: which document a step issues, as {@link DocumentIssue} names them. */
    public static final String DOCUMENT = "document";

    private StageVariables() {}
}
