package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody decides for an indicator.
 *
 * @param expectedRevision of the decision that they saw, 0 for none
 * @param thresholds by context, only for {@link ProposalKind#MOVE}
 * @param reason why; may be empty when the proposal is kept as it is
 */
public record NewDecision(
        String indicator,
        int expectedRevision,
        ProposalKind choice,
        Map<String, Thresholds> thresholds,
        String reason) {

    public NewDecision {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
        reason = reason == null ? "" : reason.strip();
    }
}
