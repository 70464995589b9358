package fr.ecoquartier.web.release;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such release, draft or version. */
class NoSuchRelease extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    NoSuchRelease() {
        super(HttpStatus.NOT_FOUND, "Cette mise en service n’existe pas.");
        setTitle("Mise en service introuvable");
    }
}
