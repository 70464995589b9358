package fr.ecoquartier.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A check as two small SVG pictures: the share met by dimension, and each indicator against its thresholds. Attributes
 * only, no style and no script, so that they pass a strict content policy and fit in a data address. Colour never
 * stands alone: every bar carries a sign and its value in words.
 */
public final class CheckPictures {

    private static final String INK = "#1e1e1e";
    private static final String LINE = "#b8b8b8";
    private static final String AREA = "#2f6f4f";
    private static final int ROW = 22;
    private static final int LEFT = 375;
    private static final int WIDTH = 200;

    private CheckPictures() {}

    /** The share met by dimension, as a radar. */
    public static String radarSvg(CheckReport report) {
        List<DimensionResult> dimensions = report.dimensions();
        int count = dimensions.size();
        double centreX = 260;
        double centreY = 165;
        double radius = 95;
        StringBuilder summary = new StringBuilder("Part des indicateurs atteints par dimension. ");
        dimensions.forEach(d ->
                summary.append(d.label()).append(" : ").append(Wording.share(d)).append(". "));
        StringBuilder svg =
                open(520, 330, "Radar par dimension", summary.toString().strip());
        svg.append("<g fill=\"none\" stroke=\"").append(LINE).append("\">");
        for (int ring = 1; ring <= 4; ring++) {
            List<double[]> corners = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                corners.add(point(centreX, centreY, radius * ring / 4, i, count));
            }
            svg.append("<polygon points=\"").append(points(corners)).append("\"/>");
        }
        for (int i = 0; i < count; i++) {
            double[] end = point(centreX, centreY, radius, i, count);
            svg.append("<path d=\"M")
                    .append(n(centreX))
                    .append(' ')
                    .append(n(centreY))
                    .append('L')
                    .append(n(end[0]))
                    .append(' ')
                    .append(n(end[1]))
                    .append("\"/>");
        }
        svg.append("</g>");
        List<double[]> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigDecimal share = dimensions.get(i).share();
            shares.add(point(centreX, centreY, share == null ? 0 : radius * share.doubleValue(), i, count));
        }
        svg.append("<polygon fill=\"")
                .append(AREA)
                .append("\" fill-opacity=\".25\" stroke=\"")
                .append(AREA)
                .append("\" stroke-width=\"2.5\" points=\"")
                .append(points(shares))
                .append("\"/>");
        svg.append("<g fill=\"").append(AREA).append("\">");
        shares.forEach(p -> svg.append("<circle cx=\"")
                .append(n(p[0]))
                .append("\" cy=\"")
                .append(n(p[1]))
                .append("\" r=\"4\"/>"));
        svg.append("</g><g fill=\"#666\" font-size=\"10\">");
        for (int ring = 2; ring <= 4; ring += 2) {
            svg.append("<text x=\"")
                    .append(n(centreX + 4))
                    .append("\" y=\"")
                    .append(n(centreY - radius * ring / 4 + 11))
                    .append("\">")
                    .append(ring * 25)
                    .append("\u00a0%</text>");
        }
        svg.append("</g>");
        for (int i = 0; i < count; i++) {
            label(svg, dimensions.get(i), point(centreX, centreY, radius + 14, i, count), centreX, centreY);
        }
        return svg.append("</svg>").toString();
    }

    /** Every indicator as a bar against its minimum and target, which are the same two lines for all. */
    public static String barsSvg(CheckReport report) {
        int rows = report.indicators().size() + report.dimensions().size();
        int height = 34 + rows * ROW + 8;
        long satisfied =
                report.indicators().stream().filter(r -> r.rating().satisfied()).count();
        long applicable = report.indicators().stream()
                .filter(r -> r.rating().applicable())
                .count();
        StringBuilder svg = open(
                780,
                height,
                "Indicateurs et seuils",
                satisfied + (satisfied < 2 ? " indicateur atteint sur " : " indicateurs atteints sur ") + applicable
                        + " applicables ; le détail est dans le tableau.");
        double minimum = LEFT + WIDTH * 0.5;
        double target = LEFT + WIDTH * 0.8;
        int y = 34;
        for (DimensionResult dimension : report.dimensions()) {
            svg.append("<text x=\"4\" y=\"")
                    .append(y + 15)
                    .append("\" font-weight=\"bold\">")
                    .append(Svg.escape(dimension.label()))
                    .append("</text><text x=\"")
                    .append(LEFT + WIDTH + 10)
                    .append("\" y=\"")
                    .append(y + 15)
                    .append("\" font-weight=\"bold\">")
                    .append(Wording.share(dimension))
                    .append("</text>");
            y += ROW;
            for (IndicatorResult result : report.indicators()) {
                if (result.dimension().equals(dimension.code())) {
                    bar(svg, result, y);
                    y += ROW;
                }
            }
        }
        // last, so that both lines run over the bars
        svg.append("<g stroke=\"#1e1e1e\"><path stroke-dasharray=\"4 3\" d=\"M")
                .append(n(minimum))
                .append(" 28V")
                .append(height - 6)
                .append("\"/><path d=\"M")
                .append(n(target))
                .append(" 28V")
                .append(height - 6)
                .append("\"/></g><g fill=\"#444\" font-size=\"11\" text-anchor=\"middle\"><text x=\"")
                .append(n(minimum))
                .append("\" y=\"20\">seuil</text><text x=\"")
                .append(n(target))
                .append("\" y=\"20\">cible</text></g>");
        return svg.append("</svg>").toString();
    }

    private static void bar(StringBuilder svg, IndicatorResult result, int y) {
        svg.append("<text x=\"4\" y=\"")
                .append(y + 15)
                .append("\">")
                .append(result.code())
                .append(' ')
                .append(Svg.escape(shorten(result.label())))
                .append("</text>");
        if (result.value() != null) {
            double width = Math.max(2, WIDTH * quality(result));
            svg.append("<rect x=\"")
                    .append(LEFT)
                    .append("\" y=\"")
                    .append(y + 5)
                    .append("\" width=\"")
                    .append(n(width))
                    .append("\" height=\"12\" fill=\"")
                    .append(colour(result.rating()))
                    .append("\"/>");
        }
        svg.append("<text x=\"")
                .append(LEFT + WIDTH + 10)
                .append("\" y=\"")
                .append(y + 15)
                .append("\">")
                .append(sign(result.rating()))
                .append(' ')
                .append(Svg.escape(result.value() == null ? result.rating().label() : Wording.value(result)))
                .append("</text>");
    }

    /**
     * Where a value stands between hopeless (0) and far better than the target (1): the minimum is always at 0.5 and
     * the target at 0.8.
     */
    public static double quality(IndicatorResult result) {
        double value = result.value().round(MathContext.DECIMAL64).doubleValue();
        double minimum = result.minimum().doubleValue();
        double target = result.target().doubleValue();
        double direction = result.lowerIsBetter() ? -1 : 1;
        double aboveMinimum = (value - minimum) * direction;
        double step = Math.max((target - minimum) * direction, 0);
        double scale = Math.max(Math.max(Math.abs(minimum), Math.abs(target)), 1e-9);
        double quality;
        if (aboveMinimum < 0) {
            quality = 0.5 + 0.5 * aboveMinimum / (minimum == 0 ? scale : Math.abs(minimum));
        } else if (aboveMinimum < step) {
            quality = 0.5 + 0.3 * aboveMinimum / step;
        } else {
            quality = 0.8 + 0.2 * (aboveMinimum - step) / scale;
        }
        return Math.min(1, Math.max(0, quality));
    }

    /** A sign for a rating, beside its colour. */
    public static String sign(Rating rating) {
        return switch (rating) {
            case EXEMPLARY -> "★";
            case MET -> "✓";
            case UNMET -> "✗";
            case MISSING -> "?";
            case NOT_APPLICABLE -> "–";
        };
    }

    /** The colour of a rating's bar. */
    public static String colour(Rating rating) {
        return switch (rating) {
            case EXEMPLARY -> "#14532d";
            case MET -> "#3f8f5f";
            default -> "#b3261e";
        };
    }

    private static void label(
            StringBuilder svg, DimensionResult dimension, double[] at, double centreX, double centreY) {
        String anchor = Math.abs(at[0] - centreX) < 5 ? "middle" : at[0] > centreX ? "start" : "end";
        List<String> lines = wrap(dimension.label(), "middle".equals(anchor) ? 44 : 22);
        lines.add(Wording.share(dimension));
        double y = at[1] < centreY - 5
                ? at[1] - 15 * (lines.size() - 1)
                : at[1] > centreY + 5 ? at[1] + 12 : at[1] - 7.0 * lines.size() + 10;
        for (String line : lines) {
            svg.append("<text x=\"")
                    .append(n(at[0]))
                    .append("\" y=\"")
                    .append(n(y))
                    .append("\" text-anchor=\"")
                    .append(anchor)
                    .append('"')
                    .append(line.equals(lines.get(lines.size() - 1)) ? " font-weight=\"bold\"" : "")
                    .append('>')
                    .append(Svg.escape(line))
                    .append("</text>");
            y += 15;
        }
    }

    private static StringBuilder open(int width, int height, String title, String summary) {
        return new StringBuilder(9000)
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
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

    private static double[] point(double centreX, double centreY, double radius, int index, int count) {
        double angle = -Math.PI / 2 + 2 * Math.PI * index / count;
        return new double[] {centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle)};
    }

    private static String points(List<double[]> corners) {
        StringBuilder text = new StringBuilder();
        corners.forEach(c -> text.append(text.isEmpty() ? "" : " ")
                .append(n(c[0]))
                .append(',')
                .append(n(c[1])));
        return text.toString();
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String shorten(String label) {
        return label.length() <= 56 ? label : label.substring(0, 55).strip() + "…";
    }

    private static String n(double number) {
        double rounded = Math.rint(number * 10) / 10;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }
}
