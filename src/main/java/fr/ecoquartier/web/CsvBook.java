package fr.ecoquartier.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The first sheet as CSV: dates as {@code 2012-03-01}, yes and no in French, formulas made harmless. */
final class CsvBook implements Book {

    private final OutputStream out;
    private Sheets sheet;
    private boolean over;

    CsvBook(OutputStream out) {
        this.out = out;
    }

    @Override
    public void sheet(String name, List<String> titles, List<Integer> widths) throws IOException {
        if (sheet == null) {
            sheet = Sheets.csv(out, titles);
        } else {
            over = true;
        }
    }

    @Override
    public void row(List<?> cells) {
        if (!over) {
            sheet.row(cells.stream()
                    .map(cell -> cell instanceof Boolean yes ? (yes ? "oui" : "non") : cell)
                    .toList());
        }
    }

    @Override
    public void close() {
        if (sheet != null) {
            sheet.close();
        }
    }
}
