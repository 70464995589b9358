package fr.ecoquartier.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open tasks that somebody holds, and what may become of them. Implemented on the engine. */
public interface HeldTasks {

    /**
     * An open task with an assignee.
     *
     * @param reference the dossier or the campaign
     * @param step id of the user task in its model
     * @param groups the groups that it may go back to
     * @param personal the model names the person: nobody else may do it
     * @param suspended the dossier is suspended, so nothing of it changes hands
     */
    record Held(
            String taskId,
            String reference,
            String step,
            String name,
            String process,
            String assignee,
            @Nullable Instant dueAt,
            Set<String> groups,
            boolean personal,
            boolean suspended) {

        /** A personal opinion of a member of a trio, from which a member may step down. */
        public boolean opinion() {
            return personal && step.matches("give.*Opinion");
        }
    }

    /** What somebody holds, the most urgent first. */
    List<Held> of(String userId);

    /** Why somebody may not take a task, in French; empty when they may. */
    Optional<String> refusal(String taskId, String userId);

    /**
     * Takes a task on account of the absent person who holds it.
     *
     * @throws AccountRefused when the person may not
     */
    void take(String taskId, Person standIn);

    /**
     * Gives a task that somebody holds to somebody else, or back to its group, and tells the dossier's journal.
     *
     * @return false when the task is no longer with them
     * @throws AccountRefused when the receiver may not take it
     */
    boolean handOver(String taskId, String from, @Nullable Person receiver, String reason, Person by);

    /**
     * Ends an awaited personal opinion as stepped down, so that the trio is named again without this member.
     *
     * @return false when the task is no longer with them
     */
    boolean stepDown(String taskId, String from, String reason, Person by);
}
