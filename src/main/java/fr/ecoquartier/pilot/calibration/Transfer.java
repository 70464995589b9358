package fr.ecoquartier.pilot.calibration;

import java.time.Instant;
import java.util.List;

/**
 * The decisions of a campaign, written into a draft of the référentiel.
 *
 * @param draft id of the draft
 */
public record Transfer(long id, String campaign, long draft, String author, Instant doneAt, Report report) {

    /**
     * What the transfer changed, and what somebody has to do by hand; French sentences.
     *
     * @param revision of the draft after it
     */
    public record Report(int revision, List<String> done, List<String> byHand) {
        public Report {
            done = List.copyOf(done);
            byHand = List.copyOf(byHand);
        }
    }
}
