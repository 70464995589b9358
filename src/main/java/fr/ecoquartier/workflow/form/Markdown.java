package fr.ecoquartier.workflow.form;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** French text for the markdown that forms show. What people typed is never read as markup. */
final class Markdown {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRANCE);
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~!]");

    private Markdown() {}

    /** Typed text on one line. */
    static String line(@Nullable String text) {
        return text == null ? "" : escape(text.replaceAll("\\s+", " ").strip());
    }

    /** Typed text as a quotation, line by line. */
    static String quote(@Nullable String text) {
        return text == null
                ? ""
                : escape(text.strip())
                        .lines()
                        .map(line -> line.isBlank() ? ">" : "> " + line + "  ")
                        .collect(Collectors.joining("\n"));
    }

    /** Typed text as paragraphs. */
    static String paragraphs(@Nullable String text) {
        return text == null
                ? ""
                : escape(text.strip()).lines().map(line -> line + "  ").collect(Collectors.joining("\n"));
    }

    static String day(LocalDate date) {
        return (date.getDayOfMonth() == 1 ? DAY.format(date).replaceFirst("^1 ", "1er ") : DAY.format(date));
    }

    static String day(Instant instant) {
        return day(LocalDate.ofInstant(instant, FormRules.FRANCE));
    }

    private static String escape(String text) {
        return MARKUP.matcher(text.replace("&", "&amp;"))
                .replaceAll(match -> "\\\\" + java.util.regex.Matcher.quoteReplacement(match.group()));
    }
}
