package fr.ecoquartier.oversight.intervention;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs for a dossier, and what may be done about it.
 *
 * @param restart the process that may begin again, null when none may
 * @param noRestart why none may, in French; null when one may
 */
public record ProcessState(
        String reference,
        boolean suspended,
        List<Running> instances,
        @Nullable Restart restart,
        @Nullable String noRestart) {

    /** An instance that runs, the caller before those that it called. */
    public record Running(
            String id, String process, String processName, int version, List<Token> tokens, List<TaskLine> tasks) {

        /** The token of this id. */
        public Token token(String token) {
            return tokens.stream()
                    .filter(each -> each.id().equals(token))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Where an instance stands.
     *
     * @param id of the activity instance: another one each time
     * @param failed true when an incident stops it there
     * @param targets where it may be moved to
     */
    public record Token(String id, String element, String name, String kind, boolean failed, List<Target> targets) {}

    /** An element of a model. */
    public record Target(String element, String name, String kind) {}

    /**
     * An open task.
     *
     * @param role group it waits for, null when it is for one person
     * @param assignee account, null when nobody has taken it
     * @param personal true when the model names who does it
     */
    public record TaskLine(
            String id,
            String element,
            String name,
            @Nullable String role,
            @Nullable String assignee,
            @Nullable String assigneeName,
            @Nullable Instant dueAt,
            boolean personal) {}

    /** A finished process that may begin again before one of its elements. */
    public record Restart(
            String instance, String processName, int version, Instant endedAt, String end, List<Target> targets) {}
}
