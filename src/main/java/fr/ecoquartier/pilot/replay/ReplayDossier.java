package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Stage;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a replay needs of one dossier.
 *
 * @param test whether it belongs to the pilot tests
 * @param figures the latest figures of each stage
 * @param objectives those of the contract, by indicator
 */
public record ReplayDossier(
        String reference,
        String authority,
        String operation,
        String region,
        String context,
        boolean test,
        Map<Stage, Given> figures,
        Map<String, BigDecimal> objectives) {

    /** Figures, and the version under which they were accepted. */
    public record Given(String referentiel, Map<String, BigDecimal> values) {}
}
