package fr.ecoquartier.pilot;

import java.util.List;

/** What is expected in a campaign now; implemented by the room {@code workflow}. */
public interface CampaignTasks {

    /** The open tasks of a campaign, the most urgent first. */
    List<CampaignTask> of(String campaign);
}
