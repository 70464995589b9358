package fr.ecoquartier.act.paper;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people wrote, as they wrote it: paragraphs between empty lines, and the lines of each. */
final class Paragraphs {

    private Paragraphs() {}

    /** No paragraph for an empty or absent text. */
    static List<List<String>> of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return Arrays.stream(text.strip().split("\\R[\\h]*\\R\\s*"))
                .map(paragraph -> paragraph.lines().map(String::strip).toList())
                .toList();
    }
}
