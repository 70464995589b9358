package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.referentiel.Author;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who reads the référentiel (all staff), who writes it (carrier structure and ministry), who adopts it (ministry). */
@Component("referentielRights")
public class ReferentielRights {

    private final CurrentPerson current;

    ReferentielRights(CurrentPerson current) {
        this.current = current;
    }

    public boolean reads() {
        return current.find().filter(Person::staff).isPresent();
    }

    public boolean writes() {
        return current.find()
                .filter(person -> person.is(Role.CARRIER) || person.is(Role.MINISTRY))
                .isPresent();
    }

    public boolean adopts() {
        return current.find().filter(person -> person.is(Role.MINISTRY)).isPresent();
    }

    void mustRead() {
        if (!reads()) {
            throw new AccessDeniedException("the référentiel is read by staff");
        }
    }

    void mustWrite() {
        if (!writes()) {
            throw new AccessDeniedException("the référentiel is written by the carrier structure and the ministry");
        }
    }

    void mustAdopt() {
        if (!adopts()) {
            throw new AccessDeniedException("the référentiel is adopted by the ministry");
        }
    }

    /** Who acts, as the history names them. */
    Author author() {
        Person person = current.get();
        Role role = person.is(Role.MINISTRY) ? Role.MINISTRY : Role.CARRIER;
        return new Author(person.id(), person.name(), role.label());
    }
}
