package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.Proceedings;
import java.util.Set;

/** The decision that a document tells. */
final class Decided {

    private Decided() {}

    /**
     * The last decision of the stage with one of {@code outcomes} at the time of the document.
     *
     * @throws IllegalStateException when nothing of the kind was decided
     */
    static Decision of(Proceedings proceedings, PaperRequest request, String... outcomes) {
        Set<String> expected = Set.of(outcomes);
        return proceedings.decisions(request.dossier().reference()).stream()
                .filter(decision -> decision.stage() == request.stage())
                .filter(decision -> expected.contains(decision.outcome()))
                .filter(decision -> !decision.decidedAt().isAfter(request.asOf()))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("%s of %s has no decision %s"
                        .formatted(request.stage(), request.dossier().reference(), expected)));
    }
}
