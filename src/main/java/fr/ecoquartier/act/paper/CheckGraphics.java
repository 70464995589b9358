package fr.ecoquartier.act.paper;

import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.indicator.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pictures of a check on paper, as vector graphics: attributes only, text that wraps and is never cut, an
 * alternative text that gives the figures, and a table beside each. Nothing is told by colour alone.
 */
final class CheckGraphics {

    private static final String FONT = "DejaVu Sans Condensed";
    private static final String INK = "#1b2420";
    private static final String LINE = "#b9c4bc";
    private static final String AREA = "#1b5542";
    private static final int WIDTH = 640;
    private static final int LINE_HEIGHT = 14;
    private static final int BARS_LEFT = 292;
    private static final int BARS_WIDTH = 170;
    private static final int VALUES_LEFT = BARS_LEFT + BARS_WIDTH + 10;

    private CheckGraphics() {}

    /** The share met by dimension. */
    static String radar(CheckReport report) {
        List<DimensionResult> dimensions = report.dimensions();
        int count = dimensions.size();
        double radius = 95;
        double highest = 0;
        double lowest = 0;
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double[] at = point(radius + 14, i, count);
            boolean side = Math.abs(at[0]) >= 5;
            List<String> lines = new ArrayList<>(Lines.of(
                    dimensions.get(i).code() + " – " + dimensions.get(i).label(), side ? 28 : 60));
            lines.add(Wording.share(dimensions.get(i)));
            double height = LINE_HEIGHT * lines.size();
            double top = at[1] < -5 ? at[1] - height : at[1] > 5 ? at[1] : at[1] - height / 2;
            String anchor = !side ? "middle" : at[0] > 0 ? "start" : "end";
            for (int n = 0; n < lines.size(); n++) {
                text(labels, at[0], top + LINE_HEIGHT * n + 11, lines.get(n), anchor, n == lines.size() - 1);
            }
            highest = Math.min(highest, top);
            lowest = Math.max(lowest, top + height);
        }
        int height = (int) Math.ceil(lowest - highest) + 16;
        StringBuilder svg = open(
                height,
                "Radar des dimensions",
                dimensions.stream()
                        .map(d -> d.label() + "\u00a0: " + Wording.share(d))
                        .reduce("Part des indicateurs atteints par dimension.", (all, one) -> all + " " + one + "."));
        svg.append("<g transform=\"translate(")
                .append(WIDTH / 2)
                .append(' ')
                .append(n(8 - highest))
                .append(")\"><g fill=\"none\" stroke=\"")
                .append(LINE)
                .append("\">");
        for (int ring = 1; ring <= 4; ring++) {
            double size = radius * ring / 4;
            svg.append("<polygon points=\"").append(corners(count, i -> size)).append("\"/>");
        }
        for (int i = 0; i < count; i++) {
            double[] end = point(radius, i, count);
            svg.append("<path d=\"M0 0L")
                    .append(n(end[0]))
                    .append(' ')
                    .append(n(end[1]))
                    .append("\"/>");
        }
        svg.append("</g><polygon fill=\"")
                .append(AREA)
                .append("\" fill-opacity=\".25\" stroke=\"")
                .append(AREA)
                .append("\" stroke-width=\"2.5\" points=\"")
                .append(corners(count, i -> reach(dimensions.get(i), radius)))
                .append("\"/><g fill=\"")
                .append(AREA)
                .append("\">");
        for (int i = 0; i < count; i++) {
            double[] at = point(reach(dimensions.get(i), radius), i, count);
            svg.append("<circle cx=\"")
                    .append(n(at[0]))
                    .append("\" cy=\"")
                    .append(n(at[1]))
                    .append("\" r=\"4\"/>");
        }
        svg.append("</g><g fill=\"#515c56\" font-size=\"10\">");
        for (int ring = 2; ring <= 4; ring += 2) {
            text(svg, 5, 11 - radius * ring / 4, ring * 25 + "\u00a0%", "start", false);
        }
        return svg.append("</g>").append(labels).append("</g></svg>").toString();
    }

    /** The indicators of one dimension, each against its minimum and target, which are the same two lines for all. */
    static String bars(DimensionResult dimension, List<IndicatorResult> results) {
        StringBuilder rows = new StringBuilder();
        StringBuilder said = new StringBuilder("Indicateurs de la dimension « " + dimension.label() + " ».");
        double y = 26;
        for (IndicatorResult result : results) {
            List<String> label = Lines.of(result.code() + " " + result.label(), 42);
            List<String> value = Lines.of(sign(result) + " " + shown(result), 25);
            int lines = Math.max(label.size(), value.size());
            double middle = y + lines * LINE_HEIGHT / 2.0;
            for (int n = 0; n < label.size(); n++) {
                text(rows, 2, top(middle, label.size(), n), label.get(n), "start", false);
            }
            if (result.value() != null) {
                rows.append("<rect x=\"")
                        .append(BARS_LEFT)
                        .append("\" y=\"")
                        .append(n(middle - 6))
                        .append("\" width=\"")
                        .append(n(Math.max(2, BARS_WIDTH * CheckPictures.quality(result))))
                        .append("\" height=\"12\" fill=\"")
                        .append(CheckPictures.colour(result.rating()))
                        .append("\"/>");
            }
            for (int n = 0; n < value.size(); n++) {
                text(rows, VALUES_LEFT, top(middle, value.size(), n), value.get(n), "start", false);
            }
            said.append(' ')
                    .append(result.code())
                    .append("\u00a0: ")
                    .append(shown(result))
                    .append(
                            result.value() == null
                                    ? ""
                                    : ", " + lower(result.rating().label()))
                    .append(", seuil ")
                    .append(Wording.minimum(result))
                    .append(", cible ")
                    .append(Wording.target(result))
                    .append('.');
            y += lines * LINE_HEIGHT + 8;
        }
        StringBuilder svg =
                open((int) Math.ceil(y) + 4, "Indicateurs de la dimension " + dimension.code(), said.toString());
        svg.append(rows);
        // last, so that both lines run over the bars
        line(svg, BARS_LEFT + BARS_WIDTH * 0.5, y, "seuil", " stroke-dasharray=\"4 3\"");
        line(svg, BARS_LEFT + BARS_WIDTH * 0.8, y, "cible", "");
        return svg.append("</svg>").toString();
    }

    private static void line(StringBuilder svg, double x, double bottom, String name, String dashes) {
        svg.append("<path stroke=\"")
                .append(INK)
                .append('"')
                .append(dashes)
                .append(" d=\"M")
                .append(n(x))
                .append(" 20V")
                .append(n(bottom))
                .append("\"/>");
        text(svg, x, 13, name, "middle", false);
    }

    private static double top(double middle, int lines, int n) {
        return middle - lines * LINE_HEIGHT / 2.0 + LINE_HEIGHT * n + 11;
    }

    private static String shown(IndicatorResult result) {
        return result.value() == null ? result.rating().label() : Wording.value(result);
    }

    private static String sign(IndicatorResult result) {
        return CheckPictures.sign(result.rating());
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(Locale.FRENCH) + text.substring(1);
    }

    private static double reach(DimensionResult dimension, double radius) {
        return dimension.share() == null ? 0 : radius * dimension.share().doubleValue();
    }

    private static StringBuilder open(int height, String title, String said) {
        String alternative = Svg.escape(said);
        return new StringBuilder(9000)
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"")
                .append(alternative)
                .append("\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" font-family=\"")
                .append(FONT)
                .append("\" font-size=\"11.5\" fill=\"")
                .append(INK)
                .append("\"><title>")
                .append(Svg.escape(title))
                .append("</title><desc>")
                .append(alternative)
                .append("</desc>");
    }

    private static void text(StringBuilder svg, double x, double y, String text, String anchor, boolean strong) {
        svg.append("<text x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(n(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append(strong ? "\" font-weight=\"bold\">" : "\">")
                .append(Svg.escape(text))
                .append("</text>");
    }

    private static double[] point(double radius, int index, int count) {
        double angle = -Math.PI / 2 + 2 * Math.PI * index / count;
        return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }

    private static String corners(int count, java.util.function.IntToDoubleFunction radius) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double[] at = point(radius.applyAsDouble(i), i, count);
            text.append(i == 0 ? "" : " ").append(n(at[0])).append(',').append(n(at[1]));
        }
        return text.toString();
    }

    private static String n(double number) {
        double rounded = Math.rint(number * 10) / 10;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }
}
