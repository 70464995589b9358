package fr.ecoquartier.pilot.sample;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters that cannot be computed with, every faulty field at once, in French. */
public class InvalidRequest extends Exception {

    /**
     * A refused field.
     *
     * @param field {@code size}, {@code reserve}, {@code quotas}, {@code quotas[2].value}, {@code quotas[2].minimum},
     *     {@code quotas[2].maximum}, {@code mustBeIn}, {@code mustNotBeIn}, {@code weights.region}…, {@code applicants}
     */
    public record Problem(String field, String message) {}

    private final transient List<Problem> problems;

    public InvalidRequest(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
