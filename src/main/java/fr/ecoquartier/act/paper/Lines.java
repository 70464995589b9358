package fr.ecoquartier.act.paper;

import java.util.ArrayList;
import java.util.List;

/** Text cut into lines of a picture, where nothing wraps by itself: between words, and inside a word that is too long. */
final class Lines {

    private Lines() {}

    /** At most {@code width} characters a line; every character of {@code text} but the spaces at the ends of lines. */
    static List<String> of(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
