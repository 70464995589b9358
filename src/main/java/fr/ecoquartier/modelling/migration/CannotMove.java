package fr.ecoquartier.modelling.migration;

import java.util.List;

/** An instance stays where it is. */
public class CannotMove extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;
    private final boolean passing;

    /**
     * @param reasons French sentences
     * @param passing whether it may go a moment later: somebody or something works on the instance
     */
    public CannotMove(List<String> reasons, boolean passing) {
        super(String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
        this.passing = passing;
    }

    public List<String> reasons() {
        return reasons;
    }

    public boolean passing() {
        return passing;
    }
}
