package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Agreement;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Distribution;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Group;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.InputCost;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.PairOfJudges;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis.Value;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An indicator's analysis as small SVG pictures: attributes only, no style and no script. Colour never stands alone:
 * ratings have shapes, thresholds have strokes and words, and the page has the same figures as tables.
 */
public final class CalibrationPictures {

    private static final String INK = "#1e1e1e";
    private static final String QUIET = "#555";
    private static final String LINE = "#b8b8b8";
    private static final String PROPOSED = "#1b4f80";
    private static final int WIDTH = 780;
    private static final int LEFT = 150;
    private static final int RIGHT = 24;
    private static final int ROW = 84;
    private static final int DOT = 9;

    private CalibrationPictures() {}

    /** From numbers to places. */
    private record Axis(double low, double high, int left, int right) {
        double at(double number) {
            return left + (number - low) / (high - low) * (right - left);
        }
    }

    /**
     * The values of every context as dots over their quartiles, between the thresholds of the tests and those proposed.
     *
     * @param proposed by context; a context without proposal has none
     */
    public static String distributionSvg(IndicatorAnalysis indicator, Map<String, Thresholds> proposed) {
        List<String> contexts = indicator.contexts();
        int height = 46 + contexts.size() * ROW + 62;
        StringBuilder svg = open(
                height,
                "Valeurs des pilotes par contexte",
                "Les points sont les pilotes, la boîte va du premier au troisième quartile avec la médiane, les traits sont le seuil et la cible. Les chiffres sont dans le tableau.");
        Axis axis = axis(indicator, proposed);
        int bottom = 46 + contexts.size() * ROW;
        ticks(svg, axis, bottom, indicator.unit(), indicator.decimals());
        int top = 46;
        for (String context : contexts) {
            row(svg, axis, indicator.group(context), indicator.thresholds().get(context), proposed.get(context), top);
            top += ROW;
        }
        legend(svg, height - 14, proposed.isEmpty());
        return svg.append("</svg>").toString();
    }

    private static Axis axis(IndicatorAnalysis indicator, Map<String, Thresholds> proposed) {
        List<Double> marks = new ArrayList<>();
        indicator.thresholds().values().forEach(t -> add(marks, t));
        proposed.values().forEach(t -> add(marks, t));
        Distribution all = indicator.group(IndicatorAnalysis.ALL).distribution();
        if (all != null) {
            marks.add(all.minimum().doubleValue());
            marks.add(all.maximum().doubleValue());
        }
        double low = marks.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = marks.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double margin = high > low ? (high - low) * 0.06 : Math.max(1, Math.abs(low) * 0.1);
        return new Axis(low - margin, high + margin, LEFT, WIDTH - RIGHT);
    }

    private static void add(List<Double> marks, Thresholds thresholds) {
        marks.add(thresholds.minimum().doubleValue());
        marks.add(thresholds.target().doubleValue());
    }

    private static void ticks(StringBuilder svg, Axis axis, int bottom, String unit, int decimals) {
        double wanted = (axis.high() - axis.low()) / 6;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double step = Arrays.stream(new double[] {1, 2, 5, 10})
                .map(factor -> factor * power)
                .filter(candidate -> candidate >= wanted)
                .findFirst()
                .orElse(10 * power);
        int shown = Math.max(0, Math.min(decimals + 1, (int) -Math.floor(Math.log10(step) + 1e-9)));
        svg.append("<g font-size=\"11\" fill=\"").append(QUIET).append("\" text-anchor=\"middle\">");
        for (double tick = Math.ceil(axis.low() / step) * step; tick <= axis.high(); tick += step) {
            line(svg, axis.at(tick), 40, axis.at(tick), bottom, "#e4e4e4", 1, null);
            svg.append("<text x=\"")
                    .append(n(axis.at(tick)))
                    .append("\" y=\"")
                    .append(bottom + 16)
                    .append("\">")
                    .append(Decimals.french(BigDecimal.valueOf(tick), shown))
                    .append("</text>");
        }
        String label = UnitLabels.french(unit);
        if (!label.isEmpty()) {
            svg.append("<text x=\"")
                    .append(WIDTH - RIGHT)
                    .append("\" y=\"")
                    .append(bottom + 31)
                    .append("\" text-anchor=\"end\">en ")
                    .append(Svg.escape(label))
                    .append("</text>");
        }
        svg.append("</g>");
    }

