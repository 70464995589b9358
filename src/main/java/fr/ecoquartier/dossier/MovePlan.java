package fr.ecoquartier.dossier;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of dossiers with a version, and the move that followed it, if any.
 *
 * @param filter which dossiers were compared, in French
 * @param reason null until the move is asked for
 * @param differences how many dossiers change how much
 * @param states how many dossiers are where
 */
public record MovePlan(
        long id,
        String version,
        String filter,
        Actor preparedBy,
        Instant preparedAt,
        @Nullable String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<MoveComparison.Difference, Integer> differences,
        Map<State, Integer> states) {

    /** Where one dossier of the plan is. */
    public enum State {
        COMPARED("Comparé"),
        MOVED("Passé à la version"),
        FAILED("Resté à sa version");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** In French. */
        public String label() {
            return label;
        }
    }

    /** One dossier of a plan; {@code message} says why it stayed. */
    public record Item(
            MoveComparison comparison,
            State state,
            @Nullable String message) {}

    public int size() {
        return states.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int count(State state) {
        return states.getOrDefault(state, 0);
    }

    public int count(MoveComparison.Difference difference) {
        return differences.getOrDefault(difference, 0);
    }

    /** As {@link #count(MoveComparison.Difference)}, by name. */
    public int countOf(String difference) {
        return count(MoveComparison.Difference.valueOf(difference));
    }

    public int countMoved() {
        return count(State.MOVED);
    }

    public int countFailed() {
        return count(State.FAILED);
    }

    /** Whether the move was asked for. */
    public boolean started() {
        return startedAt != null;
    }
}
