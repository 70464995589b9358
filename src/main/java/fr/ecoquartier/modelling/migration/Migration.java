package fr.ecoquartier.modelling.migration;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Running instances of a process that go, or would go, from one version to another.
 *
 * @param reason why, as every dossier's journal says; null until it is started
 * @param note why it was stopped before its end, a French sentence
 * @param interrupted whether the node that worked on it is silent; another one goes on
 * @param counts instances by state
 */
public record Migration(
        long id,
        String processKey,
        String processName,
        int fromVersion,
        int toVersion,
        List<MappedPair> mapping,
        MoveOptions options,
        State state,
        Author preparedBy,
        Instant preparedAt,
        @Nullable String reason,
        @Nullable Author startedBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String note,
        boolean interrupted,
        Map<MigrationItem.State, Long> counts) {

    /** How far it is. */
    public enum State {
        PREPARED("Simulée"),
        RUNNING("En cours"),
        PAUSED("En pause"),
        DONE("Terminée"),
        STOPPED("Arrêtée");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean started() {
        return state != State.PREPARED;
    }

    public boolean ended() {
        return state == State.DONE || state == State.STOPPED;
    }

    /** What people read: a migration whose node is silent is interrupted until another node goes on. */
    public String stateLabel() {
        return interrupted ? "Interrompue" : state.label();
    }

    public long count(MigrationItem.State itemState) {
        return counts.getOrDefault(itemState, 0L);
    }

    /** As templates ask, by the name of the state. */
    public long countOf(String itemState) {
        return count(MigrationItem.State.valueOf(itemState));
    }

    public long size() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What people read: once it is started, what could have moved and does not was not chosen. */
    public String labelOf(MigrationItem.State itemState) {
        return started() && itemState == MigrationItem.State.ELIGIBLE ? "Non choisie" : itemState.label();
    }

    /** Instances that are still at the version which they were to leave. */
    public long remaining() {
        return size() - count(MigrationItem.State.MOVED) - count(MigrationItem.State.GONE);
    }

    /** Instances that were to be moved: treated or waiting for their turn. */
    public long chosen() {
        return treated() + count(MigrationItem.State.PENDING) + count(MigrationItem.State.LEFT);
    }

    public long treated() {
        return count(MigrationItem.State.MOVED) + count(MigrationItem.State.FAILED) + count(MigrationItem.State.GONE);
    }

    /** Share of the chosen instances that was treated, 0 to 100. */
    public int percent() {
        return chosen() == 0 ? 0 : (int) (100 * treated() / chosen());
    }
}
