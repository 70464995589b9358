package fr.ecoquartier.modelling.graph;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.lang.Nullable;

/**
 * An element of a process that a token can reach.
 *
 * @param scope id of the sub-process that holds it, null in the process itself
 * @param attachedTo activity of a boundary event, null otherwise
 * @param interrupting of a boundary event or of the start of an event sub-process
 * @param byEvent whether it is an event sub-process
 * @param defaultFlow id, null when it has none
 * @param delegate expression of what the engine runs, {@code ${indicatorCheck}}
 * @param decision key of the decision of a rule task
 * @param resultVariable where a decision leaves its result
 * @param form of a user task: a key or an expression
 * @param listeners delegate expressions of its listeners
 * @param texts every attribute and text of the element that may hold an expression
 * @param incoming flows, in the order of the file
 * @param outgoing flows, in the order of the file
 */
public record Node(
        String id,
        @Nullable String name,
        NodeType type,
        @Nullable String scope,
        EventDefinition event,
        @Nullable String attachedTo,
        boolean interrupting,
        boolean byEvent,
        @Nullable String defaultFlow,
        @Nullable Call call,
        @Nullable Loop loop,
        @Nullable String delegate,
        @Nullable String decision,
        @Nullable String resultVariable,
        @Nullable String form,
        @Nullable String formBinding,
        @Nullable String assignee,
        List<String> candidateGroups,
        boolean asyncBefore,
        boolean asyncAfter,
        List<Mapping> inputs,
        List<Mapping> outputs,
        List<String> listeners,
        List<String> texts,
        List<Flow> incoming,
        List<Flow> outgoing) {

    /** Its name between guillemets, or its id. */
    public String title() {
        return name == null || name.isBlank() ? id : "«\u00a0" + typeset(name) + "\u00a0»";
    }

    /** A name on one line, with French spacing before its question mark. */
    public static String typeset(String name) {
        return name.strip().replaceAll("\\s+", " ").replaceAll(" ([?!:;])", "\u00a0$1");
    }

    /** Of its id alone: a gateway may have thousands of flows. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    public boolean is(NodeType expected) {
        return type == expected;
    }

    /** Whether an instance can stand here until something from outside happens. */
    public boolean waits() {
        return switch (type) {
            case USER_TASK, RECEIVE_TASK, CALL_ACTIVITY, CATCH_EVENT, EVENT_GATEWAY -> true;
            default -> asyncBefore || asyncAfter;
        };
    }

    /** Whether the engine leaves it by more than one flow at once, or may do so. */
    public boolean splits() {
        return outgoing.size() > 1 && type != NodeType.EXCLUSIVE_GATEWAY && type != NodeType.EVENT_GATEWAY;
    }

    /** Flows in the order in which an exclusive gateway asks them, the default one last. */
    public Stream<Flow> asked() {
        return Stream.concat(
                outgoing.stream().filter(flow -> !flow.id().equals(defaultFlow)),
                outgoing.stream().filter(flow -> flow.id().equals(defaultFlow)));
    }
}
