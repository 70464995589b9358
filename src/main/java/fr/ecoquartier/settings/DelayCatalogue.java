package fr.ecoquartier.settings;

import java.util.List;

/** Every delay that models may name, with its value in the configuration and where it is used. */
public interface DelayCatalogue {

    /** All of them, in their order. */
    List<Configured> all();

    /** Where the latest version of each process uses a delay. */
    List<Use> uses(String key);

    /**
     * A delay of the configuration.
     *
     * @param iso {@code P1M}, {@code PT2H}
     */
    record Configured(String key, String label, String iso) {}

    /**
     * An element of a process that uses a delay.
     *
     * @param process name of the process
     * @param element name of the task or the event
     */
    record Use(String process, String element) {}
}
