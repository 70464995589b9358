package fr.ecoquartier.web.modelling;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.Aside;
import fr.ecoquartier.modelling.draft.DraftChanged;
import fr.ecoquartier.modelling.draft.DraftRefused;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.draft.ReceivedModel;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One draft: its editor, its history, and what two people drew at the same time. Administrators only. */
@Controller
@RequestMapping("/modeles/brouillons/{id}")
class ModelDraftPages {

    private static final int LONGEST_REASON = 2000;

    private final ModelDrafts drafts;
    private final ModelCatalogue catalogue;
    private final CurrentPerson current;

    ModelDraftPages(ModelDrafts drafts, ModelCatalogue catalogue, CurrentPerson current) {
        this.drafts = drafts;
        this.catalogue = catalogue;
        this.current = current;
    }

    @GetMapping
    String edit(@PathVariable long id, Model model) {
        ModelDraft draft = find(id);
        model.addAttribute("draft", draft);
        model.addAttribute("asides", drafts.asides(id));
        model.addAttribute("base", comparedWith(draft));
        return "modelling/editor";
    }

    /** What the draft is compared with: the version that it began with, else the one in service; null for neither. */
    private String comparedWith(ModelDraft draft) {
        if (draft.baseVersion() != null) {
            return catalogue
                    .version(draft.kind(), draft.key(), draft.baseVersion())
                    .map(ModelSources::ref)
                    .orElse(null);
        }
        return catalogue.versions(draft.kind(), draft.key()).stream()
                .filter(ModelVersion::latest)
                .findFirst()
                .map(ModelSources::ref)
                .orElse(null);
    }

    @GetMapping("/historique")
    String history(@PathVariable long id, Model model) {
        ModelDraft draft = find(id);
        model.addAttribute("draft", draft);
        model.addAttribute("revisions", drafts.revisions(id));
        model.addAttribute("asides", drafts.asides(id));
        model.addAttribute("discarded", drafts.discarded(id).orElse(null));
        return "modelling/history";
    }

    /** A newer file for the draft, from an editor on somebody's desk. */
    @PostMapping("/import")
    String importFile(
            @PathVariable long id,
            @RequestParam int revision,
            @RequestParam(name = "fichier", required = false) MultipartFile file,
            RedirectAttributes flash) {
        ModelDraft draft = find(id);
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isBlank()) {
            flash.addFlashAttribute(
                    "failure", "Choisissez un fichier ." + draft.kind().extension() + ".");
            return history(id);
        }
        try {
            ReceivedModel received = ReceivedModel.read(ModelPages.plainName(file), ModelPages.bytes(file));
            if (received.kind() != draft.kind()) {
                throw new DraftRefused(
                        "Ce brouillon attend un fichier ." + draft.kind().extension() + ".");
            }
            if (received.problems().isEmpty() && !received.key().equals(draft.key())) {
                throw new DraftRefused("Ce fichier contient « " + received.key() + " » et ce brouillon « " + draft.key()
                        + " » : importez-le depuis la liste des modèles, dans un brouillon à lui.");
            }
            drafts.save(id, revision, received.content(), author());
            ModelPages.said(received, ModelPages.plainName(file), flash);
            return "redirect:/modeles/brouillons/" + id;
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", Wording.typeset(e.getMessage()));
            return history(id);
        } catch (DraftChanged e) {
            flash.addFlashAttribute(
                    "warning",
                    e.changedBy().name()
                            + " a modifié ce brouillon entre-temps. Rien n’est écrasé : votre fichier est gardé à part.");
            return "redirect:/modeles/brouillons/" + id + "/saisies/" + e.aside();
        }
    }

    private static String history(long id) {
        return "redirect:/modeles/brouillons/" + id + "/historique";
    }

    @GetMapping("/saisies/{aside}")
    String aside(@PathVariable long id, @PathVariable long aside, Model model) {
        Aside kept = drafts.aside(aside).filter(found -> found.draft() == id).orElseThrow(NoSuchModel::new);
        model.addAttribute("draft", find(id));
        model.addAttribute("aside", kept);
        model.addAttribute("open", drafts.asides(id).stream().anyMatch(found -> found.id() == aside));
        return "modelling/aside";
    }

    @PostMapping("/saisies/{aside}/brouillon")
    String asNewDraft(@PathVariable long id, @PathVariable long aside, RedirectAttributes flash) {
        drafts.aside(aside).filter(found -> found.draft() == id).orElseThrow(NoSuchModel::new);
        try {
            ModelDraft draft = drafts.asNewDraft(aside, ModelNames.continued(find(id).title(), author()), author());
            flash.addFlashAttribute("success", "La saisie gardée à part continue dans ce brouillon.");
            return "redirect:/modeles/brouillons/" + draft.id();
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
            return history(id);
        }
    }

    @PostMapping("/saisies/{aside}/abandon")
    String drop(@PathVariable long id, @PathVariable long aside, RedirectAttributes flash) {
        drafts.aside(aside).filter(found -> found.draft() == id).orElseThrow(NoSuchModel::new);
        try {
            drafts.drop(aside, author());
            flash.addFlashAttribute("success", "La saisie gardée à part est écartée.");
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return history(id);
    }

    @PostMapping("/abandon")
    String discard(
            @PathVariable long id,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            RedirectAttributes flash) {
        ModelDraft draft = find(id);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            flash.addFlashAttribute("failure", "Donnez le motif de l’abandon, en 2 000 signes au plus.");
            flash.addFlashAttribute("typedReason", reason);
            return history(id);
        }
        try {
            drafts.discard(id, reason.strip(), author());
            flash.addFlashAttribute(
                    "success",
                    Wording.typeset("Le brouillon « " + draft.title()
                            + " » est abandonné ; son historique reste consultable depuis la page du modèle."));
            return "redirect:/modeles";
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
            return history(id);
        }
    }

    private ModelDraft find(long id) {
        return drafts.find(id).orElseThrow(NoSuchModel::new);
    }

    private Author author() {
        return new Author(current.get().id(), current.get().name());
    }
}
