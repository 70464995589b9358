package fr.ecoquartier.web.dossier;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The dossier does not exist, or not for this person: the same answer, so that nothing can be learnt from it. */
public class NoSuchDossier extends ResponseStatusException {

    public NoSuchDossier() {
        super(HttpStatus.NOT_FOUND, "Ce dossier n’existe pas, ou vous n’y avez pas accès.");
        setTitle("Dossier introuvable");
    }
}
