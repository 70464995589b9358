package fr.ecoquartier.web.sample;

import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignParameters;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleSelection;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sample of a campaign: its parameters, what was computed from them, and trying others out. */
@Controller
@RequestMapping("/campagnes/{id}/echantillon")
class SampleController {

    private final VisibleCampaigns visible;
    private final Campaigns campaigns;
    private final Samples samples;
    private final SamplePages pages;
    private final Runs runs;

    SampleController(VisibleCampaigns visible, Campaigns campaigns, Samples samples, SamplePages pages, Runs runs) {
        this.visible = visible;
        this.campaigns = campaigns;
        this.samples = samples;
        this.pages = pages;
        this.runs = runs;
    }

    /** What was only tried out concerns those who prepare the decision, not the partners who are consulted on it. */
    private boolean seesTrials() {
        return visible.scope().candidates();
    }

    private boolean edits(Campaign campaign) {
        return visible.mayManage() && campaign.beforeDecision();
    }

    @GetMapping
    String page(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long depuis,
            @RequestParam(defaultValue = "false") boolean assoupli,
            Model model) {
        Campaign campaign = visible.get(id);
        if (!edits(campaign)) {
            pages.saved(model, campaign);
            model.addAttribute("edits", false);
            pages.runs(model, campaign, seesTrials());
            return "sample/sample";
        }
        CampaignParameters parameters = campaign.parameters();
        if (depuis != null) {
            StoredSample run = stored(campaign, depuis);
            parameters = parametersOf(run, assoupli, campaign);
            model.addAttribute("taken", run);
        }
        return editor(model, campaign, SampleForm.of(parameters, campaign.revision()), List.of());
    }

    private static CampaignParameters parametersOf(StoredSample run, boolean relaxed, Campaign campaign) {
        SampleRequest request = run.request();
        List<Quota> quotas = new ArrayList<>(request.quotas());
        if (relaxed && run.result() != null && run.result().relaxation() != null) {
            run.result().relaxation().changes().forEach(change -> quotas.set(change.quota(), change.proposed()));
        }
        return new CampaignParameters(
                request.size(),
                request.reserve(),
                quotas,
                request.mustBeIn(),
                request.mustNotBeIn(),
                request.weights(),
                campaign.parameters().committee());
    }

    private String form(Model model, Campaign campaign, SampleForm form, List<Problem> problems) {
        pages.editor(model, campaign, form, problems);
        model.addAttribute("edits", true);
        return "sample/parts :: form";
    }

    private String editor(Model model, Campaign campaign, SampleForm form, List<Problem> problems) {
        form(model, campaign, form, problems);
        pages.runs(model, campaign, seesTrials());
        return "sample/sample";
    }

    private static List<Problem> problems(SampleForm form, SampleRequest request, boolean complete) {
        List<Problem> problems = new ArrayList<>(form.problems());
        Set<String> unread = new HashSet<>();
        problems.forEach(problem -> unread.add(problem.field()));
        (complete ? SampleSelection.problems(request) : SampleSelection.problemsSoFar(request))
                .stream().filter(problem -> !unread.contains(problem.field())).forEach(problems::add);
        return problems;
    }

    @PostMapping
    String save(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        SampleForm form = SampleForm.typed(typed);
        CampaignParameters parameters = form.parameters(campaign.parameters().committee());
        List<Problem> problems = problems(form, samples.request(id, parameters), SamplePages.complete(campaign));
        if (!problems.isEmpty()) {
            return editor(model, campaign, form, problems);
        }
        try {
            campaigns.saveParameters(id, form.revision(), parameters, visible.actor());
        } catch (Changed changed) {
            Campaign now = visible.get(id);
            model.addAttribute(
                    "clash", SampleDifferences.between(samples.request(id), samples.request(id, parameters)));
            return editor(model, now, form.over(now.revision()), List.of());
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
            return "redirect:/campagnes/" + id + "/echantillon";
        }
        flash.addFlashAttribute("success", "Les paramètres de l’échantillon sont enregistrés.");
        return "redirect:/campagnes/" + id + "/echantillon";
    }

