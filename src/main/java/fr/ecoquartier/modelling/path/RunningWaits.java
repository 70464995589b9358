package fr.ecoquartier.modelling.path;

import java.util.List;
import org.springframework.lang.Nullable;

/** Where running instances stand; implemented by the room {@code workflow}. */
public interface RunningWaits {

    /**
     * Instances that wait in one place.
     *
     * @param version of the process that they run on
     * @param activity id of the element where they wait
     * @param type as the engine names it, {@code userTask}; {@code asynchronous} before an asynchronous element
     * @param name of the element, null when it has none
     * @param instances how many process instances wait there; one dossier each
     */
    record Wait(
            int version,
            String activity,
            String type,
            @Nullable String name,
            long instances) {}

    /**
     * Instances that wait for a message.
     *
     * @param activity id of the element that waits for it
     */
    record MessageWait(int version, String message, String activity, long instances) {}

    /** All versions of a process; empty when none runs. */
    List<Wait> waits(String process);

    List<MessageWait> messages(String process);
}
