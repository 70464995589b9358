package fr.ecoquartier.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import fr.ecoquartier.web.Book.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** Files for spreadsheets, read back as a spreadsheet reads them. */
class BookTest {

    private static final LocalDate DAY = LocalDate.of(2012, 3, 1);
    private static final List<String> FORMULAS = List.of(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "|calc",
            "\t=1",
            "\r=1",
            "=cmd|' /C calc'!A0",
            "of:=[.A1]",
            "<b>gras</b> & « guillemets »",
            "deux\nlignes",
            " deux  espaces ");

    private static byte[] book(Format format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Book book = Book.of(format, out)) {
            book.sheet("Dossiers", List.of("Texte", "Nombre", "Jour", "Oui", "Vide"), List.of(24, 8, 12, 8, 200));
            for (String formula : FORMULAS) {
                book.row(Arrays.asList(formula, 42, DAY, true, null));
            }
            book.row(Arrays.asList("un\u0001deux\ud800", new BigDecimal("-12.50"), DAY, false, null));
            book.sheet("À propos", List.of("Rubrique", "Valeur"), List.of(24, 60));
            book.row(List.of("Nombre de dossiers", 13L));
        }
        return out.toByteArray();
    }

    @Test
    void anExcelFileHasTypedCellsAndNoFormula() throws Exception {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(book(Format.XLSX)))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(1 + FORMULAS.size() + 1);
            for (int n = 0; n < FORMULAS.size(); n++) {
                Row row = rows.get(n + 1);
                for (Cell cell : row) {
                    assertThat(cell == null || cell.getType() != CellType.FORMULA)
                            .isTrue();
                }
                assertThat(row.getCell(0).getType()).isEqualTo(CellType.STRING);
                assertThat(row.getCellAsString(0)
                                .orElseThrow()
                                .replace("\r\n", "\n")
                                .replace('\r', '\n'))
                        .isEqualTo(FORMULAS.get(n).replace('\r', '\n'));
                assertThat(row.getCellAsNumber(1)).contains(BigDecimal.valueOf(42));
                assertThat(row.getCellAsDate(2).orElseThrow().toLocalDate()).isEqualTo(DAY);
                assertThat(row.getCellAsBoolean(3)).contains(true);
            }
            Row last = rows.get(rows.size() - 1);
            assertThat(last.getCellAsString(0)).contains("undeux");
            assertThat(last.getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("-12.5");
            assertThat(workbook.getSheet(1).orElseThrow().getName()).isEqualTo("À propos");
        }
    }

    @Test
    void anOpenDocumentFileHasTypedCellsAndNoFormula() throws Exception {
        byte[] file = book(Format.ODS);
        SpreadSheet read = new SpreadSheet(new ByteArrayInputStream(file));
        Sheet sheet = read.getSheet("Dossiers");
        for (int n = 0; n < FORMULAS.size(); n++) {
            assertThat(sheet.getRange(n + 1, 0).getFormula()).isNull();
            assertThat(sheet.getRange(n + 1, 0).getValue()).isInstanceOf(String.class);
            assertThat(((Number) sheet.getRange(n + 1, 1).getValue()).intValue())
                    .isEqualTo(42);
            assertThat(sheet.getRange(n + 1, 2).getValue().toString()).startsWith(DAY.toString());
            assertThat(sheet.getRange(n + 1, 3).getValue()).isEqualTo(true);
            assertThat(sheet.getRange(n + 1, 4).getValue()).isNull();
        }
        assertThat(sheet.getRange(1, 0).getValue()).isEqualTo("=1+1");
        assertThat(sheet.getRange(FORMULAS.size() + 1, 0).getValue()).isEqualTo("undeux");
        assertThat(read.getSheet("À propos").getRange(1, 0).getValue()).isEqualTo("Nombre de dossiers");

        String content = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            ZipEntry first = zip.getNextEntry();
            assertThat(first.getName()).isEqualTo("mimetype");
            assertThat(first.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(new String(zip.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("application/vnd.oasis.opendocument.spreadsheet");
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("content.xml")) {
                    content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        assertThat(content)
                .doesNotContain("table:formula")
                .contains("office:value-type=\"date\" office:date-value=\"2012-03-01\"")
                .contains("&lt;b>gras", "<text:p>deux</text:p><text:p>lignes</text:p>")
                .contains("<text:p><text:s/>deux <text:s/>espaces<text:s/></text:p>");
    }

    @Test
    void aCsvFileMakesFormulasHarmlessAndHasTheFirstSheetOnly() throws Exception {
        String text = new String(book(Format.CSV), StandardCharsets.UTF_8);

        assertThat(text).startsWith("\ufeffTexte;Nombre;Jour;Oui;Vide\r\n'=1+1;42;2012-03-01;oui;\r\n");
        for (String line : text.split("\r\n")) {
            assertThat(line.replace("\"", "")).doesNotMatch("^[=+\\-@|\\t].*");
        }
        assertThat(text).contains(";-12,50;2012-03-01;non;").doesNotContain("Nombre de dossiers");
    }
}
