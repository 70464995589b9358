package fr.ecoquartier.web.referentiel;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such version, draft or part of a draft. */
class NoSuchReferentiel extends ResponseStatusException {

    NoSuchReferentiel() {
        super(HttpStatus.NOT_FOUND, "Cette version ou ce brouillon du référentiel n’existe pas.");
        setTitle("Référentiel introuvable");
    }
}
