package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tabs of a campaign that the person of this request may open, and the marks of its states. */
@Component("campaignTabs")
class CampaignTabs {

    /** A tab; the code is what a page names as the current one. */
    public record Tab(String code, String label, String address) {}

    private final VisibleCampaigns visible;

    CampaignTabs(VisibleCampaigns visible) {
        this.visible = visible;
    }

    public List<Tab> of(Campaign campaign) {
        String base = "/campagnes/" + campaign.id();
        CampaignScope scope = visible.scope();
        List<Tab> tabs = new ArrayList<>();
        tabs.add(new Tab("apercu", "Aperçu", base));
        if (scope.candidates()) {
            tabs.add(new Tab("candidatures", "Candidatures", base + "/candidatures"));
        }
        tabs.add(new Tab("echantillon", "Échantillon", base + "/echantillon"));
        if (scope.candidates()) {
            tabs.add(new Tab("pilotes", "Pilotes", base + "/pilotes"));
            tabs.add(new Tab("evaluations", "Évaluations", base + "/evaluations"));
        }
        if (scope.national()) {
            tabs.add(new Tab("calage", "Calage", base + "/calage"));
            tabs.add(new Tab("fonctionnement", "Fonctionnement", base + "/fonctionnement"));
            tabs.add(new Tab("rapport", "Rapport", base + "/rapport"));
        }
        return tabs;
    }

    /** The class of a campaign's badge. */
    public String mark(CampaignStatus status) {
        return switch (status) {
            case OPEN, SELECTION, TESTS, CALIBRATION -> "badge--info";
            case ADOPTED -> "badge--ok";
            case CANCELLED -> "badge--bad";
        };
    }

    /** The class of a pilot's badge. */
    public String mark(Pilot pilot) {
        return pilot.endedEarly() ? "badge--warn" : mark(pilot.state());
    }

    /** The class of the badge of a state. */
    public String mark(PilotState state) {
        return switch (state) {
            case NAMED -> "";
            case RUNNING -> "badge--info";
            case CLOSED -> "badge--ok";
            case DROPPED_OUT -> "badge--bad";
        };
    }
}
