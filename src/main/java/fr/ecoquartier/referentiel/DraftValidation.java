package fr.ecoquartier.referentiel;

import java.util.List;
import java.util.Optional;

/** Everything that is wrong in a draft, in French, at its place. */
final class DraftValidation {

    private static final ReferentielReader READER = new ReferentielReader();

    private DraftValidation() {}

    static List<DraftProblem> problems(DraftContent content) {
        try {
            READER.read("draft", DraftYaml.write(content));
            return List.of();
        } catch (InvalidReferentiel e) {
            return e.problems().stream()
                    .map(problem -> new DraftProblem(
                            problem.path(), problem.path(), "Refusé : " + problem.reason(), 0, "", true))
                    .toList();
        }
    }

    /** The version that the draft describes, or empty when it is not valid. */
    static Optional<Referentiel> referentiel(DraftContent content) {
        try {
            return Optional.of(READER.read("draft", DraftYaml.write(content)));
        } catch (InvalidReferentiel e) {
            return Optional.empty();
        }
    }
}
