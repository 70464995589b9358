package fr.ecoquartier.web.administration;

import fr.ecoquartier.antivirus.Verdict;
import fr.ecoquartier.dossier.EvidenceScans;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The files in quarantine: examined again or destroyed, never given to anybody. */
@Controller
@RequestMapping("/administration/quarantaine")
class QuarantineController {

    private final EvidenceScans scans;
    private final VisibleDossiers visible;

    QuarantineController(EvidenceScans scans, VisibleDossiers visible) {
        this.scans = scans;
        this.visible = visible;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("configured", scans.configured());
        model.addAttribute("totals", scans.totals());
        model.addAttribute("quarantined", scans.quarantined());
        return "administration/quarantaine";
    }

    @PostMapping("/{id}/analyse")
    String examineAgain(@PathVariable UUID id, RedirectAttributes flash) {
        try {
            boolean clean = scans.examineAgain(id, visible.actor()) == Verdict.Kind.CLEAN;
            flash.addFlashAttribute(
                    clean ? "success" : "warning",
                    clean
                            ? "L’antivirus n’y trouve plus rien : le fichier sort de quarantaine."
                            : "L’antivirus y trouve toujours une menace : le fichier reste en quarantaine.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/administration/quarantaine";
    }

    @PostMapping("/{id}/destruction")
    String destroy(@PathVariable UUID id, RedirectAttributes flash) {
        try {
            scans.destroy(id, visible.actor());
            flash.addFlashAttribute("success", "Le contenu du fichier est détruit ; son empreinte reste au dossier.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/administration/quarantaine";
    }
}
