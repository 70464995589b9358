package fr.ecoquartier.pilot.report;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

    /** For those who may see the candidates and pilots of every region: the file, and their page. */
    public ReportContent whole() {
        return with(Block.Nominative::blocks);
    }

    /** The national figures, without what names the candidates and pilots of other regions. */
    public ReportContent withoutNames() {
        return with(nominative -> List.of(nominative.instead()));
    }

    private ReportContent with(Function<Block.Nominative, List<Block>> shown) {
        UnaryOperator<List<Block>> blocks = all -> all.stream()
                .flatMap(block -> block instanceof Block.Nominative nominative
                        ? shown.apply(nominative).stream()
                        : Stream.of(block))
                .toList();
        return new ReportContent(
                campaign,
                title,
                version,
                asOf,
                blocks.apply(summary),
                chapters.stream()
                        .map(chapter -> new Chapter(chapter.id(), chapter.title(), blocks.apply(chapter.blocks())))
                        .toList());
    }
}
