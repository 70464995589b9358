package fr.ecoquartier.oversight.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one instance, finished or running: its way on the diagram, its variables, its tasks, who called it
 * and whom it called, and the decisions that were evaluated for it.
 *
 * @param endedAt null while it runs
 * @param end how it ended, in French; null while it runs
 * @param passed what it passed, in the order of its first passages
 * @param flows sequence flows, with how many times each was taken
 * @param calledBy null for an instance that was opened by itself
 */
public record InstanceStory(
        String id,
        String process,
        String processName,
        int version,
        String definitionId,
        @Nullable String reference,
        @Nullable String authorityName,
        boolean dossier,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String end,
        boolean suspended,
        int incidents,
        List<Passage> passed,
        List<TakenFlow> flows,
        List<Variable> variables,
        List<TaskLine> tasks,
        @Nullable Link calledBy,
        List<Link> called,
        List<Evaluation> evaluations) {

    /**
     * An element that was passed, or where the instance waits.
     *
     * @param name its French name, its kind when the diagram gives it none
     * @param times how many times it was begun
     * @param running how many of these are not over
     * @param cancelled how many were stopped from outside
     * @param seconds time spent there in all
     */
    public record Passage(
            String element,
            String name,
            String kind,
            int times,
            int running,
            int cancelled,
            Instant first,
            @Nullable Instant last,
            long seconds) {}

    /** A sequence flow and how many times it was taken. */
    public record TakenFlow(String flow, int times) {}

    /**
     * A variable as it was at the end, or is now.
     *
     * @param label French name, its own when it has none
     * @param scope name of the element to which it is local, null for one of the whole instance
     * @param type in French
     * @param text its value in French; the JSON itself, indented, for structured values
     * @param structured true for JSON
     */
    public record Variable(
            String name, String label, @Nullable String scope, String type, String text, boolean structured) {}

    /**
     * A task of a person.
     *
     * @param by name of who did it or has it, null when nobody took it
     * @param claimedAt when that person took it, null when they never did
     * @param state in French
     * @param late true when it was done after its date, or is open beyond it
     */
    public record TaskLine(
            String id,
            String element,
            String name,
            String state,
            @Nullable String by,
            Instant openedAt,
            @Nullable Instant claimedAt,
            @Nullable Instant endedAt,
            @Nullable Instant dueAt,
            boolean late) {}

    /** Another instance. */
    public record Link(
            String id,
            String processName,
            int version,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String element) {}

    /**
     * A decision that was evaluated.
     *
     * @param version of the decision's model that decided; null when it cannot be told any more
     * @param fired ids of the rules of {@code table} that fired
     * @param note what a reader should know, null when there is nothing
     */
    public record Evaluation(
            String decision,
            String name,
            @Nullable Integer version,
            Instant at,
            @Nullable String element,
            List<Value> inputs,
            List<Value> outputs,
            List<String> fired,
            @Nullable Table table,
            @Nullable String note) {}

    /** A named value in French. */
    public record Value(String name, String text) {}

    /** A decision table: its columns and its rules, as they were drawn. */
    public record Table(List<String> inputs, List<String> outputs, List<Rule> rules) {}

    /** A rule: one cell a column, empty when anything goes. */
    public record Rule(
            String id,
            int number,
            List<String> conditions,
            List<String> conclusions,
            @Nullable String remark) {}
}
