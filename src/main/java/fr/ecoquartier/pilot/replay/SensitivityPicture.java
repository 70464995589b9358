package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.util.Locale;

/** How many verdicts hang on one threshold, as a small picture: bars by step, a table says the same beside it. */
public final class SensitivityPicture {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 132;
    private static final int LEFT = 34;
    private static final int TOP = 12;
    private static final int BASE = 104;
    private static final int SLOTS = 2 * Threshold.REACH + 1;
    private static final String RATINGS = "#1f5f43";
    private static final String OPINIONS = "#b87a14";

    private SensitivityPicture() {}

    /** Ratings in green, opinions in ochre; the draft's own threshold is the dashed line in the middle. */
    public static String svg(Sensitivity sensitivity) {
        int most = Math.max(1, sensitivity.most());
        double slot = (double) (WIDTH - LEFT - 6) / SLOTS;
        StringBuilder svg = new StringBuilder(3000);
        String title = Svg.escape(Wording.typeset(title(sensitivity)));
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, title));
        svg.append("<title>").append(title).append("</title>");
        svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, HEIGHT));
        text(svg, LEFT - 4, TOP + 4, "end", Decimals.french(BigDecimal.valueOf(most)));
        text(svg, LEFT - 4, BASE + 3, "end", "0");
        svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#8a958f\" stroke-width=\"1\"/>"
                .formatted(LEFT, BASE, WIDTH - 6, BASE));
        double middle = LEFT + slot * (Threshold.REACH + 0.5);
        svg.append(line(middle, TOP, BASE));
        text(svg, middle, BASE + 12, "middle", number(sensitivity.value()));
        for (Sensitivity.Point point : sensitivity.points()) {
            double x = LEFT + slot * (point.steps() + Threshold.REACH);
            bar(svg, x + slot * 0.12, slot * 0.38, point.ratings(), most, RATINGS);
            bar(svg, x + slot * 0.5, slot * 0.38, point.opinions(), most, OPINIONS);
            if (point.steps() % 2 == 0) {
                text(svg, x + slot / 2, BASE + 12, "middle", number(point.threshold()));
            }
        }
        svg.append("<rect x=\"%d\" y=\"121\" width=\"8\" height=\"8\" fill=\"%s\"/>".formatted(LEFT, RATINGS));
        text(svg, LEFT + 12, 128, "start", "résultats");
        svg.append("<rect x=\"%d\" y=\"121\" width=\"8\" height=\"8\" fill=\"%s\"/>".formatted(LEFT + 70, OPINIONS));
        text(svg, LEFT + 82, 128, "start", "avis");
        return svg.append("</svg>").toString();
    }

    /** What the picture shows, in words. */
    static String title(Sensitivity sensitivity) {
        int most = sensitivity.most();
        return "%s %s : si %s se déplace, jusqu’à %s"
                .formatted(
                        sensitivity.indicator(),
                        sensitivity.label(),
                        sensitivity.minimum() ? "le seuil" : "la cible",
                        most < 2
                                ? most + " résultat change."
                                : Decimals.french(BigDecimal.valueOf(most)) + " résultats changent.");
    }

    private static void bar(StringBuilder svg, double x, double width, int count, int most, String colour) {
        if (count == 0) {
            return;
        }
        double height = Math.max(1, (double) (BASE - TOP) * count / most);
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x,
                BASE - height,
                width,
                height,
                colour));
    }

    private static String line(double x, int top, int bottom) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#56625b\" stroke-width=\"1\" stroke-dasharray=\"3 3\"/>",
                x,
                top,
                x,
                bottom);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\" font-family=\"sans-serif\" fill=\"#39433d\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Svg.escape(text)));
    }

    private static String number(BigDecimal value) {
        return Decimals.french(value);
    }
}
