package fr.ecoquartier.pilot.rating;

import java.util.List;

/** A rating that leaves the scales or names what the référentiel does not know; tells every problem at once. */
public class InvalidRating extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RatingProblem> problems;

    InvalidRating(List<RatingProblem> problems) {
        super(String.join(" ", problems.stream().map(RatingProblem::message).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<RatingProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
