package fr.ecoquartier.correspondence;

import java.util.List;

/** Targets that are shown together. */
public record TargetGroup(String label, List<Target> targets) {

    public TargetGroup {
        targets = List.copyOf(targets);
    }
}
