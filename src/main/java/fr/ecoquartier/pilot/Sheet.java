package fr.ecoquartier.pilot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody sent, as CSV or XLSX: cells as text, rows with the line people see in their editor. Empty rows are
 * left out.
 *
 * @param format what it was read as, for people
 */
record Sheet(String format, List<Row> rows) {

    static final int MAX_BYTES = 5 * 1024 * 1024;
    static final int MAX_ROWS = 2000;

    private static final long MAX_UNPACKED = 60L * 1024 * 1024;
    private static final int MAX_ENTRIES = 500;
    private static final int MAX_COLUMNS = 100;

    /**
     * @param line of the file, or number of the row in the workbook, from 1
     * @param doubt why it may be misread, in French
     */
    record Row(int line, List<String> cells, @Nullable String doubt) {

        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        boolean empty() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    static Sheet of(byte[] content) throws UnreadableFile {
        if (content.length == 0) {
            throw new UnreadableFile("Le fichier est vide.");
        }
        if (content.length > MAX_BYTES) {
            throw new UnreadableFile("Le fichier dépasse 5\u00a0Mo : envoyez-le en plusieurs parties.");
        }
        int first = content[0] & 0xFF;
        if (content.length > 3 && first == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4) {
            return workbook(content);
        }
        if (content.length > 3 && first == 0xD0 && (content[1] & 0xFF) == 0xCF) {
            throw new UnreadableFile(
                    "C’est un ancien classeur Excel (.xls) : enregistrez-le au format XLSX ou CSV, puis renvoyez-le.");
        }
        if (content.length > 4 && first == '%' && content[1] == 'P' && content[2] == 'D' && content[3] == 'F') {
            throw new UnreadableFile("C’est un PDF : envoyez un fichier CSV ou un classeur XLSX.");
        }
        return csv(DecodedText.of(content));
    }

    private static Sheet csv(DecodedText decoded) throws UnreadableFile {
        String text = decoded.text();
        int skipped = 0;
        char separator = 0;
        while (!text.isEmpty()) {
            int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
            String line = text.substring(0, end);
            boolean announced = line.strip().matches("(?i)\"?sep=.\"?") || line.equalsIgnoreCase("sep=\t");
            if (announced) {
                separator = line.charAt(line.toLowerCase(java.util.Locale.ROOT).indexOf("sep=") + 4);
            } else if (!line.isBlank()) {
                if (separator == 0) {
                    separator = separator(line);
                }
                break;
            }
            text = text.substring(Math.min(text.length(), end + 1));
            skipped++;
        }
        if (text.isBlank()) {
            throw new UnreadableFile("Le fichier est vide.");
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        List<Row> rows = new ArrayList<>();
        long before = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                CSVRecord record = records.next();
                int line = skipped + (int) before + 1;
                int last = skipped + (int) Math.max(before + 1, parser.getCurrentLineNumber());
                before = parser.getCurrentLineNumber();
                String doubt = null;
                for (int n = line; n <= last && doubt == null; n++) {
                    doubt = decoded.doubts().get(n);
                }
                add(rows, new Row(line, cells(record), doubt));
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UnreadableFile(
                    "Un guillemet ouvert à la ligne %d ou après n’est jamais refermé, ou est mal placé : corrigez le fichier, puis renvoyez-le."
                            .formatted(skipped + before + 1));
        }
        String name = separator == '\t' ? "tabulation" : "«\u00a0" + separator + "\u00a0»";
        return new Sheet("CSV, codage %s, séparateur %s".formatted(decoded.encoding(), name), List.copyOf(rows));
    }

    private static List<String> cells(CSVRecord record) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(record.size(), MAX_COLUMNS); i++) {
            cells.add(record.get(i));
        }
        return cells;
    }

    /** The one that cuts the heading into most columns, quoted text left out. */
    private static char separator(String heading) {
        String bare = heading.replaceAll("\"[^\"]*\"", "");
        char best = ';';
        long most = 0;
        for (char candidate : new char[] {';', '\t', ','}) {
            long count = bare.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static Sheet workbook(byte[] content) throws UnreadableFile {
        inspect(content);
        List<Row> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content))) {
            try (Stream<org.dhatim.fastexcel.reader.Row> stream =
                    workbook.getFirstSheet().openStream()) {
                for (Iterator<org.dhatim.fastexcel.reader.Row> all = stream.iterator(); all.hasNext(); ) {
                    org.dhatim.fastexcel.reader.Row row = all.next();
                    List<String> cells = new ArrayList<>();
                    for (int i = 0; i < Math.min(row.getCellCount(), MAX_COLUMNS); i++) {
                        cells.add(text(row.getCell(i)));
                    }
                    add(rows, new Row(row.getRowNum(), cells, null));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile(
                    "Ce classeur ne se lit pas : ouvrez-le dans votre tableur, enregistrez-le en XLSX ou en CSV, puis renvoyez-le.");
        }
        return new Sheet("classeur XLSX, première feuille", List.copyOf(rows));
    }

    private static void add(List<Row> rows, Row row) throws UnreadableFile {
        if (row.empty()) {
            return;
        }
        if (rows.size() > MAX_ROWS) {
            throw new UnreadableFile(
                    "Le fichier compte plus de 2\u202f000\u00a0lignes : envoyez-le en plusieurs parties.");
        }
        rows.add(row);
    }

    /** A workbook is a ZIP archive: it is measured before anything of it is kept. */
    private static void inspect(byte[] content) throws UnreadableFile {
        boolean workbook = false;
        boolean openDocument = false;
        long unpacked = 0;
        int entries = 0;
        byte[] buffer = new byte[16 * 1024];
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                workbook |= entry.getName().equals("xl/workbook.xml");
                openDocument |= entry.getName().equals("content.xml");
                try (InputStream part = zip.getInputStream(entry)) {
                    for (int read = part.read(buffer); read > 0; read = part.read(buffer)) {
                        unpacked += read;
                        if (unpacked > MAX_UNPACKED) {
                            throw new UnreadableFile("Ce classeur est trop volumineux une fois décompressé.");
                        }
                    }
                }
                if (++entries > MAX_ENTRIES) {
                    throw new UnreadableFile("Ce fichier n’est pas un classeur de candidatures.");
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile(
                    "Ce classeur est abîmé ou incomplet : enregistrez-le de nouveau, puis renvoyez-le.");
        }
        if (!workbook) {
            throw new UnreadableFile(
                    openDocument
                            ? "C’est un classeur OpenDocument : enregistrez-le au format XLSX ou CSV, puis renvoyez-le."
                            : "Ce fichier n’est ni un CSV ni un classeur XLSX.");
        }
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return Boolean.TRUE.equals(cell.asBoolean()) ? "oui" : "non";
        }
        if (cell.getType() == CellType.NUMBER) {
            BigDecimal number = cell.asNumber();
            return number == null ? "" : number.stripTrailingZeros().toPlainString();
        }
        String raw = cell.getType() == CellType.STRING ? cell.getText() : cell.getRawValue();
        return raw == null ? "" : raw;
    }
}
