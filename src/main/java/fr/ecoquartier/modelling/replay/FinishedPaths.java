package fr.ecoquartier.modelling.replay;

import java.util.List;

/** The engine's history of finished instances; implemented by the room {@code workflow}. Nothing is run. */
public interface FinishedPaths {

    /** Ids of the instances of a process that ended last, the latest first. */
    List<String> latest(String process, int most);

    /** Their paths, in the same order. */
    List<RecordedPath> read(List<String> instances);
}
