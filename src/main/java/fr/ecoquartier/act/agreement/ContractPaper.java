package fr.ecoquartier.act.agreement;

import fr.ecoquartier.act.ActDelays;
import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The contract: an objective per indicator, the delays in force, and three signatures. */
@Component
class ContractPaper implements PaperMaker {

    private final Agreements agreements;
    private final DossierFigures figures;
    private final ActDelays delays;
    private final PaperTemplates templates;

    ContractPaper(Agreements agreements, DossierFigures figures, ActDelays delays, PaperTemplates templates) {
        this.agreements = agreements;
        this.figures = figures;
        this.delays = delays;
        this.templates = templates;
    }

    record Objectives(String dimension, List<Objective> objectives) {}

    /**
     * A line of the table.
     *
     * @param direction « au moins » or « au plus »
     * @param exact the objective with six decimals, when it is not the rounded one
     */
    record Objective(String code, String label, String direction, String quantity, String exact) {}

    record Deadline(String label, String delay) {}

    @Override
    public DocumentKind kind() {
        return DocumentKind.CONTRACT;
    }

    @Override
    public Paper make(PaperRequest request) {
        Referentiel referentiel = agreements.referentiel(request);
        Map<String, BigDecimal> objectives =
                figures.objectives(request.dossier().reference());
        Map<String, Object> model =
                agreements.model(request, "prepareContract", List.of(Party.AUTHORITY, Party.CARRIER, Party.STATE));
        model.put(
                "dimensions",
                referentiel.dimensions().stream()
                        .map(dimension -> objectives(dimension, objectives))
                        .filter(dimension -> !dimension.objectives().isEmpty())
                        .toList());
        model.put("count", objectives.size());
        model.put(
                "deadlines",
                List.of(
                        new Deadline("Temps entre deux suivis du contrat", delays.french("followUpPeriod")),
                        new Deadline(
                                "Déclaration des valeurs mesurées, à l’ouverture d’un suivi",
                                delays.french("followUpReport")),
                        new Deadline("Réponse à une demande de complément", delays.french("correction")),
                        new Deadline(
                                "Proposition d’un plan d’actions, après un écart grave", delays.french("actionPlan")),
                        new Deadline("Tolérance après l’échéance du plan d’actions", delays.french("planGrace")),
                        new Deadline(
                                "Dépôt des valeurs mesurées et des pièces, à la demande du label",
                                delays.french("awardFiling"))));
        return templates.fill(
                "contract",
                request.signed() ? "Contrat d’objectifs ÉcoQuartier" : "Contrat d’objectifs ÉcoQuartier, à signer",
                request,
                model);
    }

    private static Objectives objectives(Dimension dimension, Map<String, BigDecimal> objectives) {
        return new Objectives(
                ActWords.typeset(dimension.label()),
                dimension.indicators().stream()
                        .filter(indicator -> objectives.containsKey(indicator.code()))
                        .map(indicator -> objective(indicator, objectives.get(indicator.code())))
                        .toList());
    }

    private static Objective objective(Indicator indicator, BigDecimal value) {
        ActWords words = new ActWords();
        BigDecimal rounded = value.setScale(indicator.decimals(), RoundingMode.HALF_UP);
        return new Objective(
                indicator.code(),
                ActWords.typeset(indicator.label()),
                indicator.lowerIsBetter() ? "au plus" : "au moins",
                UnitLabels.quantity(words.number(rounded), UnitLabels.french(indicator.unit(), rounded)),
                rounded.compareTo(value) == 0 ? "" : words.number(value, 6));
    }
}