    /** Adds and removes lines of what is typed; nothing is saved. */
    @PostMapping("/saisie")
    String edit(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(required = false) @Nullable String ajouter,
            @RequestParam(required = false) @Nullable Integer retirer,
            @RequestParam(required = false) @Nullable Long imposer,
            @RequestParam(required = false) @Nullable Long exclure,
            @RequestParam(required = false) @Nullable Long liberer,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model) {
        Campaign campaign = visible.managed(id);
        SampleForm form = SampleForm.typed(typed);
        if (ajouter != null) {
            form.addRow();
        }
        if (retirer != null) {
            form.removeRow(retirer);
        }
        if (imposer != null) {
            form.impose(imposer);
        }
        if (exclure != null) {
            form.exclude(exclure);
        }
        if (liberer != null) {
            form.free(liberer);
        }
        model.addAttribute(
                "focus",
                ajouter != null ? "quotas-" + (form.rows().size() - 1) + "-value" : retirer != null ? "ajouter" : "q");
        return partial ? form(model, campaign, form, List.of()) : editor(model, campaign, form, List.of());
    }

    @GetMapping("/candidatures")
    String search(@PathVariable String id, @RequestParam(defaultValue = "") String q, Model model) {
        Campaign campaign = visible.managed(id);
        model.addAttribute("campaign", campaign);
        model.addAttribute("search", q);
        model.addAttribute("found", pages.search(samples.request(id), q));
        return "sample/parts :: found";
    }

    /** Computes the sample of what is typed, in the background; nothing is saved but the result. */
    @PostMapping("/essai")
    String tryOut(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            HttpServletResponse response) {
        Campaign campaign = visible.managed(id);
        SampleForm form = SampleForm.typed(typed);
        CampaignParameters parameters = form.parameters(campaign.parameters().committee());
        List<Problem> problems = problems(form, samples.request(id, parameters), true);
        if (!problems.isEmpty()) {
            if (!partial) {
                return editor(model, campaign, form, problems);
            }
            response.setHeader("HX-Retarget", "#parametres");
            response.setHeader("HX-Reswap", "outerHTML");
            return form(model, campaign, form, problems);
        }
        String effect = "tryout:" + UUID.randomUUID();
        String run = runs.start(
                "Essai de l’échantillon",
                visible.person().id(),
                progress -> "/campagnes/" + id + "/echantillon/calculs/"
                        + samples.tryOut(id, parameters, effect, progress).run());
        model.addAttribute("trial", run);
        return partial ? "sample/parts :: trial" : editor(model, campaign, form, List.of());
    }

    @GetMapping("/calculs/{run}")
    String run(@PathVariable String id, @PathVariable long run, Model model) {
        Campaign campaign = visible.get(id);
        pages.run(model, campaign, stored(campaign, run));
        model.addAttribute("edits", edits(campaign));
        return "sample/run";
    }

    @GetMapping("/calculs/{run}/echantillon.csv")
    ResponseEntity<byte[]> csv(@PathVariable String id, @PathVariable long run) {
        StoredSample stored = stored(visible.get(id), run);
        if (stored.result() == null) {
            throw missing();
        }
        return Downloads.of(
                SampleSheet.csv(stored.request(), stored.result()),
                Downloads.CSV,
                "echantillon-%s-%d.csv".formatted(id, run));
    }

    @GetMapping("/comparaison")
    String compare(@PathVariable String id, @RequestParam long avant, @RequestParam long apres, Model model) {
        Campaign campaign = visible.get(id);
        pages.comparison(model, campaign, stored(campaign, avant), stored(campaign, apres));
        return "sample/comparison";
    }

    private StoredSample stored(Campaign campaign, long run) {
        return samples.find(run)
                .filter(stored -> stored.campaign().equals(campaign.id()))
                .filter(stored -> stored.official() || seesTrials())
                .orElseThrow(SampleController::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "no such computation");
    }
}
