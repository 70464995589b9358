package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.check.Finding;
import java.util.List;

/** What was to be deployed has faults that stop it; nothing was changed. */
public class NotReleasable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public NotReleasable(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    /** Everything that was found, errors first. */
    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }
}
