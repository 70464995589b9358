package fr.ecoquartier.act;

import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.PdfRenderer;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelaysInForce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Papers without a database: the real templates and the real renderer. */
public final class TestPapers {

    public static final Instant NOW = Instant.parse("2012-11-24T10:15:00Z");
    public static final PdfRenderer RENDERER = new PdfRenderer();
    private static final PaperTemplates TEMPLATES = engine();

    private TestPapers() {}

    public static PaperTemplates templates() {
        return TEMPLATES;
    }

    /** The delay before a confirmation, and what an administrator set instead. */
    public static ActDelays delays(String confirmation, DelaysInForce changed) {
        return new ActDelays(
                new DelayCatalogue() {
                    @Override
                    public List<Configured> all() {
                        return List.of(
                                new Configured("trio", "Trio", "P15D"),
                                new Configured("confirmation", "Confirmation", confirmation));
                    }

                    @Override
                    public List<Use> uses(String key) {
                        return List.of();
                    }
                },
                changed);
    }

    public static DossierSummary dossier(String reference, String authority, String operation) {
        return new DossierSummary(
                reference,
                "38185",
                authority,
                "82",
                operation,
                "urban",
                "2012-test",
                DossierStage.AWARD,
                DossierStatus.OPEN,
                false,
                null,
                null,
                NOW,
                NOW,
                null,
                null);
    }

    public static PaperRequest request(DocumentKind kind, DossierStage stage) {
        return request(kind, stage, dossier("EQ-2012-00042", "Grenoble", "Caserne de Bonne"), false);
    }

    public static PaperRequest request(
            DocumentKind kind, DossierStage stage, DossierSummary dossier, boolean demonstration) {
        return new PaperRequest(
                dossier,
                new Step(dossier.reference(), stage, "issue", "instance:issue:1", "award:3"),
                kind,
                stage,
                1,
                UUID.fromString("6f1c2f5e-0f0a-4b52-9a52-7a7c8b1d2e3f"),
                1,
                true,
                NOW,
                demonstration,
                null,
                null,
                null,
                NOW);
    }

    /** The same request for a second version. */
    public static PaperRequest correcting(PaperRequest request, String reason) {
        IssuedDocument first = new IssuedDocument(
                1,
                UUID.randomUUID(),
                request.dossier().reference(),
                request.kind(),
                request.stage(),
                request.round(),
                1,
                true,
                "issue",
                "instance:issue:1",
                "Titre",
                "titre.pdf",
                1,
                1,
                "0".repeat(64),
                null,
                false,
                "Application",
                NOW,
                null,
                null,
                null);
        return new PaperRequest(
                request.dossier(),
                request.step(),
                request.kind(),
                request.stage(),
                request.round(),
                request.code(),
                2,
                request.signed(),
                request.at(),
                request.demonstration(),
                null,
                first,
                reason,
                request.asOf());
    }

    public static Pdf print(Paper paper) {
        return RENDERER.render(paper.html());
    }

    /** As {@link #print}, kept under {@code target/papers} for people to look at. */
    public static Pdf print(String name, Paper paper) throws IOException {
        Pdf pdf = print(paper);
        Files.write(Files.createDirectories(Path.of("target", "papers")).resolve(name + ".pdf"), pdf.content());
        return pdf;
    }

    /** What is read aloud, spaces of every kind and line ends as single spaces. */
    public static String text(Pdf pdf) {
        try (PDDocument document = Loader.loadPDF(pdf.content())) {
            return new PDFTextStripper().getText(document).replaceAll("[\\s\\u00a0\\u202f]+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PaperTemplates engine() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return new PaperTemplates(engine);
    }
}
