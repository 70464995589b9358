package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Deviation;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The report of a check as it was computed: nothing is computed again, save the deviations from the contract. */
@Component
class CheckReportPaper implements PaperMaker {

    private static final ActWords WORDS = new ActWords();

    private final DossierFigures figures;
    private final Referentiels referentiels;
    private final PaperTemplates templates;

    CheckReportPaper(DossierFigures figures, Referentiels referentiels, PaperTemplates templates) {
        this.figures = figures;
        this.referentiels = referentiels;
        this.templates = templates;
    }

    /** A name and what is said of it. */
    record Fact(String name, String value) {}

    /** An indicator as a line of its dimension's table. */
    record Line(
            String code,
            String label,
            boolean mandatory,
            String value,
            String unit,
            String minimum,
            String target,
            String rating,
            String margin,
            String explanation) {}

    /** A dimension with its picture and its indicators. */
    record Part(
            String code,
            String label,
            String share,
            @Nullable String picture,
            List<Line> lines) {}

    /** A measured value beside the objective of the contract. */
    record Gap(
            String code, String label, String unit, String objective, String measured, String ratio, String verdict) {}

    /** A figure that the check used, or missed. */
    record Input(String label, String unit, String value) {}

    @Override
    public DocumentKind kind() {
        return DocumentKind.CHECK_REPORT;
    }

    @Override
    public Paper make(PaperRequest request) {
        String reference = request.dossier().reference();
        Check check = figures.checks(reference).stream()
                .filter(one -> one.stage() == request.stage())
                .filter(one -> !one.checkedAt().isAfter(request.asOf()))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no check of " + request.stage() + " of " + reference));
        CheckReport report = check.report();
        Optional<Referentiel> referentiel = referentiels.find(report.referentiel());
        List<String> missing = missing(report, referentiel);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("facts", facts(request, check, referentiel));
        model.put("opinion", report.opinion().label());
        model.put("rule", report.rule());
        model.put("counts", counts(report));
        model.put("advice", advice(request.stage()));
        model.put("thresholds", thresholds(report, referentiel));
        model.put("radar", CheckGraphics.radar(report));
        model.put("parts", parts(report));
        model.put("gaps", binding(request.stage()) ? gaps(report, figures.objectives(reference)) : List.of());
        model.put("inputs", inputs(report, referentiel));
        model.put("missing", missing);
        return templates.fill("check-report", title(request.stage()), request, model);
    }

    static String title(DossierStage stage) {
        return "Rapport de contrôle\u00a0: "
                + switch (stage) {
                    case CHARTER -> "données de départ";
                    case CONTRACT -> "objectifs du contrat";
                    case FOLLOW_UP -> "suivi du contrat";
                    case CONFIRMATION -> "confirmation du label";
                    default -> "demande de label";
                };
    }

    private static boolean binding(DossierStage stage) {
        return stage != DossierStage.CHARTER && stage != DossierStage.CONTRACT;
    }

    private static List<Fact> facts(PaperRequest request, Check check, Optional<Referentiel> referentiel) {
        String version = check.report().referentiel();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Contrôle calculé le", WORDS.dateTime(check.checkedAt())));
        facts.add(new Fact(
                "Données contrôlées",
                switch (request.stage()) {
                    case CHARTER -> "données de départ";
                    case CONTRACT -> "données prévues";
                    default -> "valeurs mesurées";
                }));
        facts.add(new Fact(
                "Contexte de l’opération",
                Referentiel.contextLabel(check.report().context())));
        facts.add(new Fact(
                "Référentiel",
                referentiel
                        .map(found -> "%s (version %s)".formatted(found.label(), version))
                        .orElse("version " + version)));
        facts.add(new Fact("Processus", Versions.process(request.step())));
        return facts;
    }

    private static List<Fact> counts(CheckReport report) {
        long applicable = report.indicators().stream()
                .filter(i -> i.rating().applicable())
                .count();
        long met =
                report.indicators().stream().filter(i -> i.rating().satisfied()).count();
        List<Fact> counts = new ArrayList<>();
        counts.add(new Fact(
                "Indicateurs atteints",
                applicable == 0
                        ? "sans objet"
                        : "%d sur %d (%s)"
                                .formatted(
                                        met,
                                        applicable,
                                        Wording.percent(BigDecimal.valueOf(met)
                                                .divide(BigDecimal.valueOf(applicable), Decimals.PRECISION)))));
        counts.add(new Fact("dont exemplaires", String.valueOf(count(report, Rating.EXEMPLARY))));
        counts.add(new Fact("Indicateurs non atteints", String.valueOf(count(report, Rating.UNMET))));
        counts.add(new Fact(
                "dont obligatoires",
                String.valueOf(report.indicators().stream()
                        .filter(i -> i.mandatory() && i.rating() == Rating.UNMET)
                        .count())));
        counts.add(new Fact("Indicateurs sans donnée", String.valueOf(count(report, Rating.MISSING))));
        counts.add(new Fact("Indicateurs sans objet", String.valueOf(count(report, Rating.NOT_APPLICABLE))));
        return counts;
    }

