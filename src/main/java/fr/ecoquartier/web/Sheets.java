package fr.ecoquartier.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes rows as a file that a spreadsheet opens, one after the other; what people typed never becomes a formula. Cells are
 * texts or numbers, null when empty.
 */
public interface Sheets extends AutoCloseable {

    void row(List<?> cells);

    @Override
    void close();

    /** A small table as CSV, see {@link #csv(OutputStream, List)}. */
    static byte[] csv(List<String> titles, Iterable<? extends List<?>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Sheets sheet = csv(bytes, titles)) {
            rows.forEach(sheet::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A small table as a workbook, see {@link #xlsx(OutputStream, String, List, int)}. */
    static byte[] xlsx(String name, List<String> titles, int fixed, Iterable<? extends List<?>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Sheets sheet = xlsx(bytes, name, titles, fixed)) {
            rows.forEach(sheet::row);
        }
        return bytes.toByteArray();
    }

    /** Semicolons, decimal commas and a byte order mark, as spreadsheets in French expect. */
    static Sheets csv(OutputStream out, List<String> titles) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        CSVPrinter printer = new CSVPrinter(
                writer,
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(';')
                        .setRecordSeparator("\r\n")
                        .get());
        printer.printRecord(titles);
        return new Sheets() {
            @Override
            public void row(List<?> cells) {
                try {
                    printer.printRecord(cells.stream().map(Sheets::cell).toList());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                try {
                    printer.close(true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /**
     * One sheet with its titles; a text is a text there, whatever it begins with.
     *
     * @param fixed how many columns stay in sight on the left
     */
    static Sheets xlsx(OutputStream out, String name, List<String> titles, int fixed) {
        Workbook workbook = new Workbook(out, "EcoQuartier", "1.0");
        Worksheet sheet = workbook.newWorksheet(name);
        for (int column = 0; column < titles.size(); column++) {
            sheet.value(0, column, titles.get(column));
            sheet.style(0, column).bold().set();
        }
        sheet.freezePane(fixed, 1);
        return new Sheets() {
            private int row = 1;

            @Override
            public void row(List<?> cells) {
                for (int column = 0; column < cells.size(); column++) {
                    Object cell = cells.get(column);
                    if (cell instanceof Number number) {
                        sheet.value(row, column, number);
                    } else if (cell != null) {
                        sheet.value(row, column, cell.toString());
                    }
                }
                row++;
                if (row % 1000 == 0) {
                    flush();
                }
            }

            private void flush() {
                try {
                    sheet.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                try {
                    workbook.finish();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. */
    private static String cell(Object cell) {
        if (cell instanceof Number number) {
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            return exact.toPlainString().replace('.', ',');
        }
        String text = cell == null ? "" : cell.toString();
        return !text.isEmpty() && "=+-@\t\r\n|".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
