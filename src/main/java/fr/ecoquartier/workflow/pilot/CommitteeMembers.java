package fr.ecoquartier.workflow.pilot;

import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.workflow.Modelled;
import java.util.List;
import org.springframework.stereotype.Component;

/** The partners who comment the sample, as models ask for them. */
@Component
@Modelled("Comité des partenaires d'une campagne : of donne les comptes de ses membres")
public class CommitteeMembers {

    private final Committee committee;

    CommitteeMembers(Committee committee) {
        this.committee = committee;
    }

    /** Account names of the members. */
    public List<String> of(String campaign) {
        return committee.members(campaign);
    }
}
