package fr.ecoquartier.pilot;

/** Whether a candidate still applies. */
public enum CandidateStatus {
    CANDIDATE("Candidate"),
    WITHDRAWN("Retirée");

    private final String label;

    CandidateStatus(String label) {
        this.label = label;
    }

    /** The French name. */
    public String label() {
        return label;
    }
}
