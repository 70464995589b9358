package fr.ecoquartier.pilot.report;

import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.calibration.Analysis;
import fr.ecoquartier.pilot.calibration.CalibrationPictures;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Distribution;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.Phrases;
import fr.ecoquartier.pilot.calibration.Proposal;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.report.Block.Column;
import fr.ecoquartier.pilot.report.Block.Fact;
import fr.ecoquartier.referentiel.Referentiel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the tests say of every indicator, all contexts first, then each. */
@Component
@Order(40)
class FiguresChapter implements ReportChapter {

    private final Calibrations calibrations;

    FiguresChapter(Calibrations calibrations) {
        this.calibrations = calibrations;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Block> blocks = new ArrayList<>();
        Optional<StoredAnalysis> stored = calibrations.latest(campaign.id());
        if (stored.isEmpty()) {
            blocks.add(
                    new Block.Notice(
                            "Les résultats ne sont pas réunis : ils le sont quand les tests sont terminés. Aucun chiffre n’est montré avant."));
        } else {
            figures(stored.get(), blocks);
        }
        return new ReportContent.Chapter("indicateurs", "Chiffres par indicateur", blocks);
    }

    private static void figures(StoredAnalysis stored, List<Block> blocks) {
        Analysis analysis = stored.analysis();
        if (stored.provisional()) {
            blocks.add(new Block.Notice("Analyse provisoire, calculée pendant que des tests sont en cours."));
        }
        if (!analysis.largeEnough()) {
            blocks.add(new Block.Notice("%s : trop peu pour conclure. Les chiffres sont donnés pour mémoire."
                    .formatted(Phrases.count(analysis.pilots().size(), "pilote analysé", "pilotes analysés"))));
        }
        blocks.add(new Block.Facts(
                "Ce qui est analysé",
                List.of(
                        new Fact("Référentiel", analysis.referentiel()),
                        new Fact("Pilotes", Words.number(analysis.pilots().size())),
                        new Fact(
                                "Évaluations",
                                Words.number(analysis.evaluations().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum())),
                        new Fact("Calculée le", Words.date(stored.computedAt())),
                        new Fact("Graine des rééchantillonnages", Long.toString(analysis.seed())))));
        if (!stored.leftOut().isEmpty()) {
            blocks.add(Block.Nominative.of(new Block.Table(
                    "Pilotes qui ne sont pas dans l’analyse",
                    List.of(Column.text("Pilote"), Column.whole("Dossier"), Column.text("Pourquoi")),
                    stored.leftOut().stream()
                            .map(source -> List.of(
                                    source.name(),
                                    source.reference() == null ? "–" : source.reference(),
                                    String.valueOf(source.leftOut())))
                            .toList())));
        }
        for (IndicatorAnalysis indicator : analysis.indicators()) {
            indicator(indicator, blocks);
        }
    }

    private static void indicator(IndicatorAnalysis indicator, List<Block> blocks) {
        blocks.add(new Block.Heading("%s %s%s"
                .formatted(indicator.code(), indicator.label(), indicator.mandatory() ? " (obligatoire)" : "")));
        Group all = indicator.group(IndicatorAnalysis.ALL);
        String unit = UnitLabels.french(indicator.unit());
        blocks.add(new Block.Paragraph("%s%s."
                .formatted(
                        unit.isEmpty() ? "Sans unité" : "En " + unit,
                        indicator.lowerIsBetter() ? " ; plus bas est meilleur" : " ; plus haut est meilleur")));
        Proposal.Range range =
                all.distribution() == null ? null : all.distribution().medianRange();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact(
                        "Effort de collecte",
                        all.effort().hours() == null
                                ? "aucune heure déclarée"
                                : "%s, %s des %s données chiffrées"
                                        .formatted(
                                                Phrases.hours(all.effort().hours()),
                                                all.effort().costedInputs(),
                                                all.effort().inputs())),
                new Fact(
                        "Difficulté, clarté (de 1 à 5)",
                        "%s, %s"
                                .formatted(
                                        Phrases.decimal(all.effort().difficulty(), 1),
                                        Phrases.decimal(all.effort().clarity(), 1))),
                new Fact(
                        "Médiane, intervalle de rééchantillonnage",
                        range == null
                                ? "trop peu de valeurs"
                                : "de %s à %s"
                                        .formatted(value(indicator, range.low()), value(indicator, range.high()))),
                new Fact("Départage", all.discrimination().separation().label()),
                new Fact(
                        "Accord des évaluateurs (kappa pondéré)",
                        all.agreement().kappa() == null
                                ? all.agreement().confidence().label()
                                : "%s, intervalle %s. %s"
                                        .formatted(
                                                Phrases.decimal(all.agreement().kappa(), 2),
                                                Phrases.decimals(all.agreement().interval()),
                                                all.agreement().confidence().label())),
                new Fact("Fiabilité", all.confidence().label())));
        blocks.add(new Block.Facts("Indicateur " + indicator.code() + ", tous contextes", facts));
        if (all.distribution() != null) {
            blocks.add(new Block.Picture(
                    CalibrationPictures.distributionSvg(indicator, Calibrations.suggested(indicator)),
                    "Valeurs des pilotes par contexte pour l’indicateur %s : médiane %s, de %s à %s. Le tableau dit le reste."
                            .formatted(
                                    indicator.code(),
                                    value(indicator, all.distribution().median()),
                                    value(indicator, all.distribution().minimum()),
                                    value(indicator, all.distribution().maximum()))));
        }
        blocks.add(new Block.Table(
                "Indicateur " + indicator.code() + ", par contexte",
                List.of(
                        Column.text("Contexte"),
                        Column.number("Seuils"),
                        Column.number("Mesurés"),
                        Column.number("Minimum"),
                        Column.number("Quart"),
                        Column.number("Médiane"),
                        Column.number("Trois quarts"),
                        Column.number("Maximum"),
                        Column.number("Atteints")),
                indicator.groups().stream().map(group -> row(indicator, group)).toList()));
    }

    private static List<String> row(IndicatorAnalysis indicator, Group group) {
        boolean all = group.context().equals(IndicatorAnalysis.ALL);
        Referentiel.Thresholds thresholds = all ? null : indicator.thresholds().get(group.context());
        Distribution distribution = group.distribution();
        List<String> row = new ArrayList<>(List.of(
                all ? "Tous" : Referentiel.contextLabel(group.context()),
                thresholds == null
                        ? "–"
                        : value(indicator, thresholds.minimum()) + " ; " + value(indicator, thresholds.target()),
                Words.share(
                        group.measurability().measured(), group.measurability().applicable())));
        if (distribution == null) {
            row.addAll(List.of("–", "–", "–", "–", "–"));
        } else {
            row.addAll(List.of(
                    value(indicator, distribution.minimum()),
                    value(indicator, distribution.q25()),
                    value(indicator, distribution.median()),
                    value(indicator, distribution.q75()),
                    value(indicator, distribution.maximum())));
        }
        row.add(Words.share(
                group.ratings().met() + group.ratings().exemplary(),
                group.ratings().rated()));
        return row;
    }

    private static String value(IndicatorAnalysis indicator, BigDecimal value) {
        return Wording.value(value, "1", indicator.decimals());
    }
}