    private static long count(CheckReport report, Rating rating) {
        return report.indicators().stream().filter(i -> i.rating() == rating).count();
    }

    private static String advice(DossierStage stage) {
        return stage == DossierStage.CHARTER
                ? "À l’étape de la charte, ce contrôle informe\u00a0: il montre où en est l’opération et ne bloque rien."
                : "Cet avis est calculé. Il éclaire les personnes qui instruisent et décident\u00a0; elles peuvent en juger autrement, en disant pourquoi.";
    }

    /** No official threshold was ever published: those of a test version are only there to be calibrated. */
    private static String thresholds(CheckReport report, Optional<Referentiel> referentiel) {
        String name = referentiel.map(Referentiel::label).orElse(report.referentiel());
        String sentence = report.referentiel().endsWith("-test")
                ? "Les seuils et les cibles sont des valeurs de travail du « " + name
                        + " », que les tests doivent caler : ils n’ont pas de valeur officielle."
                : "Les seuils et les cibles sont ceux de la version « " + name + " » du référentiel.";
        return Wording.typeset(sentence);
    }

    private static List<Part> parts(CheckReport report) {
        List<Part> parts = new ArrayList<>();
        for (DimensionResult dimension : report.dimensions()) {
            List<IndicatorResult> results = report.indicators().stream()
                    .filter(result -> result.dimension().equals(dimension.code()))
                    .toList();
            parts.add(new Part(
                    dimension.code(),
                    dimension.label(),
                    Wording.share(dimension),
                    results.isEmpty() ? null : CheckGraphics.bars(dimension, results),
                    results.stream().map(CheckReportPaper::line).toList()));
        }
        return parts;
    }

    private static Line line(IndicatorResult result) {
        String bound = result.lowerIsBetter() ? "≤\u00a0" : "≥\u00a0";
        return new Line(
                result.code(),
                result.label(),
                result.mandatory(),
                result.value() == null ? "–" : Wording.number(result),
                UnitLabels.french(result.unit()),
                bound + Decimals.french(result.minimum()),
                bound + Decimals.french(result.target()),
                result.rating().label(),
                result.margin() == null
                        ? "–"
                        : (result.margin().signum() > 0 ? "+" : "")
                                + Decimals.french(result.margin(), result.decimals(), BigDecimal.ZERO),
                result.explanation());
    }

    private static List<Gap> gaps(CheckReport report, Map<String, BigDecimal> objectives) {
        return Deviation.of(report, objectives).stream()
                .map(deviation -> new Gap(
                        deviation.code(),
                        deviation.label(),
                        UnitLabels.french(deviation.unit()),
                        (deviation.lowerIsBetter() ? "≤\u00a0" : "≥\u00a0")
                                + Decimals.french(deviation.objective(), deviation.decimals()),
                        deviation.measured() == null
                                ? "–"
                                : Decimals.french(deviation.measured(), deviation.decimals(), deviation.objective()),
                        ratio(deviation),
                        verdict(deviation)))
                .toList();
    }

    private static String ratio(Deviation deviation) {
        if (deviation.ratio() == null) {
            return "–";
        }
        BigDecimal percent = deviation.ratio().movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        return (percent.signum() > 0 ? "+" : "") + Decimals.french(percent) + "\u00a0%";
    }

    private static String verdict(Deviation deviation) {
        if (deviation.measured() == null) {
            return "Valeur à fournir";
        }
        return deviation.kept() ? "Tenu" : deviation.serious() ? "Écart grave" : "Non tenu";
    }

    /** In the order of the référentiel; what it does not know any more comes last. */
    private static List<Input> inputs(CheckReport report, Optional<Referentiel> referentiel) {
        Map<String, BigDecimal> used = new LinkedHashMap<>();
        report.indicators().forEach(indicator -> used.putAll(indicator.inputs()));
        List<Input> inputs = new ArrayList<>();
        referentiel.ifPresent(found -> found.inputs().values().stream()
                .filter(input -> used.get(input.code()) != null)
                .forEach(input -> inputs.add(new Input(
                        input.label(), UnitLabels.french(input.unit()), Decimals.french(used.remove(input.code()))))));
        used.forEach((code, value) -> {
            if (value != null) {
                inputs.add(new Input(code, "", Decimals.french(value)));
            }
        });
        return inputs;
    }

    private static List<String> missing(CheckReport report, Optional<Referentiel> referentiel) {
        TreeSet<String> codes = new TreeSet<>();
        report.indicators().forEach(indicator -> codes.addAll(indicator.missing()));
        List<String> missing = new ArrayList<>();
        referentiel.ifPresent(found -> found.inputs().values().stream()
                .filter(input -> codes.remove(input.code()))
                .forEach(input -> missing.add(input.label() + (input.required() ? " (obligatoire)" : ""))));
        missing.addAll(codes);
        return missing;
    }
}
