package fr.ecoquartier.notification;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierSummary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an announcement is for.
 *
 * @param people accounts named one by one
 * @param as the role in which those people are told, which is the role of whoever stands in for them
 * @param roles everybody of these roles, in the region for a regional service, of the authority for its people
 * @param region code of the region
 * @param authority code of the authority
 * @param except accounts that need not be told: who did what is told
 */
record Audience(
        List<String> people, @Nullable Role as, Set<Role> roles, String region, String authority, Set<String> except) {

    Audience {
        people = List.copyOf(people);
        roles = Set.copyOf(roles);
        except = Set.copyOf(except);
    }

    static Audience of(DossierSummary dossier, Role... roles) {
        return new Audience(List.of(), null, Set.of(roles), dossier.regionCode(), dossier.authorityCode(), Set.of());
    }

    static Audience of(DossierSummary dossier, List<String> people, @Nullable Role as) {
        return new Audience(people, as, Set.of(), dossier.regionCode(), dossier.authorityCode(), Set.of());
    }

    Audience but(String account) {
        return new Audience(people, as, roles, region, authority, Set.of(account));
    }
}
