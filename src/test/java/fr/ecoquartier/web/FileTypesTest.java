package fr.ecoquartier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The type of a file comes from its content, and its name may not pretend otherwise. */
class FileTypesTest {

    private static final byte[] PDF = SampleFiles.pdf("Une page");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0
    };
    static final byte[] EXE = "MZ\u0090\0\u0003\0\0\0\u0004\0\0\0This program cannot be run in DOS mode."
            .getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path disk;

    private String detect(String name, byte[] content) throws FileTypes.Refused, IOException {
        return FileTypes.detect(name, Files.write(disk.resolve("received.tmp"), content));
    }

    @Test
    void theTypeOfPdfAndImagesIsReadFromTheContent() throws Exception {
        assertThat(detect("plan.pdf", PDF)).isEqualTo("application/pdf");
        assertThat(detect("Photo.PNG", PNG)).isEqualTo("image/png");
        assertThat(detect("photo.jpeg", JPEG)).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @CsvSource({
        "note.docx, word/document.xml, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "budget.xlsx, xl/workbook.xml, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "projet.pptx, ppt/presentation.xml, application/vnd.openxmlformats-officedocument.presentationml.presentation"
    })
    void officeDocumentsAreToldApartByTheirParts(String name, String part, String type) throws Exception {
        assertThat(detect(name, SampleFiles.zip("[Content_Types].xml", part))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"note.odt, text", "budget.ods, spreadsheet", "projet.odp, presentation"})
    void openDocumentsAreToldApartByTheirDeclaredType(String name, String kind) throws Exception {
        String type = "application/vnd.oasis.opendocument." + kind;
        assertThat(detect(name, SampleFiles.openDocument(type, "content.xml="))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "note.doc, WordDocument, application/msword",
        "budget.xls, Workbook, application/vnd.ms-excel",
        "projet.ppt, PowerPoint Document, application/vnd.ms-powerpoint"
    })
    void olderOfficeDocumentsAreToldApartByTheirMainStream(String name, String stream, String type) throws Exception {
        assertThat(detect(name, compoundFile(stream))).isEqualTo(type);
    }

    @Test
    void aProgramNamedLikeADocumentIsRefused() {
        assertThatThrownBy(() -> detect("rapport.pdf", EXE))
                .isInstanceOf(FileTypes.Refused.class)
                .hasMessageContaining("« rapport.pdf » n’est pas d’un type accepté");
    }

    @ParameterizedTest
    @CsvSource({
        "page.pdf, <html><script>alert(1)</script></html>",
        "dessin.png, <svg xmlns='http://www.w3.org/2000/svg'/>",
        "note.docx, bonjour"
    })
    void textInDisguiseIsRefused(String name, String content) {
        assertThatThrownBy(() -> detect(name, content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FileTypes.Refused.class);
    }

    @Test
    void anArchiveOrAnUnknownCompoundFileIsRefused() throws Exception {
        byte[] archive = SampleFiles.zip("virus.exe");
        assertThatThrownBy(() -> detect("note.docx", archive)).isInstanceOf(FileTypes.Refused.class);
        assertThatThrownBy(() -> detect("note.doc", compoundFile("Installer"))).isInstanceOf(FileTypes.Refused.class);
    }

    @Test
    void aNameThatPromisesAnotherTypeIsRefusedAndSaysWhichNameWouldFit() {
        assertThatThrownBy(() -> detect("photo.jpg", PDF))
                .hasMessageContaining("document PDF")
                .hasMessageContaining(".pdf");
    }

    @Test
    void macrosAreRefused() throws Exception {
        byte[] document = SampleFiles.zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin");
        assertThatThrownBy(() -> detect("note.docx", document)).hasMessageContaining("macros");
    }

    @Test
    void macrosOfOpenDocumentAreRefused() {
        byte[] document = SampleFiles.openDocument(
                "application/vnd.oasis.opendocument.text", "content.xml=x", "Basic/Standard/script-lb.xml=x");
        assertThatThrownBy(() -> detect("note.odt", document)).hasMessageContaining("macros");
    }

    @Test
    void aPdfThatAsksForAPasswordIsRefused() {
        assertThatThrownBy(() -> detect("plan.pdf", SampleFiles.pdfWithPassword("secret")))
                .isInstanceOf(FileTypes.Refused.class)
                .hasMessageContaining("« plan.pdf » est protégé par un mot de passe");
    }

    @Test
    void aPdfThatEverybodyOpensMayForbidChanges() throws Exception {
        assertThat(detect("plan.pdf", SampleFiles.pdfWithPassword(""))).isEqualTo("application/pdf");
    }

    @Test
    void aBrokenPdfIsRefused() {
        byte[] whole = SampleFiles.pdf(100_000, 1);
        List<byte[]> broken = List.of(
                Arrays.copyOf(whole, whole.length / 2),
                "%PDF-1.7\nrien d’autre".getBytes(StandardCharsets.UTF_8),
                "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF".getBytes(StandardCharsets.US_ASCII),
                ("%PDF-1.4\n1 0 obj" + "[".repeat(200_000) + "\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF")
                        .getBytes(StandardCharsets.US_ASCII));
        for (byte[] file : broken) {
            assertThatThrownBy(() -> detect("plan.pdf", file))
                    .isInstanceOf(FileTypes.Refused.class)
                    .hasMessageContaining("« plan.pdf » est endommagé ou incomplet");
        }
    }

    @Test
    void aPdfWhoseTablesInflateWithoutEndIsRefusedBeforeTheyAreRead() {
        assertThatThrownBy(() -> detect("plan.pdf", SampleFiles.pdfBomb(256L * 1024 * 1024)))
                .isInstanceOf(FileTypes.Refused.class)
                .hasMessageContaining("anormalement compressé");
    }

    @Test
    void anOfficeDocumentThatInflatesWithoutProportionIsRefused() {
        assertThatThrownBy(() -> detect("note.docx", SampleFiles.docxBomb(64L * 1024 * 1024)))
                .isInstanceOf(FileTypes.Refused.class)
                .hasMessageContaining("« note.docx » est anormalement compressé");
    }

    @Test
    void aDirectoryThatLiesAboutItsPartsIsFoundOut() {
        assertThatThrownBy(() -> detect("note.docx", SampleFiles.docxThatLies(64L * 1024 * 1024)))
                .isInstanceOf(FileTypes.Refused.class);
    }

    @Test
    void anOfficeDocumentOfVeryManyPartsIsRefused() {
        String[] parts = IntStream.range(0, 10_001).mapToObj(n -> "word/" + n).toArray(String[]::new);
        assertThatThrownBy(() -> detect("note.docx", SampleFiles.zip(parts)))
                .hasMessageContaining("anormalement compressé");
    }

    @Test
    void anArchiveWithinADocumentIsRefused() {
        assertThatThrownBy(() ->
                        detect("note.docx", SampleFiles.zip("[Content_Types].xml", "word/document.xml", "word/42.zip")))
                .hasMessageContaining("anormalement compressé");
    }

    @Test
    void aBrokenOfficeDocumentIsRefused() {
        byte[] whole = SampleFiles.docx();
        assertThatThrownBy(() -> detect("note.docx", Arrays.copyOf(whole, whole.length - 30)))
                .isInstanceOf(FileTypes.Refused.class)
                .hasMessageContaining("endommagé");
    }

    @Test
    void officeDocumentsWithAPasswordAreRefused() {
        assertThatThrownBy(() -> detect("note.docx", compoundFile("EncryptedPackage")))
                .hasMessageContaining("mot de passe");
        byte[] encrypted = SampleFiles.openDocument(
                "application/vnd.oasis.opendocument.text",
                "content.xml=x",
                "META-INF/manifest.xml=<manifest:encryption-data manifest:checksum='x'/>");
        assertThatThrownBy(() -> detect("note.odt", encrypted)).hasMessageContaining("mot de passe");
    }

    @Test
    void aNameAcrossTheBlocksInWhichAFileIsReadIsSeen() throws Exception {
        byte[] file = Arrays.copyOf(compoundFile("Other"), 200_000);
        byte[] name = "WordDocument".getBytes(StandardCharsets.UTF_16LE);
        for (int border : new int[] {64 * 1024, 64 * 1024 + 20, 128 * 1024 - 7}) {
            byte[] copy = file.clone();
            System.arraycopy(name, 0, copy, border, name.length);
            assertThat(detect("note.doc", copy)).isEqualTo("application/msword");
        }
    }

    @ParameterizedTest
    @CsvSource({"CON.pdf, _CON.pdf", "nul.docx, _nul.docx", "Com1.tar.pdf, _Com1.tar.pdf", "console.pdf, console.pdf"})
    void namesThatMeanADeviceForWindowsAreChanged(String given, String kept) throws Exception {
        assertThat(FileTypes.cleanName(given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd.pdf | passwd.pdf",
                "C:\\Users\\maire\\délibération n° 12.pdf | délibération n° 12.pdf",
                "a\u0000b\u202Egpj.pdf | abgpj.pdf",
                "<script>.pdf | script.pdf",
                "...plan.pdf | plan.pdf"
            })
    void namesLosePathsAndDangerousCharacters(String given, String kept) throws Exception {
        assertThat(FileTypes.cleanName(given)).isEqualTo(kept);
    }

    @Test
    void aLongNameKeepsItsExtension() throws Exception {
        assertThat(FileTypes.cleanName("é".repeat(300) + ".pdf"))
                .hasSizeLessThanOrEqualTo(120)
                .endsWith(".pdf");
    }

    @ParameterizedTest
    @CsvSource({"''", "..", "plan", ".pdf"})
    void aNameWithoutExtensionIsRefused(String name) {
        assertThatThrownBy(() -> FileTypes.cleanName(name)).isInstanceOf(FileTypes.Refused.class);
    }

    private static byte[] compoundFile(String stream) {
        byte[] file = new byte[2048];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, file, 0, magic.length);
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, file, 1024, name.length);
        return file;
    }
}
