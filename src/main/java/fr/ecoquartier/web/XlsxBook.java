package fr.ecoquartier.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Office Open XML. Texts stand in their cells, not in the table of shared texts, which would hold every one of them until
 * the end.
 */
final class XlsxBook implements Book {

    private static final int FLUSH = 500;
    private static final String DATE = "dd/mm/yyyy";

    private final Workbook workbook;
    private Worksheet sheet;
    private int row;

    XlsxBook(OutputStream out) {
        workbook = new Workbook(out, "EcoQuartier", "1.0");
    }

    @Override
    public void sheet(String name, List<String> titles, List<Integer> widths) throws IOException {
        finish();
        sheet = workbook.newWorksheet(name);
        for (int column = 0; column < widths.size(); column++) {
            sheet.width(column, widths.get(column));
        }
        for (int column = 0; column < titles.size(); column++) {
            sheet.inlineString(0, column, titles.get(column));
            sheet.style(0, column).bold().set();
        }
        sheet.freezePane(1, 1);
        row = 1;
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            if (cell instanceof Number number) {
                sheet.value(row, column, number);
            } else if (cell instanceof Boolean yes) {
                sheet.value(row, column, yes);
            } else if (cell instanceof LocalDate date) {
                sheet.value(row, column, date);
                sheet.style(row, column).format(DATE).set();
            } else if (cell != null) {
                sheet.inlineString(row, column, XmlText.clean(cell.toString()));
            }
        }
        row++;
        if (row % FLUSH == 0) {
            sheet.flush();
        }
    }

    private void finish() throws IOException {
        if (sheet != null) {
            sheet.finish();
        }
    }

    @Override
    public void close() throws IOException {
        finish();
        workbook.finish();
    }
}
