package fr.ecoquartier.expertise;

import java.util.List;

/** A trio that may not be named; tells every conflict at once. */
public class ConflictOfInterest extends Exception {

    private final transient List<Conflict> conflicts;

    ConflictOfInterest(List<Conflict> conflicts) {
        super(String.join(" ", conflicts.stream().map(Conflict::reason).toList()));
        this.conflicts = List.copyOf(conflicts);
    }

    public List<Conflict> conflicts() {
        return conflicts;
    }
}
