package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.Messages;
import fr.ecoquartier.correspondence.Side;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The exchanges of a dossier, as the authority that carries it sees and writes them, and its answers point by point. */
@Controller
@RequestMapping("/collectivite/dossiers/{reference}/echanges")
class AuthorityExchangesController {

    private final VisibleDossiers visible;
    private final ExchangeDesk desk;
    private final Messages messages;
    private final Corrections corrections;
    private final Kept kept;

    AuthorityExchangesController(
            VisibleDossiers visible, ExchangeDesk desk, Messages messages, Corrections corrections, Kept kept) {
        this.visible = visible;
        this.desk = desk;
        this.messages = messages;
        this.corrections = corrections;
        this.kept = kept;
    }

    @GetMapping
    String page(
            @PathVariable String reference,
            @RequestParam(defaultValue = "9223372036854775807") long avant,
            Model model) {
        DossierSummary dossier = visible.ownedBy(reference);
        describe(dossier, model);
        model.addAttribute("thread", desk.thread(dossier, visible.person(), avant));
        return "correspondence/authority";
    }

    private void describe(DossierSummary dossier, Model model) {
        desk.common(dossier, true, true, model);
        model.addAttribute("task", dossier.suspended() ? null : desk.answering(dossier));
    }

    @PostMapping("/messages")
    String post(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam UUID cle,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        try {
            messages.post(reference, cle, texte, Side.AUTHORITY, visible.actor());
        } catch (NotPossible refusal) {
            describe(dossier, model);
            model.addAttribute(
                    "thread",
                    ExchangeDesk.refused(
                            desk.thread(dossier, visible.person(), Long.MAX_VALUE), cle, texte, refusal.getMessage()));
            return partial ? "correspondence/parts :: thread" : "correspondence/authority";
        }
        if (partial) {
            describe(dossier, model);
            model.addAttribute("thread", ExchangeDesk.sent(desk.thread(dossier, visible.person(), Long.MAX_VALUE)));
            return "correspondence/parts :: thread";
        }
        flash.addFlashAttribute("success", "Le message est envoyé à l’instruction.");
        return "redirect:/collectivite/dossiers/" + reference + "/echanges";
    }

    @PostMapping("/messages/brouillon")
    ResponseEntity<?> keep(
            @PathVariable String reference, @RequestParam(defaultValue = "") String texte, @RequestParam UUID cle) {
        visible.ownedBy(reference);
        return kept.answer(() -> messages.keep(reference, cle, texte, visible.actor()), texte);
    }

    /** With JavaScript: kept while it is typed. */
    @PostMapping(path = "/reponses/{point}", headers = "X-Requested-With=XMLHttpRequest")
    ResponseEntity<?> answer(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue) {
        visible.ownedBy(reference);
        return kept.answer(() -> corrections.answer(reference, point, texte, vue, visible.actor()), texte);
    }

    /** Without: the same as a plain form. */
    @PostMapping("/reponses/{point}")
    String answerForm(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue,
            @RequestParam(defaultValue = "") String retour,
            RedirectAttributes flash) {
        visible.ownedBy(reference);
        try {
            corrections.answer(reference, point, texte, vue, visible.actor());
            flash.addFlashAttribute("success", "Votre réponse est enregistrée ; elle n’est pas encore envoyée.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return back(reference, retour, point);
    }

    /** Two people typed an answer: one of the two is chosen. */
    @PostMapping("/reponses/{point}/a-part")
    String settle(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam boolean reprendre,
            @RequestParam(defaultValue = "") String retour,
            RedirectAttributes flash) {
        visible.ownedBy(reference);
        try {
            corrections.settleAnswer(reference, point, reprendre, visible.actor());
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return back(reference, retour, point);
    }

    /** With JavaScript: the value that would take the place of a field's, kept while it is typed. */
    @PostMapping(path = "/reponses/{point}/valeur", headers = "X-Requested-With=XMLHttpRequest")
    ResponseEntity<?> correct(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue) {
        visible.ownedBy(reference);
        return kept.answer(() -> corrections.correct(reference, point, texte, vue, visible.actor()), texte);
    }

    @PostMapping("/reponses/{point}/valeur")
    String correctForm(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam(defaultValue = "0") int vue,
            @RequestParam(defaultValue = "") String retour,
            RedirectAttributes flash) {
        visible.ownedBy(reference);
        try {
            corrections.correct(reference, point, texte, vue, visible.actor());
            flash.addFlashAttribute("success", "La nouvelle valeur est enregistrée ; elle n’est pas encore envoyée.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return back(reference, retour, point);
    }

    @PostMapping("/reponses/{point}/valeur/a-part")
    String settleCorrection(
            @PathVariable String reference,
            @PathVariable long point,
            @RequestParam boolean reprendre,
            @RequestParam(defaultValue = "") String retour,
            RedirectAttributes flash) {
        visible.ownedBy(reference);
        try {
            corrections.settleCorrection(reference, point, reprendre, visible.actor());
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return back(reference, retour, point);
    }

    private static String back(String reference, String task, long point) {
        return (task.matches("[0-9a-fA-F-]{1,64}")
                        ? "redirect:/collectivite/taches/" + task
                        : "redirect:/collectivite/dossiers/" + reference + "/echanges")
                + "#point-" + point;
    }
}
