package fr.ecoquartier.pilot.functioning;

import fr.ecoquartier.indicator.Svg;
import fr.ecoquartier.pilot.functioning.Functioning.Spent;
import fr.ecoquartier.pilot.functioning.Functioning.TaskLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Where the time went as one SVG picture: a bar per task, waiting and working. Attributes only, no style and no script;
 * the parts differ by their pattern as well as by their colour, and every bar says its total in words.
 */
public final class FunctioningPictures {

    private static final int ROW = 24;
    private static final int TOP = 40;
    private static final int LEFT = 310;
    private static final int WIDTH = 320;
    private static final int TOTAL = 720;
    private static final int MOST = 20;

    private FunctioningPictures() {}

    /** The tasks that took time, the longest first, twenty at most. */
    private static List<TaskLine> shown(Functioning functioning) {
        return functioning.tasks().stream().filter(TaskLine::ended).limit(MOST).toList();
    }

    /** The picture in one sentence. */
    public static String barsDescription(Functioning functioning) {
        List<TaskLine> lines = shown(functioning);
        if (lines.isEmpty()) {
            return "Aucune tâche terminée.";
        }
        TaskLine first = lines.get(0);
        return "Temps cumulé par tâche, attente et travail. La plus longue : %s, %s en tout. Le détail est dans le tableau."
                .formatted(first.name(), Durations.text(first.spent().total()));
    }

    /** A bar per task: cumulated waiting, working, and what could not be told. */
    public static String barsSvg(Functioning functioning) {
        List<TaskLine> lines = shown(functioning);
        int height = TOP + Math.max(1, lines.size()) * ROW + 10;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(TOTAL)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(TOTAL)
                .append("\" height=\"")
                .append(height)
                .append(
                        "\" font-family=\"DejaVu Sans Condensed, sans-serif\" font-size=\"12\" fill=\"#1b2420\"><title>")
                .append("Temps cumulé par tâche")
                .append("</title><desc>")
                .append(Svg.escape(barsDescription(functioning)))
                .append("</desc>");
        legend(svg);
        long longest = lines.stream()
                .mapToLong(line -> line.spent().total().toMillis())
                .max()
                .orElse(0);
        int y = TOP;
        for (TaskLine line : lines) {
            bar(svg, line, functioning.label(line), y, longest);
            y += ROW;
        }
        return svg.append("</svg>").toString();
    }

    private static void bar(StringBuilder svg, TaskLine line, String label, int y, long longest) {
        Spent spent = line.spent();
        svg.append("<text x=\"")
                .append(LEFT - 8)
                .append("\" y=\"")
                .append(y + 15)
                .append("\" text-anchor=\"end\">")
                .append(Svg.escape(shortened(label)))
                .append("</text>");
        double x = LEFT;
        x = part(svg, x, y, spent.waiting(), longest, "#c98a1b", 1);
        x = part(svg, x, y, spent.working(), longest, "#1b5542", 2);
        x = part(svg, x, y, spent.unknown(), longest, "#a9b3ad", 0);
        svg.append("<text x=\"")
                .append(n(x + 6))
                .append("\" y=\"")
                .append(y + 15)
                .append("\">")
                .append(Svg.escape(Durations.text(spent.total())))
                .append("</text>");
    }

    /** A part of a bar; lines across it tell waiting (wide) from working (none) without colour. */
    private static double part(
            StringBuilder svg, double x, int y, Duration duration, long longest, String colour, int kind) {
        double width = longest == 0 ? 0 : WIDTH * (duration.toMillis() / (double) longest);
        if (width <= 0) {
            return x;
        }
        svg.append("<rect x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(y + 4)
                .append("\" width=\"")
                .append(n(Math.max(width, 1)))
                .append("\" height=\"")
                .append(ROW - 9)
                .append("\" fill=\"")
                .append(colour)
                .append("\"/>");
        if (kind == 1) {
            svg.append("<path stroke=\"#ffffff\" stroke-width=\"1\" d=\"");
            for (double at = x + 5; at < x + width - 1; at += 6) {
                svg.append('M')
                        .append(n(at))
                        .append(' ')
                        .append(y + 4)
                        .append('v')
                        .append(ROW - 9);
            }
            svg.append("\"/>");
        }
        return x + width;
    }

    private static void legend(StringBuilder svg) {
        String[] names = {"Attente", "Travail", "Non réparti"};
        String[] colours = {"#c98a1b", "#1b5542", "#a9b3ad"};
        int x = LEFT;
        for (int i = 0; i < names.length; i++) {
            svg.append("<rect x=\"")
                    .append(x)
                    .append("\" y=\"10\" width=\"18\" height=\"12\" fill=\"")
                    .append(colours[i])
                    .append("\"/>");
            if (i == 0) {
                svg.append("<path stroke=\"#ffffff\" stroke-width=\"1\" d=\"M")
                        .append(x + 5)
                        .append(" 10v12M")
                        .append(x + 11)
                        .append(" 10v12\"/>");
            }
            svg.append("<text x=\"")
                    .append(x + 24)
                    .append("\" y=\"20\">")
                    .append(names[i])
                    .append("</text>");
            x += 110;
        }
    }

    private static String shortened(String name) {
        return name.length() <= 46 ? name : name.substring(0, 45).strip() + "…";
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
