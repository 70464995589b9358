package fr.ecoquartier.act;

import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Fills a template of {@code templates/act} with what every document shows: {@code paper} (a {@link PaperFrame}, for
 * the fragments of {@code act/layout}) and {@code words} (dates and numbers in French).
 */
@Component
public class PaperTemplates {

    private static final ActWords WORDS = new ActWords();

    private final ITemplateEngine templates;

    PaperTemplates(ITemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * Writes a document.
     *
     * @param template under {@code act/}, {@code charter}
     * @param title of the document, at its head and in the lists
     * @param model what else the template shows
     */
    public Paper fill(String template, String title, PaperRequest request, Map<String, ?> model) {
        Context context = new Context(Locale.FRENCH);
        context.setVariables(Map.copyOf(model));
        context.setVariable("paper", PaperFrame.of(title, request));
        context.setVariable("words", WORDS);
        return new Paper(title, templates.process("act/" + template, context));
    }
}
