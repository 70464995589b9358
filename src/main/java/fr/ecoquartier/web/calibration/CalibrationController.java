package fr.ecoquartier.web.calibration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.CalibrationTransfers;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.InvalidDecision;
import fr.ecoquartier.pilot.calibration.NewDecision;
import fr.ecoquartier.pilot.calibration.Phrases;
import fr.ecoquartier.pilot.calibration.ProposalKind;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.calibration.Transfer;
import fr.ecoquartier.pilot.run.Runs;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.referentiel.TypedFigure;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.calibration.CalibrationView.Detail;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab « Calage » of a campaign: what the tests say of every indicator, and what is decided. */
@Controller
@RequestMapping("/campagnes/{id}/calage")
class CalibrationController {

    private final VisibleCampaigns visible;
    private final Calibrations calibrations;
    private final CalibrationTransfers transfers;
    private final CalibrationViews views;
    private final Runs runs;

    CalibrationController(
            VisibleCampaigns visible,
            Calibrations calibrations,
            CalibrationTransfers transfers,
            CalibrationViews views,
            Runs runs) {
        this.visible = visible;
        this.calibrations = calibrations;
        this.transfers = transfers;
        this.views = views;
        this.runs = runs;
    }

    /** A context's thresholds as typed, with the problem of each. */
    record TypedThresholds(
            String context,
            String label,
            String minimum,
            String target,
            @Nullable String minimumError,
            @Nullable String targetError) {}

    /** The form as typed. */
    record DecisionForm(
            int revision,
            String choice,
            String reason,
            List<TypedThresholds> thresholds,
            @Nullable String choiceError,
            @Nullable String reasonError,
            @Nullable String changed) {

        boolean refused() {
            return choiceError != null
                    || reasonError != null
                    || changed != null
                    || thresholds.stream().anyMatch(t -> t.minimumError() != null || t.targetError() != null);
        }
    }

    @GetMapping
    String overview(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String contexte,
            @RequestParam(defaultValue = "") String tri,
            @RequestParam(defaultValue = "") String sens,
            Model model) {
        Campaign campaign = visible.national(id);
        model.addAttribute("campaign", campaign);
        model.addAttribute("view", views.overview(campaign, contexte, tri, "desc".equals(sens)));
        return "calibration/overview";
    }

    @GetMapping("/correlations")
    String correlations(@PathVariable String id, @RequestParam(defaultValue = "") String contexte, Model model) {
        Campaign campaign = visible.national(id);
        StoredAnalysis stored = analysis(campaign);
        model.addAttribute("campaign", campaign);
        model.addAttribute("stored", stored);
        model.addAttribute("heat", views.heat(campaign, stored, contexte));
        return "calibration/correlations";
    }

    @GetMapping("/indicateurs/{code}")
    String indicator(@PathVariable String id, @PathVariable String code, Model model) {
        Campaign campaign = visible.national(id);
        Detail detail = detail(campaign, code);
        return show(campaign, detail, fresh(detail), model);
    }

