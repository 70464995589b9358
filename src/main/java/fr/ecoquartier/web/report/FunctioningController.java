package fr.ecoquartier.web.report;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.functioning.Functioning.CorrectionTheme;
import fr.ecoquartier.pilot.functioning.FunctioningPictures;
import fr.ecoquartier.pilot.functioning.FunctioningResults;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Where the time of a campaign went. The figures are national; what is written in a dossier (the texts of correction
 * requests, the lines of the export) is shown to those who may see that dossier's region.
 */
@Controller
class FunctioningController {

    private final VisibleCampaigns visible;
    private final FunctioningResults results;
    private final Pilots pilots;

    FunctioningController(VisibleCampaigns visible, FunctioningResults results, Pilots pilots) {
        this.visible = visible;
        this.results = results;
        this.pilots = pilots;
    }

    /** A group of correction requests: how many there are, and those whose text this person may read. */
    record ThemeView(CorrectionTheme theme, List<Functioning.Asked> readable) {}

    @GetMapping("/campagnes/{id}/fonctionnement")
    String page(@PathVariable String id, Model model) {
        Campaign campaign = visible.national(id);
        Functioning functioning = results.of(id);
        Set<String> readable = readable(id);
        model.addAttribute("campaign", campaign);
        model.addAttribute("functioning", functioning);
        model.addAttribute("bars", FunctioningPictures.barsSvg(functioning));
        model.addAttribute(
                "themes",
                functioning.themes().stream()
                        .map(theme -> new ThemeView(
                                theme,
                                theme.requests().stream()
                                        .filter(asked -> readable.contains(asked.reference()))
                                        .toList()))
                        .toList());
        return "report/functioning";
    }

    @GetMapping("/campagnes/{id}/fonctionnement.csv")
    ResponseEntity<byte[]> export(@PathVariable String id) {
        visible.national(id);
        Set<String> readable = readable(id);
        byte[] csv = TaskTimesCsv.of(results.tasks(id).stream()
                .filter(task -> task.reference().equals(id) || readable.contains(task.reference()))
                .toList());
        return Downloads.of(csv, Downloads.CSV, id + "-temps-par-tache.csv");
    }

    private Set<String> readable(String campaign) {
        CampaignScope scope = visible.scope();
        return pilots.of(campaign).stream()
                .filter(pilot -> pilot.reference() != null && scope.covers(pilot.candidate()))
                .map(Pilot::reference)
                .collect(Collectors.toSet());
    }
}
