package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.TestPapers;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import java.time.Instant;
import java.time.LocalDate;

/** Decisions for tests. */
final class Decisions {

    private Decisions() {}

    static Decision of(DossierStage stage, String outcome, String reason) {
        return of(stage, outcome, reason, null, null, TestPapers.NOW);
    }

    static Decision of(
            DossierStage stage, String outcome, String reason, String conditions, LocalDate until, Instant at) {
        return new Decision(
                1,
                stage,
                "decide",
                outcome,
                outcome,
                reason,
                conditions,
                until,
                "ministere",
                "Camille Martin",
                "award:3",
                "2012-test",
                at);
    }
}
