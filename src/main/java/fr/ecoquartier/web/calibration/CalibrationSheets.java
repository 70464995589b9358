package fr.ecoquartier.web.calibration;

import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Distribution;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.Interval;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.web.Sheets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The analysis as a table, one line per indicator and context: numbers unrounded, nothing that names a person. */
final class CalibrationSheets {

    private static final List<String> HEADS = List.of(
            "Code",
            "Indicateur",
            "Unité (UCUM)",
            "Contexte",
            "Suffisance",
            "Pilotes",
            "Applicable",
            "Mesuré",
            "Part mesurée",
            "Effort (h)",
            "Effort propre (h)",
            "Difficulté (1 à 5)",
            "Clarté (1 à 5)",
            "Seuil testé",
            "Cible testée",
            "Valeurs",
            "Minimum",
            "Quantile 10 %",
            "Quantile 25 %",
            "Médiane",
            "Médiane, borne basse",
            "Médiane, borne haute",
            "Quantile 75 %",
            "Quantile 90 %",
            "Maximum",
            "Moyenne",
            "Part atteinte",
            "Part atteinte, borne basse",
            "Part atteinte, borne haute",
            "Part exemplaire",
            "Part exemplaire, borne basse",
            "Part exemplaire, borne haute",
            "Entropie",
            "Lien au reste",
            "Lien au reste, borne basse",
            "Lien au reste, borne haute",
            "Départage",
            "Pilotes à plusieurs juges",
            "Kappa pondéré",
            "Kappa, borne basse",
            "Kappa, borne haute",
            "Proposition",
            "Motif",
            "Seuil proposé",
            "Cible proposée",
            "Décision",
            "Motif de la décision",
            "Seuil décidé",
            "Cible décidée");

    private CalibrationSheets() {}

    private static List<List<@Nullable Object>> lines(
            StoredAnalysis stored, Map<String, CalibrationDecision> decisions) {
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (IndicatorAnalysis indicator : stored.analysis().indicators()) {
            for (Group group : indicator.groups()) {
                lines.add(line(indicator, group, decisions.get(indicator.code())));
            }
        }
        return lines;
    }

    private static List<@Nullable Object> line(IndicatorAnalysis i, Group g, @Nullable CalibrationDecision decision) {
        Thresholds tested = i.thresholds().get(g.context());
        var proposed = i.proposal().thresholds().get(g.context());
        Thresholds decided = decision == null ? null : decision.thresholds().get(g.context());
        Distribution d = g.distribution();
        return Arrays.asList(
                i.code(),
                i.label(),
                i.unit(),
                CalibrationViews.contextLabel(g.context()),
                g.confidence().label(),
                g.measurability().pilots(),
                g.measurability().applicable(),
                g.measurability().measured(),
                g.measurability().share(),
                g.effort().hours(),
                g.effort().ownHours(),
                g.effort().difficulty(),
                g.effort().clarity(),
                tested == null ? null : tested.minimum(),
                tested == null ? null : tested.target(),
                d == null ? 0 : d.n(),
                d == null ? null : d.minimum(),
                d == null ? null : d.q10(),
                d == null ? null : d.q25(),
                d == null ? null : d.median(),
                d == null || d.medianRange() == null ? null : d.medianRange().low(),
                d == null || d.medianRange() == null ? null : d.medianRange().high(),
                d == null ? null : d.q75(),
                d == null ? null : d.q90(),
                d == null ? null : d.maximum(),
                d == null ? null : d.mean(),
                g.ratings().satisfiedShare(),
                low(g.ratings().satisfiedInterval()),
                high(g.ratings().satisfiedInterval()),
                g.ratings().exemplaryShare(),
                low(g.ratings().exemplaryInterval()),
                high(g.ratings().exemplaryInterval()),
                g.discrimination().entropy(),
                g.discrimination().itemRest(),
                low(g.discrimination().itemRestInterval()),
                high(g.discrimination().itemRestInterval()),
                g.discrimination().separation().label(),
                g.agreement().pilots(),
                g.agreement().kappa(),
                low(g.agreement().interval()),
                high(g.agreement().interval()),
                i.proposal().kind().label(),
                i.proposal().summary(),
                proposed == null ? null : proposed.minimum(),
                proposed == null ? null : proposed.target(),
                decision == null ? null : decision.choice().label(),
                decision == null ? null : decision.reason(),
                decided == null ? null : decided.minimum(),
                decided == null ? null : decided.target());
    }

    private static @Nullable Double low(@Nullable Interval interval) {
        return interval == null ? null : interval.low();
    }

    private static @Nullable Double high(@Nullable Interval interval) {
        return interval == null ? null : interval.high();
    }

    static byte[] csv(StoredAnalysis stored, Map<String, CalibrationDecision> decisions) {
        return Sheets.csv(HEADS, lines(stored, decisions));
    }

    static byte[] xlsx(StoredAnalysis stored, Map<String, CalibrationDecision> decisions) {
        return Sheets.xlsx("Calage", HEADS, 2, lines(stored, decisions));
    }
}
