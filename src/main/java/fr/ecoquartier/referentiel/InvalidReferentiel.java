package fr.ecoquartier.referentiel;

import java.util.List;
import java.util.stream.Collectors;

/** A référentiel file that is refused, with every problem found: file, JSON path, reason. */
class InvalidReferentiel extends Exception {

    record Problem(String path, String reason) {
        @Override
        public String toString() {
            return path + ": " + reason;
        }
    }

    private final transient List<Problem> problems;

    InvalidReferentiel(String file, List<Problem> problems) {
        super(file + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
