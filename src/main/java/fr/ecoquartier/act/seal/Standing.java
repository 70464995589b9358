package fr.ecoquartier.act.seal;

/** What a document is worth today. */
public enum Standing {
    /** A document of the procedure that gives no right by itself: a report, a letter. */
    INFORMATIVE,
    /** In force. */
    VALID,
    /** Made to be signed; the document that is worth something is the signed one. */
    TO_SIGN,
    /** A correction replaced it. */
    REPLACED,
    /** A later act of the same kind took its place: the certificate of the confirmation, a contract signed anew. */
    SUPERSEDED,
    /** The label's time is over and it is not confirmed. */
    EXPIRED,
    /** The label was withdrawn. */
    LABEL_WITHDRAWN,
    /** The contract was terminated. */
    TERMINATED,
    /** The authority withdrew its dossier. */
    DOSSIER_WITHDRAWN,
    /** The procedure was abandoned. */
    ABANDONED,
    /** The procedure ended with a refusal. */
    REFUSED;

    /** Whether the document may be relied on. */
    public boolean inForce() {
        return this == VALID || this == INFORMATIVE;
    }
}
