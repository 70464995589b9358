package fr.ecoquartier.notification;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says, in French.
 *
 * @param title one line; also the subject of a mail
 * @param facts what it is about, label by label
 * @param quoteLabel what the quote is, when there is one
 * @param quote what somebody wrote, as they wrote it
 * @param link path of the page to open; {@code ~} at its start stands for the page of the dossier of whoever reads
 * @param action what the link does
 */
public record Content(
        String title,
        List<Fact> facts,
        @Nullable String quoteLabel,
        @Nullable String quote,
        String link,
        String action) {

    /** A labelled value. */
    public record Fact(String label, String value) {}

    public Content {
        facts = List.copyOf(facts);
    }

    Content(String title, List<Fact> facts, String link, String action) {
        this(title, facts, null, null, link, action);
    }

    Content and(String label, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return this;
        }
        List<Fact> more = new ArrayList<>(facts);
        more.add(new Fact(label, value));
        return new Content(title, more, quoteLabel, quote, link, action);
    }

    Content quoting(String label, @Nullable String text) {
        return text == null || text.isBlank() ? this : new Content(title, facts, label, text.strip(), link, action);
    }
}
