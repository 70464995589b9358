package fr.ecoquartier.privacy;

import java.time.Instant;
import java.util.Map;

/** What the process engine remembers of people, and how it forgets. Implemented on the engine. */
public interface EngineHistory {

    /**
     * Removes the history of the ended instances of a dossier, all or nothing, in the transaction of the caller. An
     * instance that runs keeps its history.
     *
     * @return what was removed, by the French name of what it is
     */
    Map<String, Long> forgetDossier(String reference);

    /** How many ended instances of a dossier the engine remembers. */
    long rememberedOf(String reference);

    /**
     * Removes instances that ended before a moment, or whose time to live is over, and belong to no dossier, their history
     * with them.
     */
    Map<String, Long> forgetOthers(Instant endedBefore, Instant now, int batch);

    /** How many such instances there are. */
    long others(Instant endedBefore, Instant now);

    /** Removes operations and batches that belong to no instance. */
    Map<String, Long> forgetOperations(Instant before, int batch);

    long operations(Instant before);

    /** Removes preferences, grants and filters of an account; its roles and regions stay. */
    Map<String, Long> forgetAccount(String account);
}
