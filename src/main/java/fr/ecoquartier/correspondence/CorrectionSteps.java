package fr.ecoquartier.correspondence;

/** Which steps of the processes may ask the authority for a correction; answered by the room {@code workflow}. */
public interface CorrectionSteps {

    /**
     * @param process key of the process
     * @param step id of the user task in its model
     */
    boolean asks(String process, String step);

    /** The last day on which an answer to a request made now may be expected. */
    java.time.LocalDate latestAnswer();
}
