package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was decided for an indicator; the one with the highest revision holds.
 *
 * @param analysis the analysis that was looked at
 * @param proposal what it suggested
 * @param thresholds by context, those that change; empty unless thresholds move
 */
public record CalibrationDecision(
        long id,
        String campaign,
        String indicator,
        int revision,
        long analysis,
        ProposalKind proposal,
        ProposalKind choice,
        Map<String, Thresholds> thresholds,
        String reason,
        Actor author,
        Instant decidedAt) {

    public CalibrationDecision {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    }

    /** True when people decided otherwise than proposed. */
    public boolean otherwise() {
        return choice != proposal;
    }
}
