package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.referentiel.Referentiel;
import java.util.List;

/**
 * What an analysis is computed from; the same input gives the same analysis.
 *
 * @param referentiel the version under test
 * @param seed of every random draw, published with the results
 */
public record CalibrationInput(
        Referentiel referentiel,
        long seed,
        CalibrationRules rules,
        List<ObservedPilot> pilots,
        List<Evaluation> evaluations) {

    public CalibrationInput {
        pilots = List.copyOf(pilots);
        evaluations = List.copyOf(evaluations);
    }
}
