package fr.ecoquartier.web.modelling;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such model, version, draft or revision. */
class NoSuchModel extends ResponseStatusException {

    NoSuchModel() {
        super(HttpStatus.NOT_FOUND, "Ce modèle, cette version ou ce brouillon n’existe pas.");
        setTitle("Modèle introuvable");
    }
}
