package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An authority's own applications to the tests, in its space; those of others do not exist for it. */
@Controller
@RequestMapping("/collectivite/campagnes")
class ApplicationController {

    /**
     * One of our applications.
     *
     * @param pilot its seat once it is retained
     * @param reserve its rank in the reserve list, 0 when it is not in it
     */
    record Application(Candidate candidate, Campaign campaign, Pilot pilot, int reserve) {

        /** What became of it, in a word. */
        public String state() {
            if (candidate.withdrawn()) {
                return "Retirée";
            }
            if (pilot != null) {
                return pilot.stateLabel();
            }
            if (campaign.status() == CampaignStatus.CANCELLED) {
                return "Campagne annulée";
            }
            if (campaign.beforeDecision()) {
                return "Candidature reçue";
            }
            return reserve > 0 ? "Liste de réserve, rang " + reserve : "Non retenue";
        }
    }

    private final VisibleCampaigns visible;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Pilots pilots;
    private final Territories territories;
    private final Referentiels referentiels;

    ApplicationController(
            VisibleCampaigns visible,
            Campaigns campaigns,
            Candidates candidates,
            Pilots pilots,
            Territories territories,
            Referentiels referentiels) {
        this.visible = visible;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.pilots = pilots;
        this.territories = territories;
        this.referentiels = referentiels;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("open", campaigns.openToApplications());
        model.addAttribute(
                "applications",
                candidates.ofAuthorities(visible.person().authorities()).stream()
                        .map(this::application)
                        .toList());
        return "campaign/own-list";
    }

    private Application application(Candidate candidate) {
        return new Application(
                candidate,
                campaigns.get(candidate.campaign()),
                pilots.of(candidate.campaign()).stream()
                        .filter(pilot -> pilot.candidate().id() == candidate.id())
                        .findFirst()
                        .orElse(null),
                reserve(candidate));
    }

    private int reserve(Candidate candidate) {
        return 1
                + pilots.reserve(candidate.campaign()).stream()
                        .map(Candidate::id)
                        .toList()
                        .indexOf(candidate.id());
    }

    // applying

    @GetMapping("/{id}/candidature")
    String form(@PathVariable String id, Model model) {
        Campaign campaign = open(id);
        List<Authority> own = authorities();
        return form(campaign, CandidateForm.empty(own.size() == 1 ? own.get(0).code() : ""), Map.of(), model);
    }

    private Campaign open(String id) {
        return campaigns.find(id).filter(campaigns::takesApplications).orElseThrow(NoSuchCampaign::new);
    }

    private List<Authority> authorities() {
        return visible.person().authorities().stream()
                .sorted()
                .map(territories::authority)
                .flatMap(Optional::stream)
                .toList();
    }

    private String form(Campaign campaign, CandidateForm typed, Map<String, String> faulty, Model model) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("typed", typed);
        model.addAttribute("faulty", CandidateForm.inOrder(faulty));
        model.addAttribute("authorities", authorities());
        model.addAttribute("stages", OperationStage.values());
        model.addAttribute("contexts", CandidateController.contexts(referentiels, campaign));
        return "campaign/own-form";
    }

    @PostMapping("/{id}/candidature")
    String apply(@PathVariable String id, CandidateForm sent, Model model, RedirectAttributes flash) {
        Person person = visible.person();
        CandidateForm typed = CandidateController.complete(sent);
        Campaign campaign = campaigns.find(id).orElseThrow(NoSuchCampaign::new);
        Map<String, String> faulty = new LinkedHashMap<>();
        if (!person.authorities().contains(typed.collectivite())) {
            faulty.put("collectivite", "Choisissez votre collectivité.");
        }
        CandidateForm.Checked checked = typed.check(campaign, CandidateOrigin.APPLIED, candidates, territories);
        checked.faulty().forEach(faulty::putIfAbsent);
        if (!faulty.isEmpty()) {
            return form(campaign, typed, faulty, model);
        }
        try {
            long number = candidates.apply(id, checked.candidate(), visible.actor());
            flash.addFlashAttribute("success", "Votre candidature est enregistrée.");
            return "redirect:/collectivite/campagnes/candidatures/" + number;
        } catch (NotPossible refusal) {
            faulty.put("operation", refusal.getMessage());
            return form(campaign, typed, faulty, model);
        }
    }

    // our application

    @GetMapping("/candidatures/{number:\\d+}")
    String show(@PathVariable long number, Model model) {
        return show(own(number), "", Map.of(), model);
    }

    private Candidate own(long number) {
        return candidates
                .find(number)
                .filter(candidate -> visible.person().authorities().contains(candidate.authorityCode()))
                .orElseThrow(NoSuchCampaign::new);
    }

    private String show(Candidate candidate, String reason, Map<String, String> faulty, Model model) {
        Application application = application(candidate);
        Pilot pilot = application.pilot();
        model.addAttribute("ours", application);
        model.addAttribute("candidate", candidate);
        model.addAttribute("campaign", application.campaign());
        model.addAttribute("pilot", pilot);
        model.addAttribute(
                "regionName",
                territories.region(candidate.regionCode()).map(Region::label).orElse(candidate.regionCode()));
        model.addAttribute(
                "withdrawable",
                !candidate.withdrawn()
                        && !application.campaign().over()
                        && (pilot == null || pilot.reference() == null));
        model.addAttribute("reason", reason);
        model.addAttribute("faulty", faulty);
        return "campaign/own";
    }

    @PostMapping("/candidatures/{number:\\d+}/retrait")
    String withdraw(
            @PathVariable long number,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        Candidate candidate = own(number);
        int length = motif.strip().length();
        if (length < CampaignController.MIN_REASON || length > CampaignController.MAX_REASON) {
            return show(candidate, motif, Map.of("motif", CampaignController.reasonMessage()), model);
        }
        try {
            candidates.withdraw(number, motif, visible.actor());
            flash.addFlashAttribute("success", "Votre candidature est retirée.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/collectivite/campagnes/candidatures/" + number;
    }
}
