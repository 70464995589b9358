package fr.ecoquartier.pilot;

/**
 * What a computation of the sample came to.
 *
 * @param run the stored run
 * @param feasible false when there is no sample: the parameters must be changed
 * @param message one French sentence that says so
 */
public record SampleOutcome(long run, boolean feasible, String message) {}
