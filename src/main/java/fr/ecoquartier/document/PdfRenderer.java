package fr.ecoquartier.document;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRLogger;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Well-formed HTML to PDF/A-3a and PDF/UA: one embedded font, an sRGB output intent, tags, language and title from the
 * HTML. Nothing is fetched: a style sheet and the fonts come from the class path, pictures are inline SVG or data
 * addresses, and every other address is refused.
 *
 * <p>The page shows, at its foot, the content of the {@code meta} elements {@code reference} and {@code version}, as
 * {@code document/print.css} says.
 */
@Component
public class PdfRenderer {

    private static final Logger LOG = LoggerFactory.getLogger(PdfRenderer.class);
    private static final String FAMILY = "DejaVu Sans Condensed";
    private static final String FOLDER = "/document/";

    static {
        // what it has to say is heard through the diagnostics of each rendering
        XRLog.setLoggerImpl(new Silent());
    }

    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    /**
     * Makes the file.
     *
     * @param html a whole document: {@code lang}, {@code title}, {@code meta} description, and {@code alt} on each SVG
     */
    public Pdf render(String html) {
        return render(html, List.of());
    }

    /**
     * Makes the file with others inside it, each of which is the source of what the document says.
     *
     * @param html as for {@link #render(String)}
     */
    public Pdf render(String html, List<Attachment> attachments) {
        List<String> complaints = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(legible(html), "classpath:" + FOLDER)
                .useUriResolver((base, address) -> address)
                .useExternalResourceAccessControl(
                        (address, type) -> local(address), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl(
                        (address, type) -> local(address), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
                .useProtocolsStreamImplementation(PdfRenderer::fromClassPath, "classpath")
                .useProtocolsStreamImplementation(PdfRenderer::refused, "http", "https", "file", "ftp", "jar")
                .useUnicodeLineBreaker(new FrenchLineBreaker())
                .useSVGDrawer(new BatikSVGDrawer())
                .usePdfUaAccessibility(true)
                .usePdfAConformance(PdfAConformance.PDFA_3_A)
                .useColorProfile(colours)
                .withProducer("Label ÉcoQuartier")
                .withDiagnosticConsumer(diagnostic -> hear(diagnostic, complaints))
                .toStream(out);
        font(builder, "DejaVuSansCondensed.ttf", 400, FontStyle.NORMAL);
        font(builder, "DejaVuSansCondensed-Bold.ttf", 700, FontStyle.NORMAL);
        font(builder, "DejaVuSansCondensed-Oblique.ttf", 400, FontStyle.ITALIC);
        font(builder, "DejaVuSansCondensed-BoldOblique.ttf", 700, FontStyle.ITALIC);
        int pages;
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            try (PDDocument document = renderer.getPdfDocument()) {
                attach(document, attachments);
                document.save(out);
            }
            pages = renderer.getRootBox().getLayer().getPages().size();
        } catch (IOException | RuntimeException e) {
            throw new RenderingFailed("the document could not be rendered", e);
        }
        if (!complaints.isEmpty()) {
            throw new RenderingFailed("the document is not fit for printing: " + String.join("; ", complaints));
        }
        return new Pdf(out.toByteArray(), pages);
    }

    /** Without what XML cannot hold, as control characters that somebody pasted: a space in the place of each. */
    private static String legible(String html) {
        if (html.codePoints().allMatch(PdfRenderer::legible)) {
            return html;
        }
        StringBuilder text = new StringBuilder(html.length());
        html.codePoints().forEach(c -> text.appendCodePoint(legible(c) ? c : ' '));
        return text.toString();
    }

    private static boolean legible(int c) {
        return c >= 0x20
                ? c != 0xfffe && c != 0xffff && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                : c == '\t' || c == '\n' || c == '\r';
    }

    private static void attach(PDDocument document, List<Attachment> attachments) throws IOException {
        if (attachments.isEmpty()) {
            return;
        }
        Map<String, PDComplexFileSpecification> names = new TreeMap<>();
        COSArray associated = new COSArray();
        for (Attachment attachment : attachments) {
            PDEmbeddedFile file =
                    new PDEmbeddedFile(document, new ByteArrayInputStream(attachment.content()), COSName.FLATE_DECODE);
            Calendar modified = GregorianCalendar.from(attachment.modified().atZone(ZoneOffset.UTC));
            file.setSubtype(attachment.mimeType());
            file.setSize(attachment.content().length);
            file.setCreationDate(modified);
            file.setModDate(modified);
            PDComplexFileSpecification specification = new PDComplexFileSpecification();
            specification.setFile(attachment.name());
            specification.setFileUnicode(attachment.name());
            specification.setFileDescription(attachment.description());
            specification.setEmbeddedFile(file);
            specification.setEmbeddedFileUnicode(file);
            specification.getCOSObject().setName("AFRelationship", "Source");
            names.put(attachment.name(), specification);
            associated.add(specification);
        }
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(names);
        PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(document.getDocumentCatalog());
        dictionary.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(dictionary);
        document.getDocumentCatalog().getCOSObject().setItem("AF", associated);
    }

    /** Warnings would give a poorer document without anybody seeing it: they are failures. */
    private static void hear(Diagnostic diagnostic, List<String> complaints) {
        if (diagnostic.getLevel().intValue() >= Level.WARNING.intValue()) {
            complaints.add(diagnostic.getFormattedMessage());
        } else {
            LOG.trace("{}", diagnostic.getFormattedMessage());
        }
    }

    private static boolean local(String address) {
        return address.startsWith("classpath:" + FOLDER) || address.startsWith("data:") || address.startsWith("#");
    }

    private static FSStream refused(String address) {
        throw new RenderingFailed("the address " + address + " is not of this application");
    }

    private static FSStream fromClassPath(String address) {
        return new FSStream() {
            @Override
            public InputStream getStream() {
                return resource(address.substring("classpath:".length()));
            }

            @Override
            public java.io.Reader getReader() {
                return new java.io.InputStreamReader(getStream(), java.nio.charset.StandardCharsets.UTF_8);
            }
        };
    }

    private static void font(PdfRendererBuilder builder, String file, int weight, FontStyle style) {
        builder.useFont(
                () -> resource(FOLDER + "fonts/" + file),
                FAMILY,
                weight,
                style,
                true,
                EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
    }

    private static InputStream resource(String path) {
        InputStream stream = path.contains("..") ? null : PdfRenderer.class.getResourceAsStream(path);
        if (stream == null) {
            throw new RenderingFailed("no resource " + path);
        }
        return stream;
    }

    /** The library's own log, which writes to the console otherwise. */
    private static final class Silent implements XRLogger {

        @Override
        public void log(String where, Level level, String message) {
            LOG.trace("{}: {}", where, message);
        }

        @Override
        public void log(String where, Level level, String message, Throwable cause) {
            LOG.trace("{}: {}", where, message, cause);
        }

        @Override
        public void setLevel(String logger, Level level) {
            // its levels are not used
        }

        @Override
        public boolean isLogLevelEnabled(Diagnostic diagnostic) {
            return diagnostic.getLevel().intValue() >= Level.WARNING.intValue();
        }
    }
}
