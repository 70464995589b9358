package fr.ecoquartier.pilot.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.springframework.web.util.HtmlUtils;

/** A piece of a report. The stored JSON names the kind of each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.Paragraph.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Block.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = Block.Items.class, name = "items"),
    @JsonSubTypes.Type(value = Block.Facts.class, name = "facts"),
    @JsonSubTypes.Type(value = Block.Table.class, name = "table"),
    @JsonSubTypes.Type(value = Block.Picture.class, name = "picture")
})
public sealed interface Block {

    /** What the template chooses by. */
    @JsonIgnore
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** A title inside a chapter. */
    record Heading(String text) implements Block {}

    /** Some sentences. */
    record Paragraph(String text) implements Block {}

    /** Something that must not be missed: what is not there, what is not certain. */
    record Notice(String text) implements Block {}

    /** A list of short sentences. */
    record Items(List<String> texts) implements Block {}

    /** Names and values. */
    record Facts(String caption, List<Fact> facts) implements Block {}

    /** A name and its value. */
    record Fact(String name, String value) {}

    /** A table; the first cell of a row is its header. */
    record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {}

    /** A column of a table. */
    record Column(String label, boolean number) {}

    /**
     * A picture, with a table beside it that says the same.
     *
     * @param svg without script and style
     * @param description what it shows, for those who do not see it
     */
    record Picture(String svg, String description) implements Block {

        /** For the file: its reader says what {@code alt} says. */
        public String printed() {
            return svg.replaceFirst(
                    "<svg ",
                    Matcher.quoteReplacement("<svg alt=\"" + HtmlUtils.htmlEscape(description, "UTF-8") + "\" "));
        }
    }
}
