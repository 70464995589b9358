package fr.ecoquartier.pilot.calibration;

/**
 * The thresholds of the rules that turn figures into proposals. They are this project's own choice, kept with every
 * analysis, and printed with it. Shares and correlations are between 0 and 1.
 *
 * @param confidence level of every interval
 * @param resamples draws of each bootstrap
 * @param minimumPilots under so many measured pilots (or so many opinions) nothing is concluded
 * @param widestShare an interval of a share wider than this says nothing
 * @param widestKappa an interval of a kappa wider than this says nothing
 * @param measuredEnough an indicator measured by a smaller share of the pilots becomes optional
 * @param measuredTooLittle an indicator measured by at most this share, certainly less than {@code measuredEnough}, is
 *     dropped
 * @param difficult mean difficulty (1 to 5) from which an indicator becomes optional
 * @param costlyHours hours for all inputs of an indicator from which it becomes optional
 * @param unclear mean clarity (1 to 5) up to which an indicator is reworded
 * @param poorKappa an agreement under this is poor
 * @param fairKappa an agreement is poor for sure when its interval stays under this
 * @param sameEnough share of the pairs of evaluators that give the same rating from which a low kappa is no disagreement
 *     (where nearly all pilots have the same rating, kappa is low whatever the evaluators do)
 * @param easyShare share met from which the minimum is too easy
 * @param easyFloor and its interval stays above this
 * @param hardShare share met up to which the minimum is too hard
 * @param hardCeiling and its interval stays under this
 * @param lavishShare share exemplary from which the target is too easy
 * @param lavishFloor and its interval stays above this
 * @param remoteCeiling the target is out of reach when nobody has it and the interval of the share stays under this
 * @param aimedMet share of the pilots that a moved minimum lets pass
 * @param aimedExemplary share of the pilots that a moved target lets pass
 * @param uniformShare share of the commonest rating from which an indicator separates nobody
 * @param redundantCorrelation rank correlation from which two indicators say the same
 * @param redundantFloor and its interval stays above this
 * @param restAtLeast how many other indicators a dossier needs to be ranked by them
 */
public record CalibrationRules(
        double confidence,
        int resamples,
        int minimumPilots,
        double widestShare,
        double widestKappa,
        double measuredEnough,
        double measuredTooLittle,
        double difficult,
        double costlyHours,
        double unclear,
        double poorKappa,
        double fairKappa,
        double sameEnough,
        double easyShare,
        double easyFloor,
        double hardShare,
        double hardCeiling,
        double lavishShare,
        double lavishFloor,
        double remoteCeiling,
        double aimedMet,
        double aimedExemplary,
        double uniformShare,
        double redundantCorrelation,
        double redundantFloor,
        int restAtLeast) {

    /** The rules in force; {@code docs/decisions/1002} says why each. */
    public static CalibrationRules standard() {
        return new CalibrationRules(
                0.95, 2000, 8, 0.5, 0.8, 0.75, 0.4, 4.0, 24, 2.5, 0.4, 0.6, 0.75, 0.9, 0.7, 0.35, 0.65, 0.75, 0.5, 0.3,
                0.75, 0.25, 0.9, 0.9, 0.7, 5);
    }
}
