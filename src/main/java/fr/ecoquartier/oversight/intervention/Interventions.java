package fr.ecoquartier.oversight.intervention;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator or a manager may change in the process of one dossier; implemented by the room {@code workflow}.
 * Each change is made in one transaction with its line in the dossier's journal. What was seen before it was confirmed
 * is named again: when somebody was faster, nothing is changed and the refusal says who did what.
 */
public interface Interventions {

    /** What runs for a dossier; {@code NotPossible} is never the answer of a look. */
    ProcessState state(String reference);

    /** The diagram of an instance's version. */
    Optional<String> diagram(String reference, String instance);

    /**
     * What moving a token would do.
     *
     * @throws NotPossible when the token is no longer there or may not go there
     */
    Preview previewMove(String reference, String instance, String token, String target) throws NotPossible;

    /** Moves a token: what it stands on is cancelled, the target begins. */
    void move(String reference, String instance, String token, String target, String reason, Actor actor)
            throws NotPossible;

    /**
     * What beginning again would do.
     *
     * @throws NotPossible when the dossier would run twice, or never came as far as there
     */
    Preview previewRestart(String reference, String instance, String target) throws NotPossible;

    /** A finished process begins again before one of its elements, with its last variables. */
    void restart(String reference, String instance, String target, String reason, Actor actor) throws NotPossible;

    /** What another due date of a task would change with it. */
    Preview previewDueDate(String reference, String task, LocalDate day) throws NotPossible;

    /**
     * Gives a task another due date; its reminder and its deadline move along.
     *
     * @param seen the due date that the person saw
     */
    void changeDueDate(String reference, String task, @Nullable Instant seen, LocalDate day, String reason, Actor actor)
            throws NotPossible;

    /** Who may take a task, by name. */
    List<Candidate> whoMayTake(String reference, String task) throws NotPossible;

    /**
     * Gives a task to somebody who may take it.
     *
     * @param seen whom the person saw as its assignee, null for nobody
     * @param to account, null to put the task back for all its candidates
     */
    void reassign(String reference, String task, @Nullable String seen, @Nullable String to, String reason, Actor actor)
            throws NotPossible;
}
