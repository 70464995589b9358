package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.CampaignAccess;
import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Campaigns;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * The campaigns that the person of this request may see, and what they may do: every page and tab of a campaign asks
 * here first. A campaign one may not see does not exist; a tab or an action one may not use is refused.
 */
@Component
public class VisibleCampaigns {

    private final Campaigns campaigns;
    private final CampaignAccess access;
    private final CurrentPerson current;

    VisibleCampaigns(Campaigns campaigns, CampaignAccess access, CurrentPerson current) {
        this.campaigns = campaigns;
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

    public CampaignScope scope() {
        return access.scope(current.get());
    }

    public boolean mayManage() {
        return access.mayManage(current.get());
    }

    public boolean mayDecide() {
        return access.mayDecide(current.get());
    }

    /** @throws NoSuchCampaign for one that does not exist as well as for a person who sees none */
    public Campaign get(String id) {
        if (!scope().sees()) {
            throw new NoSuchCampaign();
        }
        return campaigns.find(id).orElseThrow(NoSuchCampaign::new);
    }

    /** As {@link #get}, for a tab that shows candidates, pilots or ratings; filter them by {@link #scope}. */
    public Campaign withCandidates(String id) {
        Campaign campaign = get(id);
        if (!scope().candidates()) {
            throw new AccessDeniedException("this tab is not for partners");
        }
        return campaign;
    }

    /** As {@link #get}, for a tab with national figures: calibration, functioning, report. */
    public Campaign national(String id) {
        Campaign campaign = get(id);
        if (!scope().national()) {
            throw new AccessDeniedException("this tab is not for partners");
        }
        return campaign;
    }

    /** As {@link #get}, to change candidates or parameters. */
    public Campaign managed(String id) {
        Campaign campaign = get(id);
        requireManager();
        return campaign;
    }

    /** For what belongs to no campaign in particular. */
    void requireManager() {
        if (!scope().sees()) {
            throw new NoSuchCampaign();
        }
        if (!mayManage()) {
            throw new AccessDeniedException("the ministry and the carrier structure manage a campaign");
        }
    }

    /** As {@link #get}, for what the ministry alone decides. */
    public Campaign decided(String id) {
        Campaign campaign = get(id);
        if (!mayDecide()) {
            throw new AccessDeniedException("the ministry decides");
        }
        return campaign;
    }
}
