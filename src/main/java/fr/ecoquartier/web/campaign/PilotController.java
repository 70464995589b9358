package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pilots of a campaign: who holds each seat, how far the test is, who steps in next. */
@Controller
class PilotController {

    /**
     * A holder of a seat and how far its test is.
     *
     * @param dossier null before the test dossier is opened
     */
    record Progress(Pilot pilot, DossierSummary dossier, List<OpenTask> expected, List<Evaluator> evaluators) {

        public long given() {
            return evaluators.stream()
                    .filter(one -> one.state() == Evaluator.State.GIVEN)
                    .count();
        }

        public long silent() {
            return evaluators.stream()
                    .filter(one -> one.state() == Evaluator.State.SILENT)
                    .count();
        }
    }

    /** A seat: its present holder, and those before. */
    record Seat(int number, Progress holder, List<Progress> earlier) {

        public boolean vacant() {
            return holder.pilot().state() == PilotState.DROPPED_OUT;
        }
    }

    private final VisibleCampaigns visible;
    private final Pilots pilots;
    private final Dossiers dossiers;
    private final OpenTasks tasks;
    private final Evaluators evaluators;
    private final LabelProcess process;
    private final Territories territories;

    PilotController(
            VisibleCampaigns visible,
            Pilots pilots,
            Dossiers dossiers,
            OpenTasks tasks,
            Evaluators evaluators,
            LabelProcess process,
            Territories territories) {
        this.visible = visible;
        this.pilots = pilots;
        this.dossiers = dossiers;
        this.tasks = tasks;
        this.evaluators = evaluators;
        this.process = process;
        this.territories = territories;
    }

    @GetMapping("/campagnes/{id}/pilotes")
    String list(@PathVariable String id, Model model) {
        Campaign campaign = visible.withCandidates(id);
        CampaignScope scope = visible.scope();
        Map<Integer, List<Pilot>> bySeat = pilots.of(id).stream()
                .filter(pilot -> scope.covers(pilot.candidate()))
                .collect(Collectors.groupingBy(Pilot::seat, LinkedHashMap::new, Collectors.toList()));
        List<Seat> seats = new ArrayList<>();
        bySeat.forEach((number, holders) -> seats.add(new Seat(
                number,
                progress(holders.get(holders.size() - 1)),
                holders.subList(0, holders.size() - 1).stream()
                        .map(this::progress)
                        .toList())));
        List<Candidate> reserve = pilots.reserve(id);
        model.addAttribute("campaign", campaign);
        model.addAttribute("scope", scope);
        model.addAttribute("seats", seats);
        model.addAttribute("all", pilots.seats(id).size());
        model.addAttribute("reserve", reserve);
        model.addAttribute("mayManage", visible.mayManage());
        model.addAttribute(
                "regionNames", territories.regions().stream().collect(Collectors.toMap(Region::code, Region::label)));
        return "campaign/pilots";
    }

    private Progress progress(Pilot pilot) {
        if (pilot.reference() == null) {
            return new Progress(pilot, null, List.of(), List.of());
        }
        String reference = pilot.reference();
        return new Progress(pilot, dossiers.get(reference), tasks.of(reference), evaluators.of(reference));
    }

    @GetMapping("/campagnes/{id}/pilotes/{reference}/desistement")
    String droppingOut(@PathVariable String id, @PathVariable String reference, Model model) {
        return ask(visible.managed(id), of(id, reference), "", false, Map.of(), model);
    }

    private Pilot of(String campaign, String reference) {
        return pilots.ofDossier(reference)
                .filter(pilot -> pilot.campaign().equals(campaign))
                .orElseThrow(NoSuchCampaign::new);
    }

    private String ask(
            Campaign campaign, Pilot pilot, String reason, boolean confirmed, Map<String, String> faulty, Model model) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("pilot", pilot);
        model.addAttribute(
                "next", pilots.reserve(campaign.id()).stream().findFirst().orElse(null));
        model.addAttribute("reason", reason);
        model.addAttribute("confirmed", confirmed);
        model.addAttribute("faulty", faulty);
        return "campaign/drop-out";
    }

    @PostMapping("/campagnes/{id}/pilotes/{reference}/desistement")
    String dropOut(
            @PathVariable String id,
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String motif,
            @RequestParam(defaultValue = "false") boolean confirme,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        Pilot pilot = of(id, reference);
        Map<String, String> faulty = new LinkedHashMap<>();
        int length = motif.strip().length();
        if (length < CampaignController.MIN_REASON || length > CampaignController.MAX_REASON) {
            faulty.put("motif", CampaignController.reasonMessage());
        }
        if (!confirme) {
            faulty.put("confirme", "Cochez la case pour confirmer.");
        }
        if (!faulty.isEmpty()) {
            return ask(campaign, pilot, motif, confirme, faulty, model);
        }
        try {
            process.withdraw(reference, motif.strip(), visible.actor());
            flash.addFlashAttribute(
                    "success", "Le désistement de " + pilot.candidate().authorityName() + " est enregistré.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + id + "/pilotes";
    }
}
