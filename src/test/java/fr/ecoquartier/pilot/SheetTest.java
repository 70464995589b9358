package fr.ecoquartier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String TEXT = "Collectivité;Opération\r\nPérigueux;Îlot cœur de ville\r\n";

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void assertRead(byte[] content, String encoding) throws UnreadableFile {
        Sheet sheet = Sheet.of(content);
        assertThat(sheet.format()).contains(encoding);
        assertThat(sheet.rows())
                .extracting(Sheet.Row::cells)
                .containsExactly(List.of("Collectivité", "Opération"), List.of("Périgueux", "Îlot cœur de ville"));
        assertThat(sheet.rows()).extracting(Sheet.Row::doubt).containsOnlyNulls();
    }

    @Test
    void everyUsualEncodingIsRead() throws UnreadableFile {
        assertRead(TEXT.getBytes(StandardCharsets.UTF_8), "UTF-8");
        assertRead(concat(bytes(0xEF, 0xBB, 0xBF), TEXT.getBytes(StandardCharsets.UTF_8)), "UTF-8");
        assertRead(TEXT.getBytes(WINDOWS), "windows-1252");
        assertRead(concat(bytes(0xFF, 0xFE), TEXT.getBytes(StandardCharsets.UTF_16LE)), "UTF-16");
        assertRead(concat(bytes(0xFE, 0xFF), TEXT.getBytes(StandardCharsets.UTF_16BE)), "UTF-16");
        assertRead(TEXT.getBytes(StandardCharsets.UTF_16LE), "UTF-16");
    }

    @Test
    void aLineThatIsNotEncodedAsTheRestIsReadAndNamed() throws UnreadableFile {
        byte[] mixed = concat(
                "Collectivité;Opération\nÉvreux;Île\n".getBytes(StandardCharsets.UTF_8),
                "Périgueux;Cœur de ville\n".getBytes(WINDOWS),
                "Sète;Entrée\n".getBytes(StandardCharsets.UTF_8));

        Sheet sheet = Sheet.of(mixed);

        assertThat(sheet.rows())
                .extracting(row -> row.cell(0))
                .containsExactly("Collectivité", "Évreux", "Périgueux", "Sète");
        assertThat(sheet.rows().get(2).line()).isEqualTo(3);
        assertThat(sheet.rows().get(2).doubt()).contains("windows-1252").contains("UTF-8");
        assertThat(sheet.rows()).filteredOn(row -> row.doubt() != null).hasSize(1);
    }

    @Test
    void aLineThatMixesTwoEncodingsIsNamedToo() throws UnreadableFile {
        byte[] mixed = concat(
                "Collectivité;Opération\nÉvreux;Île\n".getBytes(StandardCharsets.UTF_8),
                "Périgueux;".getBytes(WINDOWS),
                "Cœur\n".getBytes(StandardCharsets.UTF_8));

        Sheet sheet = Sheet.of(mixed);

        assertThat(sheet.rows().get(2).cells()).containsExactly("Périgueux", "Cœur");
        assertThat(sheet.rows().get(2).doubt()).contains("mélange");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void theSeparatorIsFound(String separator) throws UnreadableFile {
        String text = String.join(separator, "Code", "Opération", "Contexte") + "\n"
                + String.join(separator, "38185", "\"Caserne ; de, Bonne\"", "urbain");

        assertThat(Sheet.of(text.getBytes(StandardCharsets.UTF_8)).rows().get(1).cells())
                .containsExactly("38185", "Caserne ; de, Bonne", "urbain");
    }

    @Test
    void theLineIsTheOneOfTheFileWhateverIsEmptyOrQuotedBefore() throws UnreadableFile {
        String text = "sep=;\n\nCode;Motivation\n38185;\"sur\ndeux lignes\"\n\n;;\n67482;simple\n";

        Sheet sheet = Sheet.of(text.getBytes(StandardCharsets.UTF_8));

        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(3, 4, 8);
        assertThat(sheet.rows().get(1).cell(1)).isEqualTo("sur\ndeux lignes");
    }

    @Test
    void aQuoteThatIsNeverClosedIsSaid() {
        assertThatThrownBy(() ->
                        Sheet.of("Code;Opération\n38185;\"Caserne\n67482;Port\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("ligne 2");
    }

    @Test
    void aWorkbookIsReadWithItsNumbersAsTexts() throws IOException, UnreadableFile {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Candidatures");
            sheet.value(0, 0, "Code");
            sheet.value(0, 1, "Opération");
            sheet.value(0, 2, "Agenda 21");
            sheet.value(3, 0, 1053);
            sheet.value(3, 1, "Quartier de la gare");
            sheet.value(3, 2, true);
        }

        Sheet sheet = Sheet.of(bytes.toByteArray());

        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(1, 4);
        assertThat(sheet.rows().get(1).cells()).containsExactly("1053", "Quartier de la gare", "oui");
    }

    @Test
    void whatIsNotATableIsRefusedWithWhatToDo() throws IOException {
        assertThatThrownBy(() -> Sheet.of(bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1))).hasMessageContaining(".xls");
        assertThatThrownBy(() -> Sheet.of("%PDF-1.7".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("PDF");
        assertThatThrownBy(() -> Sheet.of(bytes(1, 0, 0, 7, 0, 9, 0, 0))).hasMessageContaining("pas un texte");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("content.xml"));
            out.closeEntry();
        }
        assertThatThrownBy(() -> Sheet.of(zip.toByteArray())).hasMessageContaining("OpenDocument");
        assertThatThrownBy(() -> Sheet.of(new byte[0])).hasMessageContaining("vide");
        assertThatThrownBy(() -> Sheet.of(new byte[Sheet.MAX_BYTES + 1])).hasMessageContaining("5");
    }

    @Test
    void aWorkbookThatGrowsWithoutEndIsStopped() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 70; i++) {
                out.write(zeros);
            }
            out.closeEntry();
        }

        assertThat(zip.size()).isLessThan(1024 * 1024);
        assertThatThrownBy(() -> Sheet.of(zip.toByteArray())).hasMessageContaining("trop volumineux");
    }

    @Test
    void tooManyRowsAreRefused() {
        String text = "Code;Opération\n" + "38185;Caserne\n".repeat(Sheet.MAX_ROWS + 1);

        assertThatThrownBy(() -> Sheet.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("plusieurs parties");
    }
}
