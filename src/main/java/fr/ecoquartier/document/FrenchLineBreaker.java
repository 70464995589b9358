package fr.ecoquartier.document;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;
import java.util.Locale;

/** Where a line may end in French: where it may anywhere, but never after an elision (l’|été). */
final class FrenchLineBreaker implements FSTextBreaker {

    private final BreakIterator lines = BreakIterator.getLineInstance(Locale.FRENCH);
    private String text = "";

    @Override
    public void setText(String newText) {
        text = newText;
        lines.setText(newText);
    }

    @Override
    public int next() {
        int at = lines.next();
        while (at != BreakIterator.DONE && elision(at)) {
            at = lines.next();
        }
        return at;
    }

    private boolean elision(int at) {
        return at > 0
                && at < text.length()
                && (text.charAt(at - 1) == '\'' || text.charAt(at - 1) == '’')
                && Character.isLetter(text.charAt(at));
    }
}
