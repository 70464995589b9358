package fr.ecoquartier.pilot.sample;

import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.pilot.sample.SampleResult.Share;
import java.util.List;
import java.util.Locale;

/**
 * The sample against the candidates as an SVG picture: for every value, its share among the candidates and in the
 * sample. Attributes only, no style and no script; both bars carry their share in figures.
 */
public final class SamplePictures {

    private static final int LEFT = 250;
    private static final int WIDTH = 330;
    private static final int ROW = 30;
    private static final int HEAD = 30;
    private static final String CANDIDATES = "#87938b";
    private static final String SAMPLE = "#1b5542";

    private SamplePictures() {}

    /** Empty when there is no sample. */
    public static String againstCandidatesSvg(SampleResult result) {
        if (!result.hasSample()) {
            return "";
        }
        int height = 44 + result.shares().size() * ROW + Attribute.values().length * HEAD;
        StringBuilder svg = new StringBuilder(12000);
        String title = "Échantillon et candidatures";
        String summary = Sentence.of(
                "Pour chaque valeur, part des %d candidatures et part des %d retenues. Le tableau donne les mêmes chiffres.",
                result.candidates(), result.chosen().size());
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 660 ")
                .append(height)
                .append("\" width=\"660\" height=\"")
                .append(height)
                .append(
                        "\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"13\" fill=\"#1b2420\" aria-label=\"")
                .append(Svg.escape(title + ". " + summary))
                .append("\"><title>")
                .append(Svg.escape(title))
                .append("</title><desc>")
                .append(Svg.escape(summary))
                .append("</desc><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        legend(svg, LEFT, CANDIDATES, "Candidatures");
        legend(svg, LEFT + 130, SAMPLE, "Échantillon");
        int y = 36;
        for (Attribute attribute : Attribute.values()) {
            List<Share> shares = result.shares().stream()
                    .filter(share -> share.attribute() == attribute)
                    .toList();
            text(svg, 4, y + 20, attribute.label(), " font-weight=\"bold\"");
            y += HEAD;
            for (Share share : shares) {
                text(svg, 14, y + 16, share.label(), "");
                bar(svg, y + 2, share.candidates(), result.candidates(), CANDIDATES);
                bar(svg, y + 14, share.obtained(), result.chosen().size(), SAMPLE);
                y += ROW;
            }
        }
        return svg.append("</svg>").toString();
    }

    private static void legend(StringBuilder svg, int x, String colour, String label) {
        svg.append("<rect x=\"")
                .append(x)
                .append("\" y=\"8\" width=\"14\" height=\"11\" fill=\"")
                .append(colour)
                .append("\"/>");
        text(svg, x + 20, 18, label, "");
    }

    private static void bar(StringBuilder svg, int y, int part, int whole, String colour) {
        double width = whole == 0 ? 0 : (double) WIDTH * part / whole;
        svg.append("<rect x=\"")
                .append(LEFT)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"")
                .append(String.format(Locale.ROOT, "%.1f", Math.max(width, 1)))
                .append("\" height=\"11\" fill=\"")
                .append(colour)
                .append("\"/>");
        text(
                svg,
                LEFT + (int) Math.max(width, 1) + 5,
                y + 10,
                Sentence.percent(part, whole) + " (" + part + ")",
                " font-size=\"11\"");
    }

    private static void text(StringBuilder svg, int x, int y, String text, String attributes) {
        svg.append("<text x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append('"')
                .append(attributes)
                .append('>')
                .append(Svg.escape(text))
                .append("</text>");
    }
}
