package fr.ecoquartier.referentiel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real operation with the figures that were published about it. What is not published stays missing.
 *
 * @param authorityCode INSEE code of the commune
 * @param measures published figures, by input
 * @param source where they were published
 */
public record PublishedOperation(
        String name,
        String commune,
        String authorityCode,
        String context,
        Map<String, BigDecimal> measures,
        String source) {

    private static final String FILE = "/operations/operations-published.csv";
    private static final Set<String> NO_MEASURE = Set.of("operation", "commune", "insee", "context", "source");

    public PublishedOperation {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    /** All published operations, in the order of the file. */
    public static List<PublishedOperation> all() {
        try (InputStream in = PublishedOperation.class.getResourceAsStream(FILE)) {
            List<List<String>> rows = rows(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<String> header = rows.get(0);
            return rows.subList(1, rows.size()).stream()
                    .map(row -> operation(header, row))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedOperation operation(List<String> header, List<String> row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            cells.put(header.get(i), row.get(i));
        }
        Map<String, BigDecimal> measures = new LinkedHashMap<>();
        cells.forEach((column, cell) -> {
            if (!NO_MEASURE.contains(column) && !cell.isBlank()) {
                measures.put(column, new BigDecimal(cell));
            }
        });
        return new PublishedOperation(
                cells.get("operation"),
                cells.get("commune"),
                cells.get("insee"),
                cells.get("context"),
                measures,
                cells.get("source"));
    }

    /** Rows of a CSV file; a quoted cell may hold commas and doubled quotes. */
    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            cells.add(cell.toString());
            rows.add(cells);
        }
        return rows;
    }
}
