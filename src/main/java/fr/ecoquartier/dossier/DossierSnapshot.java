package fr.ecoquartier.dossier;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A dossier with its latest figures, as one line of a reading of them all.
 *
 * @param figures the latest set of each kind that was given
 * @param objectives those of the contract, by indicator; empty before
 */
public record DossierSnapshot(
        String reference,
        String authorityName,
        String operation,
        String regionCode,
        String context,
        String referentiel,
        DossierStage stage,
        DossierStatus status,
        boolean test,
        Map<FiguresKind, GivenFigures> figures,
        Map<String, BigDecimal> objectives) {

    /** Figures, and the version under which they were accepted. */
    public record GivenFigures(String referentiel, Map<String, BigDecimal> values) {}
}