    private String show(Campaign campaign, Detail detail, DecisionForm form, Model model) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("view", detail);
        model.addAttribute("form", form);
        model.addAttribute("refused", form.refused());
        model.addAttribute("choices", ProposalKind.values());
        model.addAttribute("mayDecide", views.mayDecide(campaign, detail.stored()));
        return "calibration/indicator";
    }

    /** The decision that holds, else the proposal. */
    private static DecisionForm fresh(Detail detail) {
        IndicatorAnalysis indicator = detail.indicator();
        CalibrationDecision decision = detail.decision();
        Map<String, Thresholds> from =
                decision != null && !decision.thresholds().isEmpty()
                        ? decision.thresholds()
                        : Calibrations.suggested(indicator);
        return new DecisionForm(
                decision == null ? 0 : decision.revision(),
                (decision == null ? indicator.proposal().kind() : decision.choice()).code(),
                "",
                indicator.contexts().stream()
                        .map(context -> {
                            Thresholds shown = from.getOrDefault(
                                    context, indicator.thresholds().get(context));
                            return new TypedThresholds(
                                    context,
                                    CalibrationViews.contextLabel(context),
                                    TypedFigure.write(shown.minimum()),
                                    TypedFigure.write(shown.target()),
                                    null,
                                    null);
                        })
                        .toList(),
                null,
                null,
                null);
    }

    @PostMapping("/indicateurs/{code}")
    String decide(
            @PathVariable String id,
            @PathVariable String code,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String choix,
            @RequestParam(defaultValue = "") String motif,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        Detail detail = detail(campaign, code);
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<ProposalKind> choice = ProposalKind.find(choix);
        if (choice.isEmpty()) {
            problems.put("choice", "Choisissez ce que devient l’indicateur.");
        }
        Map<String, Thresholds> thresholds =
                choice.filter(ProposalKind.MOVE::equals).isPresent()
                        ? thresholds(detail.indicator(), typed, problems)
                        : Map.of();
        String changed = null;
        if (problems.isEmpty()) {
            try {
                calibrations.decide(
                        id, new NewDecision(code, revision, choice.orElseThrow(), thresholds, motif), visible.actor());
                flash.addFlashAttribute(
                        "success",
                        "Décision enregistrée pour %s : %s."
                                .formatted(code, choice.orElseThrow().label().toLowerCase(Locale.FRENCH)));
                return "redirect:/campagnes/" + id + "/calage/indicateurs/" + code;
            } catch (InvalidDecision invalid) {
                problems.putAll(invalid.problems());
            } catch (Changed theirs) {
                changed = theirs.getMessage()
                        + " Relisez la sienne dans l’historique ; enregistrer de nouveau la remplacera.";
                detail = detail(campaign, code);
            } catch (NotPossible refusal) {
                flash.addFlashAttribute("failure", refusal.getMessage());
                return "redirect:/campagnes/" + id + "/calage/indicateurs/" + code;
            }
        }
        int seen = changed == null ? revision : detail.decision().revision();
        return show(campaign, detail, retyped(detail.indicator(), seen, choix, motif, typed, problems, changed), model);
    }

    private static Map<String, Thresholds> thresholds(
            IndicatorAnalysis indicator, Map<String, String> typed, Map<String, String> problems) {
        Map<String, Thresholds> thresholds = new LinkedHashMap<>();
        for (String context : indicator.contexts()) {
            BigDecimal minimum = figure("minimum." + context, typed, problems);
            BigDecimal target = figure("target." + context, typed, problems);
            if (minimum != null && target != null) {
                thresholds.put(context, new Thresholds(minimum, target));
            }
        }
        return thresholds;
    }

    private static @Nullable BigDecimal figure(String field, Map<String, String> typed, Map<String, String> problems) {
        Optional<BigDecimal> number = TypedFigure.read(typed.getOrDefault(field, ""));
        if (number.isEmpty()) {
            problems.put(field, "Indiquez un nombre, comme 12,5.");
        }
        return number.orElse(null);
    }

    private static DecisionForm retyped(
            IndicatorAnalysis indicator,
            int revision,
            String choice,
            String reason,
            Map<String, String> typed,
            Map<String, String> problems,
            @Nullable String changed) {
        return new DecisionForm(
                revision,
                choice,
                reason,
                indicator.contexts().stream()
                        .map(context -> new TypedThresholds(
                                context,
                                CalibrationViews.contextLabel(context),
                                typed.getOrDefault("minimum." + context, ""),
                                typed.getOrDefault("target." + context, ""),
                                problems.get("minimum." + context),
                                problems.get("target." + context)))
                        .toList(),
                problems.get("choice"),
                problems.get("reason"),
                changed);
    }

    @PostMapping("/propositions")
    String keepProposals(@PathVariable String id, RedirectAttributes flash) {
        visible.managed(id);
        return act(id, flash, () -> {
            int kept = calibrations.keepProposals(id, visible.actor());
            return kept == 0
                    ? "Tous les indicateurs étaient déjà décidés."
                    : "Propositions retenues pour %s.".formatted(Phrases.count(kept, "indicateur", "indicateurs"));
        });
    }

    @PostMapping("/analyse")
    String recompute(@PathVariable String id, RedirectAttributes flash) {
        visible.managed(id);
        try {
            calibrations.requireAnalysable(id);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
            return "redirect:/campagnes/" + id + "/calage";
        }
        Actor actor = visible.actor();
        String run = runs.start("Analyse des tests de la campagne " + id, actor.id(), progress -> {
            try {
                calibrations.recompute(id, actor, progress);
            } catch (NotPossible refusal) {
                throw new Runs.Stopped(refusal.getMessage());
            }
            return "/campagnes/" + id + "/calage";
        });
        return "redirect:/traitements/" + run;
    }

    @PostMapping("/brouillon")
    String transfer(@PathVariable String id, RedirectAttributes flash) {
        visible.managed(id);
        return act(id, flash, () -> {
            Transfer transfer = transfers.transfer(id, visible.actor());
            return "Décisions reportées dans le brouillon (révision %d)."
                    .formatted(transfer.report().revision());
        });
    }

    private interface Action {
        String run() throws NotPossible;
    }

    private static String act(String id, RedirectAttributes flash, Action action) {
        try {
            flash.addFlashAttribute("success", action.run());
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + id + "/calage";
    }

    @GetMapping("/calage.csv")
    ResponseEntity<byte[]> csv(@PathVariable String id) {
        StoredAnalysis stored = analysis(visible.national(id));
        return Downloads.of(
                CalibrationSheets.csv(stored, calibrations.decisions(id)), Downloads.CSV, "calage-" + id + ".csv");
    }

    @GetMapping("/calage.xlsx")
    ResponseEntity<byte[]> xlsx(@PathVariable String id) {
        StoredAnalysis stored = analysis(visible.national(id));
        return Downloads.of(
                CalibrationSheets.xlsx(stored, calibrations.decisions(id)), Downloads.XLSX, "calage-" + id + ".xlsx");
    }

    private StoredAnalysis analysis(Campaign campaign) {
        return views.stored(campaign)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Les résultats des tests de cette campagne n’ont pas encore été analysés."));
    }

    private Detail detail(Campaign campaign, String code) {
        return views.detail(campaign, code)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Cet indicateur n’est pas dans l’analyse de la campagne."));
    }
}
