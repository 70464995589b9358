package fr.ecoquartier.pilot.report;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.report.Block.Column;
import fr.ecoquartier.referentiel.Referentiel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the figures suggest for each indicator, and what people decided. */
@Component
@Order(50)
class DecisionsChapter implements ReportChapter {

    private final Calibrations calibrations;

    DecisionsChapter(Calibrations calibrations) {
        this.calibrations = calibrations;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Block> blocks = new ArrayList<>();
        Optional<StoredAnalysis> stored = calibrations.latest(campaign.id());
        if (stored.isEmpty()) {
            blocks.add(new Block.Notice("Rien n’est proposé tant que les résultats ne sont pas réunis."));
        } else {
            List<IndicatorAnalysis> indicators = stored.get().analysis().indicators();
            Map<String, CalibrationDecision> decisions = calibrations.decisions(campaign.id());
            blocks.add(new Block.Paragraph(
                    "%s sur %s : une proposition est calculée, une décision est prise par une personne et motivée."
                            .formatted(
                                    Words.count(decisions.size(), "indicateur décidé", "indicateurs décidés"),
                                    Words.number(indicators.size()))));
            blocks.add(table(indicators, decisions));
        }
        return new ReportContent.Chapter("decisions", "Propositions et décisions", blocks);
    }

    private static Block table(List<IndicatorAnalysis> indicators, Map<String, CalibrationDecision> decisions) {
        return new Block.Table(
                "Propositions et décisions, indicateur par indicateur",
                List.of(
                        Column.text("Indicateur"),
                        Column.text("Proposition"),
                        Column.text("Pourquoi"),
                        Column.text("Décision"),
                        Column.text("Motif")),
                indicators.stream()
                        .map(indicator -> {
                            CalibrationDecision decision = decisions.get(indicator.code());
                            return List.of(
                                    indicator.code() + " " + indicator.label(),
                                    indicator.proposal().kind().label()
                                            + (indicator.proposal().confidence().enough()
                                                    ? ""
                                                    : " ("
                                                            + indicator
                                                                    .proposal()
                                                                    .confidence()
                                                                    .label()
                                                                    .toLowerCase(java.util.Locale.FRENCH)
                                                            + ")"),
                                    indicator.proposal().summary(),
                                    decision == null
                                            ? "Non décidé"
                                            : decision.choice().label() + thresholds(indicator, decision),
                                    decision == null
                                            ? ""
                                            : "%s (%s, %s)"
                                                    .formatted(
                                                            decision.reason(),
                                                            decision.author().name(),
                                                            Words.date(decision.decidedAt())));
                        })
                        .toList());
    }

    private static String thresholds(IndicatorAnalysis indicator, CalibrationDecision decision) {
        return decision.thresholds().isEmpty()
                ? ""
                : decision.thresholds().entrySet().stream()
                        .map(entry -> "%s : %s et %s"
                                .formatted(
                                        Referentiel.contextLabel(entry.getKey()),
                                        Wording.value(
                                                entry.getValue().minimum(), indicator.unit(), indicator.decimals()),
                                        Wording.value(
                                                entry.getValue().target(), indicator.unit(), indicator.decimals())))
                        .collect(Collectors.joining(" ; ", ". ", ""));
    }
}
