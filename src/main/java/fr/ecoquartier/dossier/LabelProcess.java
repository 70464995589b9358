package fr.ecoquartier.dossier;

/** The process of a dossier, as other rooms may act on it; implemented by the room {@code workflow}. */
public interface LabelProcess {

    /**
     * Opens a dossier and starts its process at the charter; answers the reference.
     *
     * @throws NotPossible as {@link Dossiers#open}
     */
    String open(NewDossier dossier, Actor actor) throws NotPossible;

    /**
     * The authority withdraws; every running stage ends.
     *
     * @throws NotPossible when no process runs for the dossier
     */
    void withdraw(String reference, String reason, Actor actor) throws NotPossible;

    /**
     * The authority declares the operation finished or nearly finished; the award begins.
     *
     * @throws NotPossible when the dossier does not wait for it (no signed contract, award already under way)
     */
    void declareFinished(String reference, Actor actor) throws NotPossible;

    /**
     * The authority says that the conditions of a deferral are met before its date.
     *
     * @throws NotPossible when the label is not deferred
     */
    void declareConditionsMet(String reference, Actor actor) throws NotPossible;

    /**
     * The ministry suspends: no task, no delay runs until {@link #resume}.
     *
     * @throws NotPossible when already suspended or closed
     */
    void suspend(String reference, String reason, Actor actor) throws NotPossible;

    /**
     * The ministry resumes; due dates and delays move by the time of the suspension.
     *
     * @throws NotPossible when not suspended
     */
    void resume(String reference, String reason, Actor actor) throws NotPossible;

    /**
     * An abandoned dossier starts again at the stage where it was abandoned.
     *
     * @throws NotPossible when the dossier is not abandoned
     */
    void reopen(String reference, String reason, Actor actor) throws NotPossible;

    /**
     * The running steps of a dossier go on under another version of the référentiel: open forms become those of that
     * version.
     *
     * @throws NotPossible when no process runs for the dossier
     */
    void moveVersion(String reference, String version, Actor actor) throws NotPossible;
}
