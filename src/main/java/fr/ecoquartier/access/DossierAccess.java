package fr.ecoquartier.access;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.pilot.rating.Evaluators;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which dossiers a person may see: all for the national roles, a region's for a regional service, its own for an
 * authority, those of their trios for an expert, the test dossiers that they evaluate for experts and partners, none for
 * anybody else.
 */
@Component
public class DossierAccess {

    private final Trios trios;
    private final Evaluators evaluators;

    DossierAccess(Trios trios, Evaluators evaluators) {
        this.trios = trios;
        this.evaluators = evaluators;
    }

    public Scope scope(Person person) {
        if (person.allRegions()) {
            return Scope.everything();
        }
        return new Scope(
                false,
                person.is(Role.DREAL) ? person.regions() : Set.of(),
                person.is(Role.AUTHORITY) ? person.authorities() : Set.of(),
                single(person));
    }

    private Set<String> single(Person person) {
        Set<String> references = new HashSet<>();
        if (person.is(Role.EXPERT)) {
            references.addAll(trios.dossiersOf(person.id()));
        }
        if (person.is(Role.EXPERT) || person.is(Role.PARTNER)) {
            references.addAll(evaluators.dossiersOf(person.id()));
        }
        return references;
    }

    public boolean maySee(Person person, DossierSummary dossier) {
        Scope scope = scope(person);
        return scope.all()
                || scope.regions().contains(dossier.regionCode())
                || scope.authorities().contains(dossier.authorityCode())
                || scope.references().contains(dossier.reference());
    }

    /** Whether the person examines this dossier: its regional service, the national ones, the experts of its trio. */
    public boolean reviews(Person person, DossierSummary dossier) {
        return person.is(Role.MINISTRY)
                || person.is(Role.CARRIER)
                || person.is(Role.DREAL) && person.regions().contains(dossier.regionCode())
                || person.is(Role.EXPERT) && trios.dossiersOf(person.id()).contains(dossier.reference());
    }
}
