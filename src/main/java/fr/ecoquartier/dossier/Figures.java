package fr.ecoquartier.dossier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A set of figures as submitted; never changed afterwards.
 *
 * @param values by input code of the référentiel; an absent input is not in the map
 */
public record Figures(
        long id,
        FiguresKind kind,
        DossierStage stage,
        Map<String, BigDecimal> values,
        String referentiel,
        String submittedBy,
        Instant submittedAt) {}