    private static void row(
            StringBuilder svg, Axis axis, Group group, Thresholds now, @Nullable Thresholds proposed, int top) {
        int middle = top + ROW / 2;
        line(svg, 4, top, WIDTH - RIGHT, top, LINE, 1, null);
        text(svg, 4, middle - 2, 13, INK, "start", true, Referentiel.contextLabel(group.context()));
        Distribution values = group.distribution();
        text(
                svg,
                4,
                middle + 15,
                11,
                QUIET,
                "start",
                false,
                values == null
                        ? "aucune valeur"
                        : Phrases.count(values.n(), "valeur", "valeurs")
                                + (group.confidence() == Confidence.TOO_FEW ? ", trop peu" : ""));
        threshold(svg, axis, now.minimum(), top + 6, top + ROW - 6, INK, "4 3");
        threshold(svg, axis, now.target(), top + 6, top + ROW - 6, INK, null);
        if (proposed != null) {
            proposed(svg, axis, proposed.minimum(), top, "4 3");
            proposed(svg, axis, proposed.target(), top, null);
        }
        if (values == null) {
            return;
        }
        if (values.n() >= 4) {
            double left = axis.at(values.q25().doubleValue());
            double right = axis.at(values.q75().doubleValue());
            svg.append("<rect x=\"")
                    .append(n(left))
                    .append("\" y=\"")
                    .append(middle - 19)
                    .append("\" width=\"")
                    .append(n(Math.max(1, right - left)))
                    .append("\" height=\"38\" fill=\"#eef2ef\" stroke=\"#87938b\"/>");
            double median = axis.at(values.median().doubleValue());
            line(svg, median, middle - 19, median, middle + 19, "#87938b", 3, null);
        }
        double[] lanes = new double[7];
        Arrays.fill(lanes, -1000);
        for (Value value : values.values()) {
            double x = axis.at(value.value().doubleValue());
            int lane = 0;
            while (lane < lanes.length - 1 && x - lanes[lane] < DOT) {
                lane++;
            }
            lanes[lane] = x;
            double y = middle + (lane % 2 == 0 ? 1 : -1) * ((lane + 1) / 2) * DOT;
            dot(svg, x, y, value.rating());
        }
    }

    private static void threshold(
            StringBuilder svg, Axis axis, BigDecimal at, int top, int bottom, String colour, @Nullable String dashes) {
        double x = axis.at(at.doubleValue());
        line(svg, x, top, x, bottom, colour, 1.5, dashes);
    }

    private static void proposed(StringBuilder svg, Axis axis, BigDecimal at, int top, @Nullable String dashes) {
        double x = axis.at(at.doubleValue());
        line(svg, x, top + 12, x, top + ROW - 6, PROPOSED, 2.5, dashes);
        svg.append("<path fill=\"")
                .append(PROPOSED)
                .append("\" d=\"M")
                .append(n(x - 6))
                .append(' ')
                .append(top + 4)
                .append('H')
                .append(n(x + 6))
                .append('L')
                .append(n(x))
                .append(' ')
                .append(top + 13)
                .append("Z\"/>");
    }

    /** A diamond is exemplary, a disc is met, a ring is unmet. */
    private static void dot(StringBuilder svg, double x, double y, String rating) {
        switch (rating) {
            case "exemplary" ->
                svg.append("<path fill=\"#14532d\" stroke=\"#fff\" d=\"M")
                        .append(n(x))
                        .append(' ')
                        .append(n(y - 6))
                        .append("l6 6l-6 6l-6 -6Z\"/>");
            case "met" -> circle(svg, x, y, "#3f8f5f", "#fff");
            default -> circle(svg, x, y, "#fff", "#b3261e");
        }
    }

