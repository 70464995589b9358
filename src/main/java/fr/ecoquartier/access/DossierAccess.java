package fr.ecoquartier.access;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.expertise.Trios;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which dossiers a person may see: all for the national roles, a region's for a regional service, its own for an
 * authority, those of their trios for an expert, none for anybody else.
 */
@Component
public class DossierAccess {

    private final Trios trios;

    DossierAccess(Trios trios) {
        this.trios = trios;
    }

    public Scope scope(Person person) {
        if (person.allRegions()) {
            return Scope.everything();
        }
        return new Scope(
                false,
                person.is(Role.DREAL) ? person.regions() : Set.of(),
                person.is(Role.AUTHORITY) ? person.authorities() : Set.of(),
                person.is(Role.EXPERT) ? trios.dossiersOf(person.id()) : Set.of());
    }

    public boolean maySee(Person person, DossierSummary dossier) {
        Scope scope = scope(person);
        return scope.all()
                || scope.regions().contains(dossier.regionCode())
                || scope.authorities().contains(dossier.authorityCode())
                || scope.references().contains(dossier.reference());
    }
}
