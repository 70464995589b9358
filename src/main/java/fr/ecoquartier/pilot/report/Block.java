package fr.ecoquartier.pilot.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import fr.ecoquartier.indicator.Wording;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    @JsonSubTypes.Type(value = Block.Picture.class, name = "picture"),
    @JsonSubTypes.Type(value = Block.Nominative.class, name = "nominative")
})
public sealed interface Block {

    /** What the template chooses by. */
    @JsonIgnore
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** A title inside a chapter. */
    record Heading(String text) implements Block {
        public Heading {
            text = Wording.typeset(text);
        }
    }

    /**
     * What names candidates, pilots or dossiers of every region: for those who may see them all. It is read through
     * {@link ReportContent#whole} or {@link ReportContent#withoutNames}; shown as it is, it shows nothing.
     *
     * @param instead what the others read
     */
    record Nominative(List<Block> blocks, Block instead) implements Block {

        private static final Notice ELSEWHERE = new Notice(
                "Le détail nomme des collectivités de toutes les régions : il est réservé aux services nationaux. Celles de vos régions sont dans les onglets de la campagne.");

        static Nominative of(Block... blocks) {
            return new Nominative(List.of(blocks), ELSEWHERE);
        }
    }

    /** Some sentences. */
    record Paragraph(String text) implements Block {
        public Paragraph {
            text = Wording.typeset(text);
        }
    }

    /** Something that must not be missed: what is not there, what is not certain. */
    record Notice(String text) implements Block {
        public Notice {
            text = Wording.typeset(text);
        }
    }

    /** A list of short sentences. */
    record Items(List<String> texts) implements Block {
        public Items {
            texts = texts.stream().map(Wording::typeset).toList();
        }
    }

    /** Names and values. */
    record Facts(String caption, List<Fact> facts) implements Block {}

    /** A name and its value. */
    record Fact(String name, String value) {
        public Fact {
            value = Wording.typeset(value);
        }
    }

    /** A table; the first cell of a row is its header. */
    record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
        public Table {
            caption = Wording.typeset(caption);
            rows = rows.stream()
                    .map(row -> row.stream().map(Wording::typeset).toList())
                    .toList();
        }
    }

    /**
     * A column of a table.
     *
     * @param number aligned on the right
     * @param whole never broken: a reference, a date
     */
    record Column(String label, boolean number, boolean whole) {

        static Column text(String label) {
            return new Column(label, false, false);
        }

        static Column number(String label) {
            return new Column(label, true, true);
        }

        static Column whole(String label) {
            return new Column(label, false, true);
        }
    }

    /**
     * A picture, with a table beside it that says the same.
     *
     * @param svg without script and style
     * @param description what it shows, for those who do not see it
     */
    record Picture(String svg, String description) implements Block {

        private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");
        private static final Pattern VIEW = Pattern.compile("viewBox=\"\\S+ \\S+ ([\\d.]+) ([\\d.]+)\"");
        private static final double PAGE_WIDTH = 600;
        private static final double PAGE_HEIGHT = 760;

        /** For the file: as wide as its page at most, in the embedded font, and its reader says what {@code alt} says. */
        public String printed() {
            Matcher root = ROOT.matcher(svg);
            if (!root.find()) {
                return "";
            }
            Matcher view = VIEW.matcher(root.group());
            String tag = root.group().replaceAll("\\s(font-family|width|height|role)=\"[^\"]*\"", "");
            String size = "";
            if (view.find()) {
                double width = Double.parseDouble(view.group(1));
                double height = Double.parseDouble(view.group(2));
                double scale = Math.min(1, Math.min(PAGE_WIDTH / width, PAGE_HEIGHT / height));
                size = String.format(Locale.ROOT, " width=\"%.0f\" height=\"%.0f\"", width * scale, height * scale);
            }
            return "<svg alt=\"" + HtmlUtils.htmlEscape(description, "UTF-8")
                    + "\" font-family=\"DejaVu Sans Condensed\"" + size + tag.substring("<svg".length())
                    + svg.substring(root.end());
        }
    }
}
