package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import java.time.Instant;

/** What a partner of the committee said of a computed sample. */
public record CommitteeComment(
        String campaign, long run, CommitteeOpinion opinion, String text, Actor author, Instant givenAt) {}
