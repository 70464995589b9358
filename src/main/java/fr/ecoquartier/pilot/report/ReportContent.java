package fr.ecoquartier.pilot.report;

import java.time.Instant;
import java.util.List;

/**
 * Everything a report says, in French and already written: its page and its file show the same.
 *
 * @param campaign {@code CT-2012-01}
 * @param version « Version 2 » or « Projet »
 * @param asOf when it was written
 */
public record ReportContent(
        String campaign, String title, String version, Instant asOf, List<Block> summary, List<Chapter> chapters) {

    /**
     * A chapter.
     *
     * @param id anchor of the chapter
     */
    public record Chapter(String id, String title, List<Block> blocks) {}
}
