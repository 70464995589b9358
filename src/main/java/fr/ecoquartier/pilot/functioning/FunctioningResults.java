package fr.ecoquartier.pilot.functioning;

import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the time of a campaign went, from the history of its test dossiers and of its own process. */
@Service
@Transactional(readOnly = true)
public class FunctioningResults {

    private final Campaigns campaigns;
    private final Pilots pilots;
    private final Ratings ratings;
    private final Proceedings proceedings;
    private final TaskTimes times;
    private final Clock clock;

    FunctioningResults(
            Campaigns campaigns,
            Pilots pilots,
            Ratings ratings,
            Proceedings proceedings,
            TaskTimes times,
            Clock clock) {
        this.campaigns = campaigns;
        this.pilots = pilots;
        this.ratings = ratings;
        this.proceedings = proceedings;
        this.times = times;
        this.clock = clock;
    }

    public Functioning of(String campaignId) {
        Campaign campaign = campaigns.get(campaignId);
        List<String> references = references(campaignId);
        List<String> keys = new ArrayList<>(references);
        keys.add(campaignId);
        return Observations.of(
                clock.instant(),
                references.size(),
                times.of(keys),
                times.delays(),
                references.stream()
                        .flatMap(reference -> proceedings.corrections(reference).stream()
                                .map(request -> new Observations.Correction(reference, request)))
                        .toList(),
                hours(campaign));
    }

    /** Every task behind the figures, oldest first. */
    public List<TaskTime> tasks(String campaignId) {
        List<String> keys = new ArrayList<>(references(campaignId));
        keys.add(campaignId);
        return times.of(keys);
    }

    private List<String> references(String campaignId) {
        return pilots.of(campaignId).stream()
                .map(Pilot::reference)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Nobody reads anything of the others' ratings while one may still be awaited. */
    private List<Rating> hours(Campaign campaign) {
        boolean given = campaign.status() == CampaignStatus.CALIBRATION || campaign.status() == CampaignStatus.ADOPTED;
        return given ? ratings.ofCampaign(campaign.id()) : List.of();
    }
}
