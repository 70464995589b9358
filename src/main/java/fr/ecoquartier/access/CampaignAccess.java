package fr.ecoquartier.access;

import fr.ecoquartier.pilot.Candidate;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who may see and do what in the campaigns of pilot tests: everything for the national roles; candidates, pilots and
 * ratings of their regions for the regional services; the overview and the sample for the partners, who are consulted.
 * Experts and authorities have their own tasks and their own application elsewhere.
 */
@Component
public class CampaignAccess {

    /**
     * What a person sees of the campaigns.
     *
     * @param sees the campaigns exist for this person
     * @param allRegions candidates, pilots and ratings of every region
     * @param regions otherwise, the regions whose candidates, pilots and ratings they see
     * @param national calibration, functioning and report
     */
    public record CampaignScope(boolean sees, boolean allRegions, Set<String> regions, boolean national) {

        public boolean covers(String regionCode) {
            return allRegions || regions.contains(regionCode);
        }

        /** Some candidates at least may be seen. */
        public boolean candidates() {
            return allRegions || !regions.isEmpty();
        }

        public boolean covers(Candidate candidate) {
            return covers(candidate.regionCode());
        }
    }

    public CampaignScope scope(Person person) {
        if (person.allRegions()) {
            return new CampaignScope(true, true, Set.of(), true);
        }
        if (person.is(Role.DREAL)) {
            return new CampaignScope(true, false, person.regions(), true);
        }
        return new CampaignScope(person.is(Role.PARTNER), false, Set.of(), false);
    }

    /** Adds and withdraws candidates, saves the parameters, closes applications. */
    public boolean mayManage(Person person) {
        return person.is(Role.MINISTRY) || person.is(Role.CARRIER);
    }

    /** Opens a campaign, ends the tests. */
    public boolean mayDecide(Person person) {
        return person.is(Role.MINISTRY);
    }
}
