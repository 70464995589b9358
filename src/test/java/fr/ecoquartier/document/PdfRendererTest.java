package fr.ecoquartier.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfRendererTest {

    private static final String ACCENTS =
            "Référentiel calé : « éà çùœæ ÉÀÇŒ », 1\u202f250\u00a0m², −3,5 ≥ κ ≤ 60\u00a0% → l’été";

    private final PdfRenderer renderer = new PdfRenderer();

    @Test
    void everyFrenchCharacterIsReadBackAndNoGlyphIsMissing() throws IOException {
        try (PDDocument document = open(renderer.render(page("<p>" + ACCENTS + "</p>")))) {
            assertThat(text(document))
                    .contains("« éà çùœæ ÉÀÇŒ »")
                    .contains("m², −3,5 ≥ κ ≤")
                    .contains("→ l’été");
            assertThat(text(document)).doesNotContain("#").doesNotContain("\ufffd");
        }
    }

    @Test
    void theFontsAreEmbedded() throws IOException {
        Set<String> fonts = new LinkedHashSet<>();
        try (PDDocument document = open(renderer.render(page("<p>Romain <b>gras</b> <i>italique</i></p>")))) {
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    var font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts.add(font.getName());
                }
            }
        }
        assertThat(fonts).hasSize(3).allMatch(name -> name.contains("DejaVuSansCondensed"));
    }

    @Test
    void pagesAreNumberedAndCarryTheReferenceAtTheirFoot() throws IOException {
        Pdf pdf = renderer.render(page("<p>Un</p><p style=\"page-break-before: always\">Deux</p>"));
        assertThat(pdf.pages()).isEqualTo(2);
        try (PDDocument document = open(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(text(document)).contains("Page 1 sur 2").contains("Page 2 sur 2");
            assertThat(text(document).split("CT-2012-01 · version 1", -1)).hasSize(3);
        }
    }

    @Test
    void theFileSaysItsTitleItsLanguageAndIsTagged() throws IOException {
        try (PDDocument document = open(renderer.render(page("<p>Texte</p>")))) {
            var catalog = document.getDocumentCatalog();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Rapport de test");
            assertThat(catalog.getLanguage()).isEqualTo("fr");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getStructureTreeRoot()).isNotNull();
            assertThat(catalog.getOutputIntents()).hasSize(1);
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
        }
    }

    @Test
    void nothingIsFetchedFromTheNetworkNorFromTheDisk() {
        for (String address :
                new String[] {"http://example.org/a.png", "https://example.org/a.png", "file:///etc/hostname"}) {
            assertThatThrownBy(() -> renderer.render(page("<img alt=\"x\" src=\"" + address + "\"/>")))
                    .as(address)
                    .isInstanceOf(RenderingFailed.class);
        }
    }

    @Test
    void aPictureMadeOfSvgIsDrawn() throws IOException {
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"Une barre\" width=\"100\" height=\"20\" viewBox=\"0 0 100 20\">"
                        + "<rect width=\"80\" height=\"12\" fill=\"#1b5542\"/><text x=\"2\" y=\"18\" font-family=\"DejaVu Sans Condensed\">été</text></svg>";
        try (PDDocument document = open(renderer.render(page(svg)))) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, 72);
            int green = 0;
            for (int x = 0; x < picture.getWidth(); x++) {
                for (int y = 0; y < picture.getHeight(); y++) {
                    green += (picture.getRGB(x, y) & 0xffffff) == 0x1b5542 ? 1 : 0;
                }
            }
            assertThat(green).isGreaterThan(300);
        }
    }

    @Test
    void noLineEndsAfterAnElision() throws IOException {
        String words = "l’opération n'atteint pas ".repeat(200);
        try (PDDocument document = open(renderer.render(page("<p>" + words + "</p>")))) {
            assertThat(text(document)).doesNotContainPattern("[’'][ \\t]*\\R");
        }
    }

    @Test
    void charactersThatNoDocumentCanHoldAreSpaces() throws IOException {
        try (PDDocument document = open(renderer.render(page("<p>avant\u0001\u000b\ufffe\ud83caprès</p>")))) {
            assertThat(text(document)).containsPattern("avant\\s+après");
        }
    }

    @Test
    void aBrokenTemplateIsAFailureAndNotAPoorerDocument() {
        assertThatThrownBy(() -> renderer.render("<html><body><p>pas fermé</body></html>"))
                .isInstanceOf(RenderingFailed.class);
    }

    @Test
    void theFileIsValidPdfAAndPdfUa() throws Exception {
        String body = """
                <h1>Titre</h1><p>Texte avec un <a href="#suite">lien</a>.</p><h2 id="suite">Suite</h2>
                <table><caption>Seuils</caption><thead><tr><th scope="col">Indicateur</th><th scope="col" class="number">Seuil</th></tr></thead>
                <tbody><tr><th scope="row">Densité</th><td class="number">1\u202f250,5</td></tr></tbody></table>
                <ul><li>un</li><li>deux</li></ul>
                <div class="figure"><svg xmlns="http://www.w3.org/2000/svg" alt="Une barre" width="100" height="20" viewBox="0 0 100 20">
                <rect width="80" height="12" fill="#1b5542"/></svg></div>
                """;
        Pdf pdf = renderer.render(page(body));
        assertThat(VeraPdf.violations(pdf.content())).isEmpty();
    }

    @Test
    void anAttachedFileIsFoundAgainByteForByteAndKeepsTheStandard() throws Exception {
        byte[] inner = renderer.render(page("<h1>À signer</h1><p>Texte</p>")).content();
        Pdf outer = renderer.render(
                page("<h1>Signé</h1><p>Texte</p>"),
                List.of(new Attachment(
                        "à signer.pdf",
                        "application/pdf",
                        "Le texte signé",
                        inner,
                        Instant.parse("2012-05-03T10:00:00Z"))));
        assertThat(VeraPdf.violations(outer.content())).isEmpty();
        try (PDDocument document = open(outer)) {
            var files =
                    document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertThat(files).containsOnlyKeys("à signer.pdf");
            assertThat(files.get("à signer.pdf").getEmbeddedFileUnicode().toByteArray())
                    .isEqualTo(inner);
        }
    }

    @Test
    void theValidatorSeesWhatIsMissing() throws Exception {
        Pdf pdf = renderer.render(page("<h1>Un</h1><h4>Quatre</h4><p>Texte</p>"));
        assertThat(VeraPdf.violations(pdf.content())).isNotEmpty();
    }

    private static String page(String body) {
        return """
                <html lang="fr"><head><title>Rapport de test</title><meta name="description" content="Un essai"/>
                <meta name="subject" content="Essai"/>
                <link rel="stylesheet" href="classpath:/document/print.css"/></head>
                <body><div class="foot">CT-2012-01 · version 1</div>%s</body></html>
                """.formatted(body);
    }

    private static PDDocument open(Pdf pdf) throws IOException {
        return Loader.loadPDF(pdf.content());
    }

    private static String text(PDDocument document) throws IOException {
        return new PDFTextStripper().getText(document);
    }
}
