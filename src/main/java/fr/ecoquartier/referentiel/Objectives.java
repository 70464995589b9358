package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The objectives of a contract: what the planned figures give, or stricter, never laxer. */
public final class Objectives {

    private Objectives() {}

    /** The values of {@code planned}, by indicator; an indicator without a value has no objective. */
    public static Map<String, BigDecimal> of(CheckReport planned) {
        Map<String, BigDecimal> objectives = new LinkedHashMap<>();
        planned.indicators().stream()
                .filter(indicator -> indicator.value() != null)
                .forEach(indicator -> objectives.put(indicator.code(), indicator.value()));
        return objectives;
    }

    /**
     * The objectives of {@code planned} with those that an authority sets by hand. What is left out, or is the value
     * as people see it (rounded), stays the computed value.
     *
     * @throws InvalidFigures with one French sentence per indicator that is unknown, has no value, is not a number or
     *     is laxer than what is planned
     */
    public static Map<String, BigDecimal> fix(CheckReport planned, Map<String, ?> byHand) throws InvalidFigures {
        Map<String, IndicatorResult> known = new LinkedHashMap<>();
        planned.indicators().forEach(indicator -> known.put(indicator.code(), indicator));
        Map<String, BigDecimal> objectives = of(planned);
        List<FieldError> errors = new ArrayList<>();
        byHand.forEach((code, entry) -> {
            IndicatorResult indicator = known.get(code);
            if (entry == null) {
                return;
            }
            if (indicator == null) {
                errors.add(new FieldError(code, "Indicateur inconnu du référentiel " + planned.referentiel() + "."));
                return;
            }
            Figures.Reading reading = Figures.number(entry);
            if (reading.refusal() != null) {
                errors.add(new FieldError(
                        code, Wording.typeset("« " + indicator.label() + " » : " + reading.refusal() + ".")));
            } else if (indicator.value() == null) {
                errors.add(new FieldError(
                        code,
                        "« " + indicator.label() + " » n’a pas de valeur prévue ("
                                + indicator.rating().label().toLowerCase(Locale.FRENCH)
                                + ") : aucun objectif ne peut être fixé."));
            } else if (!asShown(indicator, reading.number())) {
                if (laxer(indicator, reading.number())) {
                    errors.add(new FieldError(code, Wording.typeset(refusal(indicator, reading.number()))));
                } else {
                    objectives.put(code, reading.number());
                }
            }
        });
        if (!errors.isEmpty()) {
            throw new InvalidFigures(errors);
        }
        return objectives;
    }

    private static boolean asShown(IndicatorResult indicator, BigDecimal objective) {
        return indicator
                        .value()
                        .setScale(indicator.decimals(), RoundingMode.HALF_UP)
                        .compareTo(objective)
                == 0;
    }

    private static boolean laxer(IndicatorResult indicator, BigDecimal objective) {
        int order = objective.compareTo(indicator.value());
        return indicator.lowerIsBetter() ? order > 0 : order < 0;
    }

    private static String refusal(IndicatorResult indicator, BigDecimal objective) {
        String planned = UnitLabels.quantity(
                Decimals.french(indicator.value(), indicator.decimals(), objective),
                UnitLabels.french(indicator.unit(), indicator.value()));
        return "« " + indicator.label() + " » : l’objectif ne peut pas être moins exigeant que la valeur prévue ("
                + (indicator.lowerIsBetter() ? "au plus " : "au moins ") + planned + ").";
    }
}
