package fr.ecoquartier.pilot;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was read of a file of candidates, before anything of it is taken.
 *
 * @param format what the file was read as
 * @param ignored headings that were not understood; their columns are left out
 * @param rows every row that is not empty, in the order of the file
 */
public record ImportPreview(
        UUID id,
        String campaign,
        String fileName,
        String format,
        List<String> ignored,
        List<ImportRow> rows,
        Instant readAt) {

    public List<ImportRow> in(ImportRow.State state) {
        return rows.stream().filter(row -> row.state() == state).toList();
    }
}
