package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;

/** The process of a campaign, as other rooms may act on it; implemented by the room {@code workflow}. */
public interface PilotProcess {

    /**
     * Opens a campaign and starts its process; answers the id.
     *
     * @throws NotPossible as {@link Campaigns#open}
     */
    String open(NewCampaign campaign, Actor actor) throws NotPossible;

    /**
     * Applications end before their date; the sample is computed.
     *
     * @throws NotPossible when no reason is given, or they are closed already
     */
    void closeApplications(String campaign, String reason, Actor actor) throws NotPossible;

    /**
     * The tests end as they are; running pilots are closed.
     *
     * @throws NotPossible when no test is under way
     */
    void endTests(String campaign, String reason, Actor actor) throws NotPossible;
}
