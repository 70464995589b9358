package fr.ecoquartier.pilot;

import java.time.LocalDate;
import java.util.List;

/**
 * What the ministry says when it opens a campaign.
 *
 * @param referentiel the version under test
 * @param applicationsUntil last day of the applications
 * @param size how many pilots are wanted; everything else of the parameters is set before the sample is computed
 * @param committee accounts of the partners who comment the sample
 * @param demonstration marks a campaign that is not a real one
 */
public record NewCampaign(
        String name,
        String referentiel,
        LocalDate applicationsUntil,
        int size,
        List<String> committee,
        boolean demonstration) {

    public NewCampaign {
        committee = List.copyOf(committee);
    }
}
