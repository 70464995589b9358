package fr.ecoquartier.oversight.history;

import java.util.Optional;

/** The stories of instances, from the engine's history; implemented by the room {@code workflow}. */
public interface InstanceStories {

    /** Empty for an instance that never was, or whose history has been cleaned up. */
    Optional<InstanceStory> find(String instanceId);

    /** The BPMN file of the version that an instance runs or ran through. */
    Optional<String> diagram(String instanceId);
}