    private static void circle(StringBuilder svg, double x, double y, String fill, String stroke) {
        svg.append("<circle cx=\"")
                .append(n(x))
                .append("\" cy=\"")
                .append(n(y))
                .append("\" r=\"4.5\" fill=\"")
                .append(fill)
                .append("\" stroke=\"")
                .append(stroke)
                .append("\" stroke-width=\"")
                .append("#fff".equals(fill) ? "2" : "1")
                .append("\"/>");
    }

    private static void legend(StringBuilder svg, int y, boolean withoutProposal) {
        double x = 8;
        x = legendDot(svg, x, y, "exemplary", "exemplaire");
        x = legendDot(svg, x, y, "met", "atteint");
        x = legendDot(svg, x, y, "unmet", "non atteint");
        x = legendLine(svg, x, y, INK, "4 3", "seuil testé");
        x = legendLine(svg, x, y, INK, null, "cible testée");
        if (!withoutProposal) {
            x = legendLine(svg, x, y, PROPOSED, "4 3", "seuil proposé");
            legendLine(svg, x, y, PROPOSED, null, "cible proposée");
        }
    }

    private static double legendDot(StringBuilder svg, double x, int y, String rating, String words) {
        dot(svg, x + 6, y - 4, rating);
        text(svg, x + 16, y, 11, QUIET, "start", false, words);
        return x + 30 + words.length() * 5.9;
    }

    private static double legendLine(
            StringBuilder svg, double x, int y, String colour, @Nullable String dashes, String words) {
        line(svg, x + 6, y - 12, x + 6, y + 3, colour, PROPOSED.equals(colour) ? 2.5 : 1.5, dashes);
        text(svg, x + 14, y, 11, QUIET, "start", false, words);
        return x + 30 + words.length() * 5.9;
    }

    /** The agreement of all evaluators and of each pair of capacities, with intervals. */
    public static String agreementSvg(Agreement agreement) {
        List<PairOfJudges> pairs = agreement.pairs();
        int height = 52 + (pairs.size() + 1) * 34 + 34;
        StringBuilder svg = open(
                height,
                "Accord entre évaluateurs",
                "Kappa pondéré et son intervalle : 1 quand tous s’accordent, 0 quand ils ne s’accordent pas plus que le hasard. Les chiffres sont dans le tableau.");
        Axis axis = new Axis(-1, 1, 230, WIDTH - RIGHT);
        int bottom = 46 + (pairs.size() + 1) * 34;
        band(svg, axis, -1, 0.4, bottom, "#fbe7e4", "faible");
        band(svg, axis, 0.4, 0.6, bottom, "#fbefd6", "moyen");
        band(svg, axis, 0.6, 1, bottom, "#e2f1e5", "bon");
        for (int tick = -4; tick <= 4; tick++) {
            double x = axis.at(tick / 4.0);
            line(svg, x, 40, x, bottom, tick == 0 ? "#555" : "#fff", 1, null);
            text(svg, x, bottom + 16, 11, QUIET, "middle", false, Phrases.decimal(tick / 4.0, 2));
        }
        int y = 63;
        agreed(svg, axis, y, "Tous", agreement.pilots(), agreement.kappa(), agreement.interval());
        for (PairOfJudges pair : pairs) {
            y += 34;
            agreed(
                    svg,
                    axis,
                    y,
                    pair.first().label() + " et " + pair.second().label().toLowerCase(Locale.FRENCH),
                    pair.pilots(),
                    pair.kappa(),
                    pair.interval());
        }
        return svg.append("</svg>").toString();
    }

    private static void band(
            StringBuilder svg, Axis axis, double from, double to, int bottom, String colour, String words) {
        svg.append("<rect x=\"")
                .append(n(axis.at(from)))
                .append("\" y=\"40\" width=\"")
                .append(n(axis.at(to) - axis.at(from)))
                .append("\" height=\"")
                .append(bottom - 40)
                .append("\" fill=\"")
                .append(colour)
                .append("\"/>");
        text(svg, (axis.at(from) + axis.at(to)) / 2, 33, 11, QUIET, "middle", false, words);
    }

