package fr.ecoquartier.modelling.migration;

import java.util.List;
import java.util.Optional;

/** The engine, as far as moving instances is concerned; implemented by the room {@code workflow}. */
public interface MigrationEngine {

    /** All versions of a process, the latest first; empty when there is none of that key. */
    List<ProcessVersion> versions(String processKey);

    /** Two versions with a mapping to begin with; empty when one of them does not exist. */
    Optional<MigrationProposal> propose(String processKey, int from, int to);

    /** The file of a version. */
    Optional<String> diagram(String processKey, int version);

    /** What the engine and we have against a mapping; empty when it can be used. */
    List<MappingProblem> problems(String processKey, int from, int to, List<MappedPair> mapping);

    /** The instances that run on a version, in a fixed order. */
    List<String> running(String processKey, int version);

    /**
     * A move that can be carried out.
     *
     * @throws MappingRefused when a version does not exist any more or the mapping cannot be used
     */
    PreparedMove prepare(String processKey, int from, int to, List<MappedPair> mapping, MoveOptions options)
            throws MappingRefused;

    /** Whether a failure says that somebody else changed the same instance at the same moment. */
    boolean changedMeanwhile(Throwable failure);

    /** One mapping between two versions, for as many instances as one likes. */
    interface PreparedMove {

        ProcessVersion from();

        ProcessVersion to();

        /** Where an instance stands; empty when it has ended or runs on another version. */
        Optional<InstanceSituation> situation(String instanceId);

        /**
         * Moves one instance in the caller's transaction: its state, its tasks and the table of open tasks.
         *
         * @throws CannotMove with the reasons; the caller's transaction must be rolled back
         */
        void move(String instanceId) throws CannotMove;
    }
}
