package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.DossierAccess;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import org.springframework.stereotype.Component;

/** The dossiers that the person of this request may see: every page that shows one asks here. */
@Component
public class VisibleDossiers {

    private final Dossiers dossiers;
    private final DossierAccess access;
    private final CurrentPerson current;

    VisibleDossiers(Dossiers dossiers, DossierAccess access, CurrentPerson current) {
        this.dossiers = dossiers;
        this.access = access;
        this.current = current;
    }

    public Person person() {
        return current.get();
    }

    /** Who acts, as the journal names them. */
    public Actor actor() {
        Person person = current.get();
        String role =
                person.roles().stream().sorted().findFirst().map(r -> r.label()).orElse("");
        return new Actor(person.id(), person.name(), role);
    }

    /** @throws NoSuchDossier for a dossier that does not exist as well as for one this person may not see */
    public DossierSummary get(String reference) {
        return dossiers.find(reference, access.scope(current.get())).orElseThrow(NoSuchDossier::new);
    }

    /** As {@link #get}, for somebody of the local authority that carries it. */
    public DossierSummary ownedBy(String reference) {
        DossierSummary dossier = get(reference);
        if (!current.get().authorities().contains(dossier.authorityCode())) {
            throw new NoSuchDossier();
        }
        return dossier;
    }
}