    private static void agreed(
            StringBuilder svg,
            Axis axis,
            int y,
            String who,
            int pilots,
            @Nullable Double kappa,
            @Nullable Interval interval) {
        text(svg, 4, y, 13, INK, "start", false, who);
        text(svg, 222, y, 11, QUIET, "end", false, Phrases.count(pilots, "pilote", "pilotes"));
        if (kappa == null) {
            text(svg, axis.at(0) + 8, y, 12, QUIET, "start", false, "non défini");
            return;
        }
        if (interval != null) {
            line(svg, axis.at(interval.low()), y - 4, axis.at(interval.high()), y - 4, INK, 2, null);
            line(svg, axis.at(interval.low()), y - 9, axis.at(interval.low()), y + 1, INK, 2, null);
            line(svg, axis.at(interval.high()), y - 9, axis.at(interval.high()), y + 1, INK, 2, null);
        }
        circle(svg, axis.at(kappa), y - 4, PROPOSED, "#fff");
    }

    /** What collecting each input costs; null when nobody told any. */
    public static @Nullable String effortSvg(List<InputCost> costs) {
        double most = costs.stream()
                .filter(cost -> cost.hours() != null)
                .mapToDouble(cost -> cost.hours().doubleValue())
                .max()
                .orElse(-1);
        if (most < 0) {
            return null;
        }
        StringBuilder svg = open(
                16 + costs.size() * 34,
                "Effort par donnée",
                "Heures moyennes déclarées pour recueillir chaque donnée. Les chiffres sont dans le tableau.");
        Axis axis = new Axis(0, Math.max(most, 0.1), 400, WIDTH - 110);
        int y = 30;
        for (InputCost cost : costs) {
            text(svg, 4, y, 13, INK, "start", false, shorten(cost.label()));
            if (cost.hours() != null) {
                double x = axis.at(cost.hours().doubleValue());
                svg.append("<rect x=\"400\" y=\"")
                        .append(y - 13)
                        .append("\" width=\"")
                        .append(n(Math.max(2, x - 400)))
                        .append("\" height=\"17\" fill=\"")
                        .append(cost.shared() ? "#a9bdb2" : "#2f6f4f")
                        .append("\"/>");
                text(
                        svg,
                        Math.max(402, x) + 7,
                        y,
                        12,
                        INK,
                        "start",
                        false,
                        Phrases.hours(cost.hours()) + (cost.shared() ? " (partagée)" : ""));
            } else {
                text(svg, 400, y, 12, QUIET, "start", false, "non déclaré");
            }
            y += 34;
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(int height, String title, String summary) {
        return new StringBuilder(6000)
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(height)
                .append("\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"13\" fill=\"")
                .append(INK)
                .append("\" aria-label=\"")
                .append(Svg.escape(title + ". " + summary))
                .append("\"><title>")
                .append(Svg.escape(title))
                .append("</title><desc>")
                .append(Svg.escape(summary))
                .append("</desc><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    }

    private static void line(
            StringBuilder svg,
            double x1,
            double y1,
            double x2,
            double y2,
            String colour,
            double width,
            @Nullable String dashes) {
        svg.append("<path fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"")
                .append(n(width))
                .append('"')
                .append(dashes == null ? "" : " stroke-dasharray=\"" + dashes + "\"")
                .append(" d=\"M")
                .append(n(x1))
                .append(' ')
                .append(n(y1))
                .append('L')
                .append(n(x2))
                .append(' ')
                .append(n(y2))
                .append("\"/>");
    }

    private static void text(
            StringBuilder svg, double x, double y, int size, String fill, String anchor, boolean bold, String words) {
        svg.append("<text x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(n(y))
                .append("\" font-size=\"")
                .append(size)
                .append("\" fill=\"")
                .append(fill)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append('"')
                .append(bold ? " font-weight=\"bold\"" : "")
                .append('>')
                .append(Svg.escape(words))
                .append("</text>");
    }

    private static String shorten(String label) {
        return label.length() <= 58 ? label : label.substring(0, 57).strip() + "…";
    }

    private static String n(double number) {
        return BigDecimal.valueOf(number)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
