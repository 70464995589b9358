package fr.ecoquartier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The type of a file comes from its content, and its name may not pretend otherwise. */
class FileTypesTest {

    static final byte[] PDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0
    };
    static final byte[] EXE = "MZ\u0090\0\u0003\0\0\0\u0004\0\0\0This program cannot be run in DOS mode."
            .getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void theTypeOfPdfAndImagesIsReadFromTheContent() throws Exception {
        assertThat(FileTypes.detect("plan.pdf", PDF)).isEqualTo("application/pdf");
        assertThat(FileTypes.detect("Photo.PNG", PNG)).isEqualTo("image/png");
        assertThat(FileTypes.detect("photo.jpeg", JPEG)).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @CsvSource({
        "note.docx, word/document.xml, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "budget.xlsx, xl/workbook.xml, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "projet.pptx, ppt/presentation.xml, application/vnd.openxmlformats-officedocument.presentationml.presentation"
    })
    void officeDocumentsAreToldApartByTheirParts(String name, String part, String type) throws Exception {
        assertThat(FileTypes.detect(name, zip("[Content_Types].xml", part))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"note.odt, text", "budget.ods, spreadsheet", "projet.odp, presentation"})
    void openDocumentsAreToldApartByTheirDeclaredType(String name, String kind) throws Exception {
        String type = "application/vnd.oasis.opendocument." + kind;
        assertThat(FileTypes.detect(name, openDocument(type))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "note.doc, WordDocument, application/msword",
        "budget.xls, Workbook, application/vnd.ms-excel",
        "projet.ppt, PowerPoint Document, application/vnd.ms-powerpoint"
    })
    void olderOfficeDocumentsAreToldApartByTheirMainStream(String name, String stream, String type) throws Exception {
        assertThat(FileTypes.detect(name, compoundFile(stream))).isEqualTo(type);
    }

    @Test
    void aProgramNamedLikeADocumentIsRefused() {
        assertThatThrownBy(() -> FileTypes.detect("rapport.pdf", EXE))
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
        assertThatThrownBy(() -> FileTypes.detect(name, content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FileTypes.Refused.class);
    }

    @Test
    void anArchiveOrAnUnknownCompoundFileIsRefused() throws Exception {
        byte[] archive = zip("virus.exe");
        assertThatThrownBy(() -> FileTypes.detect("note.docx", archive)).isInstanceOf(FileTypes.Refused.class);
        assertThatThrownBy(() -> FileTypes.detect("note.doc", compoundFile("Installer")))
                .isInstanceOf(FileTypes.Refused.class);
    }

    @Test
    void aNameThatPromisesAnotherTypeIsRefusedAndSaysWhichNameWouldFit() {
        assertThatThrownBy(() -> FileTypes.detect("photo.jpg", PDF))
                .hasMessageContaining("document PDF")
                .hasMessageContaining(".pdf");
    }

    @Test
    void macrosAreRefused() throws Exception {
        byte[] document = zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin");
        assertThatThrownBy(() -> FileTypes.detect("note.docx", document)).hasMessageContaining("macros");
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

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("x".getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] openDocument(String type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] content = type.getBytes(StandardCharsets.US_ASCII);
            ZipEntry entry = new ZipEntry("mimetype");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.closeEntry();
        }
        return bytes.toByteArray();
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
