package fr.ecoquartier.pilot.report;

import fr.ecoquartier.dossier.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a report, as it was written once and for all.
 *
 * @param number from 1
 * @param sha256 of the PDF file
 * @param decision what the ministry decided about it; null before
 */
public record StoredReport(
        String campaign,
        int number,
        Instant writtenAt,
        String sha256,
        long size,
        int pages,
        @Nullable Decision decision) {

    /** The ministry's word about a version. */
    public record Decision(boolean adopted, String reason, Actor author, Instant decidedAt) {}

    /** What a returned report must still say. */
    public record Remark(String text, Actor author, Instant givenAt) {}

    public boolean adopted() {
        return decision != null && decision.adopted();
    }

    /** « CT-2012-01-rapport-v2.pdf ». */
    public String fileName() {
        return "%s-rapport-v%d.pdf".formatted(campaign, number);
    }
}
