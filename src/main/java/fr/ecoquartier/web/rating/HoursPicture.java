package fr.ecoquartier.web.rating;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.pilot.rating.Rating;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Time spent by step as bars, one row per evaluator or per role. Attributes only: it passes the content policy. Steps
 * differ by shade and by place, and a table with the same figures stands beside it.
 */
final class HoursPicture {

    /** Who spent the time, and how many hours by step. */
    record Row(String label, Map<String, BigDecimal> hours) {

        public BigDecimal total() {
            return hours.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private static final List<String> SHADES = List.of("#14502a", "#4d8a68", "#9cc3ac", "#b87a14");
    private static final int ROW = 30;
    private static final int TOP = 40;
    private static final int LEFT = 260;
    private static final int BAR = 420;
    private static final int WIDTH = 780;

    private HoursPicture() {}

    static String svg(List<Row> rows) {
        BigDecimal most = rows.stream().map(Row::total).reduce(BigDecimal.ONE, BigDecimal::max);
        int height = TOP + rows.size() * ROW + 10;
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#1e1e1e\">"
                        .formatted(WIDTH, height));
        svg.append(
                "<title>Temps passé par étape, en heures</title><desc>Les mêmes valeurs sont dans le tableau.</desc>");
        int legend = LEFT;
        for (int i = 0; i < Rating.STEPS.size(); i++) {
            svg.append("<rect x=\"%d\" y=\"10\" width=\"14\" height=\"14\" fill=\"%s\"/>"
                    .formatted(legend, SHADES.get(i)));
            svg.append(
                    "<text x=\"%d\" y=\"22\">%s</text>".formatted(legend + 20, Rating.stepLabel(Rating.STEPS.get(i))));
            legend += 105;
        }
        int y = TOP;
        for (Row row : rows) {
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                    .formatted(LEFT - 10, y + 17, Svg.escape(shorten(row.label()))));
            double x = LEFT;
            for (int i = 0; i < Rating.STEPS.size(); i++) {
                BigDecimal hours = row.hours().getOrDefault(Rating.STEPS.get(i), BigDecimal.ZERO);
                double width = BAR * hours.doubleValue() / most.doubleValue();
                if (width > 0) {
                    svg.append("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"20\" fill=\"%s\"/>"
                            .formatted(n(x), y + 2, n(width), SHADES.get(i)));
                    x += width;
                }
            }
            svg.append("<text x=\"%s\" y=\"%d\">%s\u00a0h</text>"
                    .formatted(n(x + 8), y + 17, Decimals.french(row.total(), 1)));
            y += ROW;
        }
        return svg.append("</svg>").toString();
    }

    private static String shorten(String label) {
        return label.length() <= 36 ? label : label.substring(0, 35) + "…";
    }

    private static String n(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
