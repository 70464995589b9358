package fr.ecoquartier.web.oversight;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Managers and admins see the processes of all dossiers; nobody else does. Refusals are French sentences. */
@Component("historyWatchers")
class Watchers {

    private final CurrentPerson current;

    Watchers(CurrentPerson current) {
        this.current = current;
    }

    /** @throws ErrorResponseException 403 for anybody who is neither manager nor admin */
    Person require() {
        Person person = current.get();
        if (!person.is(Role.MANAGER) && !person.is(Role.ADMIN)) {
            throw problem(
                    HttpStatus.FORBIDDEN,
                    "Accès refusé",
                    "Seuls les gestionnaires et les administrateurs consultent le pilotage des processus.");
        }
        return person;
    }

    /** Who acts, in the role that lets them. */
    static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), (person.is(Role.ADMIN) ? Role.ADMIN : Role.MANAGER).label());
    }

    static ErrorResponseException problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return new ErrorResponseException(status, problem, null);
    }
}
