package fr.ecoquartier.pilot.report;

import java.util.Optional;

/** Which draft of the référentiel a campaign proposes; implemented by the room {@code workflow}, which moves the campaign. */
public interface ProposedDraft {

    /** The draft that was proposed last; empty when none was, or when the référentiel was proposed unchanged. */
    Optional<Long> of(String campaign);
}
