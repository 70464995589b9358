package fr.ecoquartier.modelling.migration;

import java.util.List;

/** The engine does not take a mapping; nothing was moved. */
public class MappingRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<MappingProblem> problems;

    public MappingRefused(List<MappingProblem> problems) {
        super(problems.isEmpty() ? "" : problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    public List<MappingProblem> problems() {
        return problems;
    }
}
