package fr.ecoquartier.pilot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A campaign of pilot tests.
 *
 * @param id {@code CT-2012-01}
 * @param referentiel the version under test
 * @param applicationsUntil last day of the applications
 * @param seed published at the opening; breaks ties between samples that are equally good
 * @param revision of the parameters; changes with every saved change
 * @param retainedRun the run whose sample the ministry retained
 */
public record Campaign(
        String id,
        String name,
        CampaignStatus status,
        String referentiel,
        LocalDate applicationsUntil,
        CampaignParameters parameters,
        long seed,
        int revision,
        boolean demonstration,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable Long retainedRun) {

    /** Nothing more happens in it. */
    public boolean over() {
        return status == CampaignStatus.ADOPTED || status == CampaignStatus.CANCELLED;
    }

    /** The sample is not decided yet: candidates may still be added by the staff, and parameters changed. */
    public boolean beforeDecision() {
        return status == CampaignStatus.OPEN || status == CampaignStatus.SELECTION;
    }
}
