package fr.ecoquartier.web.campaign;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The campaign does not exist, or not for this person: the same answer, so that nothing can be learnt from it. */
public class NoSuchCampaign extends ResponseStatusException {

    public NoSuchCampaign() {
        super(HttpStatus.NOT_FOUND, "Cette campagne n’existe pas, ou vous n’y avez pas accès.");
        setTitle("Campagne introuvable");
    }
}
