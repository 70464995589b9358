package fr.ecoquartier.web.correspondence;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A text that somebody wrote, cut into paragraphs, lines, and links to the web; the template escapes every piece. */
@Component("prose")
class Prose {

    /** A piece of a line; {@code address} is null for plain text. */
    record Piece(String text, @Nullable String address) {}

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"«»]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?…)\\]}'’]+$");

    /** Paragraphs, each a list of lines, each a list of pieces. */
    public List<List<List<Piece>>> paragraphs(String text) {
        return Arrays.stream(text.strip().split("\\n\\s*\\n"))
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> paragraph.lines().map(Prose::pieces).toList())
                .toList();
    }

    private static List<Piece> pieces(String line) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = LINK.matcher(line);
        int done = 0;
        while (matcher.find()) {
            Matcher trailing = TRAILING.matcher(matcher.group());
            String address = trailing.find() ? matcher.group().substring(0, trailing.start()) : matcher.group();
            if (!sound(address)) {
                continue;
            }
            if (matcher.start() > done) {
                pieces.add(new Piece(line.substring(done, matcher.start()), null));
            }
            pieces.add(new Piece(address, address));
            done = matcher.start() + address.length();
        }
        if (done < line.length() || pieces.isEmpty()) {
            pieces.add(new Piece(line.substring(done), null));
        }
        return pieces;
    }

    private static boolean sound(String address) {
        try {
            return URI.create(address).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
