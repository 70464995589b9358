package fr.ecoquartier.indicator;

import java.math.BigDecimal;

/** Turns the facts of a check into an opinion. */
public interface OpinionRule {

    Verdict decide(Facts facts);

    /** This rule as it stands now, for the many decisions of one piece of work: it does not change while it is used. */
    default OpinionRule fixed() {
        return this;
    }

    /**
     * What an opinion may look at.
     *
     * @param requiredMissing required inputs that are absent
     * @param missing indicators without a value
     * @param mandatoryUnmet mandatory indicators that are unmet
     * @param worseThanObjective indicators worse than their contract objective by more than 10 % of it
     * @param shareMet met / applicable over all indicators, 0 when nothing applies
     * @param lowestDimensionShare smallest share of a dimension to which something applies, 0 when there is none
     */
    record Facts(
            Stage stage,
            int requiredMissing,
            int missing,
            int mandatoryUnmet,
            int worseThanObjective,
            BigDecimal shareMet,
            BigDecimal lowestDimensionShare) {}

    /** An opinion and the name of the rule that gave it. */
    record Verdict(Opinion opinion, String rule) {}
}
