package fr.ecoquartier.web.calibration;

import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.calibration.Transfer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The overview as the page shows it.
 *
 * @param stored null when there is no analysis that the person may see
 * @param warning the small sample, in a sentence; null when it is large enough everywhere
 * @param mayManage may compute, decide and transfer
 * @param mayDecideNow and the campaign is at that point
 */
public record CalibrationView(
        @Nullable StoredAnalysis stored,
        @Nullable String warning,
        List<String> summary,
        List<Choice> contexts,
        List<Column> columns,
        List<Row> rows,
        List<Commitment> commitments,
        List<LeftOut> leftOut,
        List<String> rules,
        int decided,
        @Nullable Transfer transfer,
        boolean mayManage,
        boolean mayDecideNow,
        boolean mayRecompute) {

    /** A context to look at. */
    public record Choice(String code, String label, String address, boolean current) {}

    /** The head of a column; sorting it again turns it around. */
    public record Column(String code, String label, boolean number, String address, String sorted) {}

    /** An indicator in the context looked at. */
    public record Row(
            String code,
            String label,
            String dimension,
            boolean mandatory,
            boolean enough,
            String confidence,
            String measured,
            String measuredShare,
            String hours,
            String difficulty,
            String clarity,
            String median,
            String quartiles,
            String met,
            String metInterval,
            String exemplary,
            String separation,
            String itemRest,
            String redundant,
            String redundantRho,
            String kappa,
            String kappaInterval,
            boolean kappaEnough,
            String proposal,
            String proposalMark,
            boolean proposalEnough,
            String proposalConfidence,
            @Nullable CalibrationDecision decision,
            String address) {}

    public record Commitment(
            String code, String label, int pilots, String mean, String kappa, String interval, String confidence) {}

    /** A pilot that is not part of the analysis. */
    public record LeftOut(String name, String reason) {}

    /** One indicator as its page shows it. */
    public record Detail(
            StoredAnalysis stored,
            IndicatorAnalysis indicator,
            String dimension,
            String commitment,
            String unit,
            @Nullable String warning,
            String proposalMark,
            List<Context> contexts,
            List<PilotValue> values,
            List<Suggested> suggested,
            String distributionSvg,
            String agreementSvg,
            @Nullable String effortSvg,
            List<Cost> costs,
            List<Pair> pairs,
            List<Related> related,
            List<CalibrationDecision> history,
            @Nullable CalibrationDecision decision,
            @Nullable String previous,
            @Nullable String next,
            Map<String, String> decidedThresholds) {}

    /** The figures of a context. */
    public record Context(
            String label,
            boolean enough,
            String confidence,
            String measured,
            String minimum,
            String target,
            String lowest,
            String q25,
            String median,
            String medianInterval,
            String q75,
            String highest,
            String mean,
            String met,
            String metInterval,
            String exemplary,
            String exemplaryInterval,
            String entropy,
            String separation,
            String itemRest,
            String itemRestInterval,
            String kappa,
            String kappaInterval,
            String hours,
            String difficulty,
            String clarity) {}

    public record PilotValue(String name, String context, String value, String rating, String ratingCode) {}

    public record Suggested(
            String context,
            String minimum,
            String target,
            String nowMinimum,
            String nowTarget,
            String origin,
            String step,
            String minimumRange,
            String targetRange,
            boolean wide) {}

    public record Cost(String label, String hours, int opinions, boolean shared) {}

    public record Pair(String who, int pilots, String same, String kappa, String interval, boolean enough) {}

    public record Related(String code, String label, int n, String rho, String interval, String mark, boolean enough) {}
}
