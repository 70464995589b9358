package fr.ecoquartier.pilot.report;

import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.PdfRenderer;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A report as a file, which names everybody. */
@Component
class ReportPrinting {

    private final ITemplateEngine templates;
    private final PdfRenderer renderer;

    ReportPrinting(ITemplateEngine templates, PdfRenderer renderer) {
        this.templates = templates;
        this.renderer = renderer;
    }

    Pdf print(ReportContent content) {
        Context context = new Context(Locale.FRENCH);
        context.setVariable("report", content.whole());
        context.setVariable("date", Words.date(content.asOf()));
        return renderer.render(templates.process("report/print", context));
    }
}
