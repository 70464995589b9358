package fr.ecoquartier.web.grid;

import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.FieldError;
import fr.ecoquartier.referentiel.PublishedOperation;
import fr.ecoquartier.referentiel.Referentiel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page of the grid shows.
 *
 * @param example the operation whose figures were loaded, or null
 * @param result null as long as there is nothing to show
 */
record GridPage(
        Referentiel referentiel,
        List<Choice> contexts,
        List<Choice> stages,
        String contextError,
        String stageError,
        List<Group> groups,
        List<PublishedOperation> examples,
        PublishedOperation example,
        Result result,
        int errorCount) {

    /** One entry of a list. */
    record Choice(String code, String label, boolean selected) {}

    /** The fields of one dimension. */
    record Group(String code, String label, List<Field> fields) {}

    record Field(String code, String label, String unit, String range, boolean required, String typed, String error) {}

    /** A report in words and pictures. */
    record Result(
            String opinion,
            String opinionCode,
            String rule,
            String summary,
            String context,
            String stage,
            List<DimensionRows> dimensions,
            String radar,
            String bars) {}

    record DimensionRows(String code, String label, String share, List<Row> rows) {}

    record Row(
            String code,
            String label,
            String unit,
            boolean mandatory,
            String value,
            String minimum,
            String target,
            String rating,
            String ratingCode,
            String margin,
            String explanation) {}

    static List<Choice> contexts(Referentiel referentiel, String selected) {
        return referentiel.contexts().stream()
                .map(context -> new Choice(context, Referentiel.contextLabel(context), context.equals(selected)))
                .toList();
    }

    static List<Choice> stages(String selected) {
        List<Choice> choices = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            choices.add(new Choice(stage.code(), stage.label(), stage.code().equals(selected)));
        }
        return choices;
    }

    static List<Group> groups(Referentiel referentiel, Map<String, String> typed, List<FieldError> errors) {
        Map<String, String> messages = new LinkedHashMap<>();
        errors.forEach(error -> messages.putIfAbsent(error.field(), error.message()));
        List<Group> groups = new ArrayList<>();
        referentiel.inputsByDimension().forEach((dimension, inputs) -> {
            List<Field> fields = inputs.stream()
                    .map(input -> new Field(
                            input.code(),
                            input.label(),
                            UnitLabels.french(input.unit()),
                            "de " + Decimals.french(input.min()) + " à " + Decimals.french(input.max()),
                            input.required(),
                            typed.getOrDefault(input.code(), ""),
                            messages.get(input.code())))
                    .toList();
            groups.add(new Group(dimension.code(), dimension.label(), fields));
        });
        return groups;
    }

    static Result result(CheckReport report) {
        long applicable = report.indicators().stream()
                .filter(r -> r.rating().applicable())
                .count();
        long satisfied =
                report.indicators().stream().filter(r -> r.rating().satisfied()).count();
        long missing = report.indicators().stream()
                .filter(r -> r.rating() == Rating.MISSING)
                .count();
        String summary = satisfied
                + (satisfied < 2 ? " indicateur atteint sur " : " indicateurs atteints sur ")
                + applicable
                + (missing == 0 ? "" : missing == 1 ? ", 1 sans donnée" : ", " + missing + " sans donnée");
        return new Result(
                report.opinion().label(),
                report.opinion().code(),
                report.rule(),
                summary,
                Referentiel.contextLabel(report.context()),
                report.stage().label(),
                report.dimensions().stream().map(d -> rows(d, report)).toList(),
                CheckPictures.radarSvg(report),
                CheckPictures.barsSvg(report));
    }

    private static DimensionRows rows(DimensionResult dimension, CheckReport report) {
        return new DimensionRows(
                dimension.code(),
                dimension.label(),
                Wording.share(dimension),
                report.indicators().stream()
                        .filter(result -> result.dimension().equals(dimension.code()))
                        .map(GridPage::row)
                        .toList());
    }

    /** The unit is said once, beside the label, so that the numbers line up. */
    private static Row row(IndicatorResult result) {
        String bound = result.lowerIsBetter() ? "≤\u00a0" : "≥\u00a0";
        return new Row(
                result.code(),
                result.label(),
                UnitLabels.french(result.unit()),
                result.mandatory(),
                result.value() == null ? "–" : Wording.number(result),
                bound + Decimals.french(result.minimum()),
                bound + Decimals.french(result.target()),
                result.rating().label(),
                result.rating().code(),
                result.margin() == null
                        ? "–"
                        : (result.margin().signum() > 0 ? "+" : "")
                                + Decimals.french(result.margin(), result.decimals(), BigDecimal.ZERO),
                result.explanation());
    }
}
