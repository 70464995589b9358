package fr.ecoquartier.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A file for a spreadsheet, written row after row and never held in memory: of the rows that were written nothing
 * remains. A cell is a text, a number, a {@link java.time.LocalDate}, a boolean, or null; each becomes a cell of that
 * type, so that dates sort as dates. A text is a text, whatever it begins with.
 */
public interface Book extends AutoCloseable {

    /** What a book can be. */
    enum Format {
        XLSX("xlsx", "Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ODS("ods", "OpenDocument (ODS)", "application/vnd.oasis.opendocument.spreadsheet"),
        CSV("csv", "CSV", "text/csv;charset=UTF-8");

        private final String code;
        private final String label;
        private final String mediaType;

        Format(String code, String label, String mediaType) {
            this.code = code;
            this.label = label;
            this.mediaType = mediaType;
        }

        /** As in addresses and as the end of a file's name. */
        public String code() {
            return code;
        }

        /** The French name. */
        public String label() {
            return label;
        }

        public String mediaType() {
            return mediaType;
        }

        public static java.util.Optional<Format> of(String code) {
            return java.util.Arrays.stream(values())
                    .filter(format -> format.code.equals(code))
                    .findFirst();
        }
    }

    /**
     * Begins a sheet; the one before is finished. A CSV file has the first sheet only.
     *
     * @param titles of its columns
     * @param widths of its columns, in characters
     */
    void sheet(String name, List<String> titles, List<Integer> widths) throws IOException;

    void row(List<?> cells) throws IOException;

    /** Ends the file; without it no program opens it. */
    @Override
    void close() throws IOException;

    static Book of(Format format, OutputStream out) throws IOException {
        return switch (format) {
            case XLSX -> new XlsxBook(out);
            case ODS -> new OdsBook(out);
            case CSV -> new CsvBook(out);
        };
    }
}
