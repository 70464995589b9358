package fr.ecoquartier.web.campaign;

import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CandidateColumn;
import fr.ecoquartier.pilot.CandidateFiles;
import fr.ecoquartier.pilot.CandidateImports;
import fr.ecoquartier.pilot.ImportOutcome;
import fr.ecoquartier.pilot.ImportPreview;
import fr.ecoquartier.pilot.ImportRow;
import fr.ecoquartier.pilot.UnreadableFile;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many candidates at once, from a file: send, see what was understood, confirm. */
@Controller
class ImportController {

    private final VisibleCampaigns visible;
    private final CandidateImports imports;
    private final CandidateFiles files;
    private final French fr;

    ImportController(VisibleCampaigns visible, CandidateImports imports, CandidateFiles files, French fr) {
        this.visible = visible;
        this.imports = imports;
        this.files = files;
        this.fr = fr;
    }

    @GetMapping("/campagnes/{id}/candidatures/import")
    String form(@PathVariable String id, Model model) {
        return form(visible.managed(id), null, model);
    }

    private static String form(Campaign campaign, String error, Model model) {
        Map<String, String> columns = new LinkedHashMap<>();
        Arrays.stream(CandidateColumn.values())
                .forEach(column -> columns.put(column.heading(), CandidateFiles.help(column)));
        model.addAttribute("campaign", campaign);
        model.addAttribute("columns", columns);
        model.addAttribute("error", error);
        return "campaign/import";
    }

    @GetMapping("/campagnes/candidatures-modele.csv")
    ResponseEntity<byte[]> csvTemplate() {
        visible.requireManager();
        return Downloads.of(files.csvTemplate(), Downloads.CSV, "candidatures-modele.csv");
    }

    @GetMapping("/campagnes/candidatures-modele.xlsx")
    ResponseEntity<byte[]> xlsxTemplate() {
        visible.requireManager();
        return Downloads.of(files.xlsxTemplate(), Downloads.XLSX, "candidatures-modele.xlsx");
    }

    @PostMapping("/campagnes/{id}/candidatures/import")
    String read(@PathVariable String id, @RequestParam(required = false) MultipartFile fichier, Model model)
            throws IOException {
        Campaign campaign = visible.managed(id);
        if (!campaign.beforeDecision()) {
            return form(campaign, "L’échantillon est décidé : aucune candidature ne peut plus être ajoutée.", model);
        }
        if (fichier == null || fichier.isEmpty()) {
            return form(campaign, "Choisissez un fichier qui n’est pas vide.", model);
        }
        try {
            ImportPreview preview = imports.read(
                    id, name(fichier), fichier.getBytes(), visible.person().id());
            return "redirect:/campagnes/" + id + "/candidatures/import/" + preview.id();
        } catch (UnreadableFile unreadable) {
            return form(campaign, unreadable.getMessage(), model);
        }
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename();
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? "fichier" : clean.substring(0, Math.min(120, clean.length()));
    }

    @GetMapping("/campagnes/{id}/candidatures/import/{preview}")
    String preview(@PathVariable String id, @PathVariable UUID preview, Model model, RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        ImportPreview read = imports.find(preview, visible.person().id())
                .filter(found -> found.campaign().equals(id))
                .orElse(null);
        if (read == null) {
            flash.addFlashAttribute(
                    "warning",
                    "Cet aperçu n’existe plus : il a déjà été importé, ou il date de plus d’une journée. Renvoyez le fichier.");
            return "redirect:/campagnes/" + id + "/candidatures/import";
        }
        Map<ImportRow.State, Integer> counts = new LinkedHashMap<>();
        Arrays.stream(ImportRow.State.values())
                .forEach(state -> counts.put(state, read.in(state).size()));
        model.addAttribute("campaign", campaign);
        model.addAttribute("preview", read);
        model.addAttribute("counts", counts);
        model.addAttribute("sound", read.in(ImportRow.State.SOUND));
        model.addAttribute("doubtful", read.in(ImportRow.State.DOUBTFUL));
        model.addAttribute("known", read.in(ImportRow.State.KNOWN));
        model.addAttribute("repeated", read.in(ImportRow.State.REPEATED));
        model.addAttribute("bad", read.in(ImportRow.State.FAULTY));
        return "campaign/import-preview";
    }

    @PostMapping("/campagnes/{id}/candidatures/import/{preview}")
    String confirm(
            @PathVariable String id,
            @PathVariable UUID preview,
            @RequestParam(defaultValue = "laisser") String connues,
            @RequestParam(defaultValue = "false") boolean douteuses,
            RedirectAttributes flash) {
        visible.managed(id);
        try {
            ImportOutcome outcome = imports.confirm(preview, connues.equals("actualiser"), douteuses, visible.actor());
            flash.addFlashAttribute(
                    "success",
                    "Import terminé : %s, %s, %s."
                            .formatted(
                                    fr.count(outcome.added(), "candidature ajoutée", "candidatures ajoutées"),
                                    fr.count(outcome.updated(), "mise à jour", "mises à jour"),
                                    fr.count(outcome.leftOut(), "ligne laissée de côté", "lignes laissées de côté")));
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + id + "/candidatures";
    }

    @PostMapping("/campagnes/{id}/candidatures/import/{preview}/abandon")
    String discard(@PathVariable String id, @PathVariable UUID preview, RedirectAttributes flash) {
        visible.managed(id);
        imports.discard(preview, visible.person().id());
        flash.addFlashAttribute("info", "L’import est abandonné : rien n’a été ajouté.");
        return "redirect:/campagnes/" + id + "/candidatures";
    }
}
