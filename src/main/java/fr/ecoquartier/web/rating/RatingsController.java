package fr.ecoquartier.web.rating;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.campaign.NoSuchCampaign;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The evaluations of a campaign: who answered, and what they said side by side, for those who may read it. Somebody who
 * still has a rating to give reads no other one.
 */
@Controller
@RequestMapping("/campagnes/{id}/evaluations")
class RatingsController {

    private final VisibleCampaigns visible;
    private final RatingMatrix matrix;
    private final Referentiels referentiels;
    private final DossierFigures figures;

    RatingsController(
            VisibleCampaigns visible, RatingMatrix matrix, Referentiels referentiels, DossierFigures figures) {
        this.visible = visible;
        this.matrix = matrix;
        this.referentiels = referentiels;
        this.figures = figures;
    }

    @GetMapping
    String matrix(@PathVariable String id, Model model) {
        Campaign campaign = visible.withCandidates(id);
        Person person = visible.person();
        CampaignScope scope = visible.scope();
        List<RatingMatrix.Line> lines = matrix.of(id, person, scope);
        List<Rating> readable =
                lines.stream().flatMap(line -> line.ratings().stream()).toList();
        List<HoursPicture.Row> hours = byRole(readable);
        model.addAttribute("campaign", campaign);
        model.addAttribute("lines", lines);
        model.addAttribute("roles", EvaluatorRole.values());
        model.addAttribute("allRegions", scope.allRegions());
        model.addAttribute(
                "given", lines.stream().mapToLong(RatingMatrix.Line::given).sum());
        model.addAttribute(
                "silent", lines.stream().mapToLong(RatingMatrix.Line::silent).sum());
        model.addAttribute(
                "expected",
                lines.stream().mapToLong(RatingMatrix.Line::expected).sum());
        model.addAttribute("steps", Rating.STEPS);
        model.addAttribute("hours", hours);
        model.addAttribute("picture", hours.isEmpty() ? null : HoursPicture.svg(hours));
        return "rating/matrix";
    }

    @GetMapping("/{reference:TEST-[0-9]{4}-[0-9]{5,}}")
    String pilot(@PathVariable String id, @PathVariable String reference, Model model) {
        Campaign campaign = visible.withCandidates(id);
        Pilot pilot = pilot(id, reference);
        RatingMatrix.Line line = matrix.line(pilot, visible.person());
        List<Rating> readable = line.ratings();
        Referentiel referentiel = version(campaign.referentiel());
        List<HoursPicture.Row> hours = readable.stream()
                .map(rating -> new HoursPicture.Row(RatingComparison.author(rating), rating.hours()))
                .filter(row -> row.total().signum() > 0)
                .toList();
        // the computed ratings are shown with the others', so that they influence nobody who still rates
        boolean othersToo = readable.size() > 1 || visible.scope().allRegions() && !readable.isEmpty();
        model.addAttribute("campaign", campaign);
        model.addAttribute("pilot", pilot);
        model.addAttribute("line", line);
        model.addAttribute("readable", readable);
        model.addAttribute(
                "comparison",
                RatingComparison.of(
                        referentiel,
                        readable,
                        othersToo
                                ? figures.latestCheck(reference)
                                        .map(Check::report)
                                        .orElse(null)
                                : null));
        model.addAttribute("steps", Rating.STEPS);
        model.addAttribute("hours", hours);
        model.addAttribute("picture", hours.isEmpty() ? null : HoursPicture.svg(hours));
        return "rating/pilot";
    }

    @GetMapping("/export.csv")
    ResponseEntity<byte[]> export(@PathVariable String id) {
        Campaign campaign = visible.withCandidates(id);
        Referentiel referentiel = version(campaign.referentiel());
        RatingsCsv csv = new RatingsCsv();
        for (Pilot pilot : matrix.visible(id, visible.scope())) {
            matrix.readable(pilot, visible.person()).forEach(rating -> csv.add(pilot, rating, referentiel));
        }
        return Downloads.of(csv.bytes(), Downloads.CSV, "evaluations-" + id + ".csv");
    }

    private Pilot pilot(String campaign, String reference) {
        return matrix.visible(campaign, visible.scope()).stream()
                .filter(pilot -> reference.equals(pilot.reference()))
                .findFirst()
                .orElseThrow(NoSuchCampaign::new);
    }

    private Referentiel version(String version) {
        return referentiels
                .find(version)
                .orElseThrow(() -> new IllegalStateException("no stored version of the référentiel: " + version));
    }

    /** The mean time of those who told it, by role and step. */
    private static List<HoursPicture.Row> byRole(List<Rating> ratings) {
        List<HoursPicture.Row> rows = new ArrayList<>();
        for (EvaluatorRole role : EvaluatorRole.values()) {
            Map<String, BigDecimal> means = new LinkedHashMap<>();
            for (String step : Rating.STEPS) {
                List<BigDecimal> told = ratings.stream()
                        .filter(rating -> rating.role() == role)
                        .map(rating -> rating.hours().get(step))
                        .filter(java.util.Objects::nonNull)
                        .toList();
                if (!told.isEmpty()) {
                    means.put(
                            step,
                            told.stream()
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .divide(BigDecimal.valueOf(told.size()), 2, RoundingMode.HALF_UP));
                }
            }
            if (!means.isEmpty()) {
                rows.add(new HoursPicture.Row(role.label(), means));
            }
        }
        return rows;
    }
}
