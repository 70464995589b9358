package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a campaign's journal; append-only.
 *
 * @param text a French sentence
 * @param candidate the candidate it is about, if any
 */
public record CampaignEntry(
        long id,
        String campaign,
        Instant at,
        Actor actor,
        CampaignEvent kind,
        String text,
        @Nullable Long candidate) {}
