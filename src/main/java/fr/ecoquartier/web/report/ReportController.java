package fr.ecoquartier.web.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.report.CampaignReports;
import fr.ecoquartier.pilot.report.ReportContent;
import fr.ecoquartier.pilot.report.StoredReport;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.campaign.VisibleCampaigns;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The report of a campaign: its versions as they were written, and before the campaign ends what the report would say.
 * Drafts and files name the candidates and pilots of every region: the regional services read the national figures of the
 * stored versions on the page.
 */
@Controller
class ReportController {

    private static final String DRAFT = "projet";

    private final VisibleCampaigns visible;
    private final CampaignReports reports;

    ReportController(VisibleCampaigns visible, CampaignReports reports) {
        this.visible = visible;
        this.reports = reports;
    }

    @GetMapping("/campagnes/{id}/rapport")
    String page(@PathVariable String id, @RequestParam(defaultValue = "") String version, Model model) {
        Campaign campaign = visible.national(id);
        List<StoredReport> versions = reports.of(id);
        boolean drafts = mayDraft(campaign);
        model.addAttribute("campaign", campaign);
        model.addAttribute("versions", versions);
        model.addAttribute("drafts", drafts);
        model.addAttribute("files", visible.scope().allRegions());
        model.addAttribute("remarks", reports.remarks(id));
        if (version.equals(DRAFT) || version.isEmpty() && versions.isEmpty() && drafts) {
            requireDraft(campaign);
            model.addAttribute("report", reports.draft(id).whole());
            model.addAttribute("shown", null);
        } else if (!versions.isEmpty()) {
            StoredReport shown = version.isEmpty()
                    ? versions.get(versions.size() - 1)
                    : reports.find(id, number(version)).orElseThrow(ReportController::noSuchVersion);
            ReportContent content = reports.content(id, shown.number()).orElseThrow(ReportController::noSuchVersion);
            model.addAttribute("report", visible.scope().allRegions() ? content.whole() : content.withoutNames());
            model.addAttribute("shown", shown);
        } else if (!version.isEmpty()) {
            throw noSuchVersion();
        }
        return "report/report";
    }

    @GetMapping("/campagnes/{id}/rapport/{number:\\d{1,6}}.pdf")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable int number) {
        visible.national(id);
        requireAllRegions();
        StoredReport version = reports.find(id, number).orElseThrow(ReportController::noSuchVersion);
        return Downloads.of(
                reports.file(id, number).orElseThrow(ReportController::noSuchVersion),
                MediaType.APPLICATION_PDF,
                version.fileName());
    }

    @GetMapping("/campagnes/{id}/rapport/projet.pdf")
    ResponseEntity<byte[]> draft(@PathVariable String id) {
        requireDraft(visible.national(id));
        return Downloads.of(reports.draftFile(id).content(), MediaType.APPLICATION_PDF, id + "-projet-de-rapport.pdf");
    }

    /** A finished campaign has its report; a draft besides would be a regenerated one. */
    private boolean mayDraft(Campaign campaign) {
        return !campaign.over() && visible.scope().allRegions();
    }

    private void requireDraft(Campaign campaign) {
        requireAllRegions();
        if (campaign.over()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "La campagne est terminée : il n’y a plus de projet de rapport.");
        }
    }

    private void requireAllRegions() {
        if (!visible.scope().allRegions()) {
            throw new AccessDeniedException("it names the candidates and pilots of every region");
        }
    }

    private static int number(String version) {
        if (!version.matches("\\d{1,6}")) {
            throw noSuchVersion();
        }
        return Integer.parseInt(version);
    }

    private static ResponseStatusException noSuchVersion() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Cette version du rapport n’existe pas.");
    }
}
