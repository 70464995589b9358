package fr.ecoquartier.pilot.functioning;

import java.util.Collection;
import java.util.List;

/** What the process remembers of its tasks; implemented by the room {@code workflow}. */
public interface TaskTimes {

    /** Every task ever created for these business keys, whoever is asking; oldest first. */
    List<TaskTime> of(Collection<String> businessKeys);

    /** The delays in force that the models' tasks name, in the order of the configuration. */
    List<DelayInForce> delays();
}
