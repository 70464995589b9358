package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Figures;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.referentiel.Objectives;
import fr.ecoquartier.workflow.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The authority fixes the objectives of its contract: those computed from the planned figures, which it may make
 * stricter and never laxer.
 */
class ObjectivesStep implements Step {

    private final DossierDesk desk;
    private final Checks checks;

    ObjectivesStep(DossierDesk desk, Checks checks) {
        this.desk = desk;
        this.checks = checks;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = desk.dossier(situation);
        Map<String, BigDecimal> fixed = desk.figures().objectives(situation.reference());
        Map<String, String> hints = new LinkedHashMap<>();
        for (IndicatorResult result : planned(situation).indicators()) {
            hints.put(result.code(), hint(result));
            if (result.value() != null) {
                BigDecimal proposed = fixed.getOrDefault(result.code(), result.value())
                        .setScale(result.decimals(), RoundingMode.HALF_UP)
                        .stripTrailingZeros();
                shown.put(result.code(), proposed.toPlainString());
            }
        }
        shown.put("hints", hints);
        return shown;
    }

    private static String hint(IndicatorResult result) {
        String thresholds = "Seuil : %s, cible : %s."
                .formatted(quantity(result.minimum(), result), quantity(result.target(), result));
        return switch (result.rating()) {
            case NOT_APPLICABLE -> "Sans objet pour cette opération : laissez vide.";
            case MISSING -> "Donnée prévue manquante : laissez vide. " + thresholds;
            default -> "Calculé : %s. %s".formatted(DossierDesk.quantity(result.value(), result), thresholds);
        };
    }

    private static String quantity(BigDecimal value, IndicatorResult result) {
        return UnitLabels.quantity(FormRules.french(value), UnitLabels.french(result.unit(), value));
    }

    @Override
    public void check(Situation situation, Answers answers) {
        try {
            Objectives.fix(planned(situation), answers.numbers());
        } catch (InvalidFigures e) {
            e.errors().forEach(error -> answers.refuse(error.field(), error.message()));
        }
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        try {
            desk.figures()
                    .fixObjectives(
                            situation.step(), Objectives.fix(planned(situation), answers.numbers()), situation.actor());
            return Map.of();
        } catch (InvalidFigures e) {
            throw FiguresStep.refusal(e);
        }
    }

    private CheckReport planned(Situation situation) {
        DossierSummary dossier = desk.dossiers().get(situation.reference());
        Map<String, BigDecimal> figures = desk.figures()
                .latest(situation.reference(), FiguresKind.PLANNED)
                .map(Figures::values)
                .orElse(Map.of());
        try {
            return checks.check(dossier.referentiel(), dossier.context(), Stage.CONTRACT, figures, Map.of());
        } catch (InvalidFigures e) {
            throw Refusal.conflict("Les données prévues ne peuvent pas être calculées : corrigez-les d'abord. "
                    + e.errors().get(0).message());
        }
    }
}
