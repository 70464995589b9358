package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.correspondence.Messages;
import fr.ecoquartier.correspondence.PrivateNotes;
import fr.ecoquartier.correspondence.Side;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.dossier.NoSuchDossier;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The exchanges of a dossier, as its reviewers see and write them; the private notes are here and nowhere else. */
@Controller
@RequestMapping("/dossiers/{reference}/echanges")
class StaffExchangesController {

    private final VisibleDossiers visible;
    private final Seats seats;
    private final ExchangeDesk desk;
    private final Messages messages;
    private final PrivateNotes notes;
    private final Kept kept;

    StaffExchangesController(
            VisibleDossiers visible, Seats seats, ExchangeDesk desk, Messages messages, PrivateNotes notes, Kept kept) {
        this.visible = visible;
        this.seats = seats;
        this.desk = desk;
        this.messages = messages;
        this.notes = notes;
        this.kept = kept;
    }

    @GetMapping
    String page(
            @PathVariable String reference,
            @RequestParam(defaultValue = "9223372036854775807") long avant,
            @RequestParam(defaultValue = "9223372036854775807") long notesAvant,
            Model model) {
        Person person = visible.person();
        DossierSummary dossier = visible.get(reference);
        if (!person.staff()) {
            return "redirect:/collectivite/dossiers/" + dossier.reference() + "/echanges";
        }
        boolean reviewer = seats.reviewer(dossier, person);
        boolean alone = seats.ratesAlone(dossier, person);
        describe(dossier, person, model);
        if (!alone) {
            model.addAttribute("thread", desk.thread(dossier, person, avant));
        }
        if (reviewer) {
            model.addAttribute("notes", desk.notes(dossier, person, notesAvant));
        }
        return "correspondence/staff";
    }

    private void describe(DossierSummary dossier, Person person, Model model) {
        boolean reviewer = seats.reviewer(dossier, person);
        desk.common(dossier, false, reviewer, model);
        model.addAttribute("reviewer", reviewer);
        model.addAttribute("alone", seats.ratesAlone(dossier, person));
        model.addAttribute("opinionAwaited", reviewer && seats.opinionAwaited(dossier, person));
        model.addAttribute("preparing", desk.preparing(dossier, person));
        desk.textsFor(dossier, person, model);
    }

    @PostMapping("/messages")
    String post(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam UUID cle,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = reviewed(reference);
        Person person = visible.person();
        try {
            messages.post(reference, cle, texte, Side.REVIEWER, visible.actor());
        } catch (NotPossible refusal) {
            describe(dossier, person, model);
            model.addAttribute(
                    "thread",
                    ExchangeDesk.refused(
                            desk.thread(dossier, person, Long.MAX_VALUE), cle, texte, refusal.getMessage()));
            model.addAttribute("notes", desk.notes(dossier, person, Long.MAX_VALUE));
            return partial ? "correspondence/parts :: thread" : "correspondence/staff";
        }
        if (partial) {
            describe(dossier, person, model);
            model.addAttribute("thread", ExchangeDesk.sent(desk.thread(dossier, person, Long.MAX_VALUE)));
            return "correspondence/parts :: thread";
        }
        flash.addFlashAttribute("success", "Le message est envoyé à la collectivité.");
        return "redirect:/dossiers/" + reference + "/echanges";
    }

    @PostMapping("/messages/brouillon")
    ResponseEntity<?> keep(
            @PathVariable String reference, @RequestParam(defaultValue = "") String texte, @RequestParam UUID cle) {
        reviewed(reference);
        return kept.answer(() -> messages.keep(reference, cle, texte, visible.actor()), texte);
    }

    @PostMapping("/notes")
    String add(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String texte,
            @RequestParam UUID cle,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            Model model,
            RedirectAttributes flash) {
        DossierSummary dossier = reviewed(reference);
        Person person = visible.person();
        try {
            notes.add(reference, cle, texte, visible.actor());
        } catch (NotPossible refusal) {
            describe(dossier, person, model);
            model.addAttribute("thread", desk.thread(dossier, person, Long.MAX_VALUE));
            model.addAttribute(
                    "notes",
                    ExchangeDesk.refused(
                            desk.notes(dossier, person, Long.MAX_VALUE), cle, texte, refusal.getMessage()));
            return partial ? "correspondence/notes :: notes" : "correspondence/staff";
        }
        if (partial) {
            describe(dossier, person, model);
            model.addAttribute("notes", ExchangeDesk.sent(desk.notes(dossier, person, Long.MAX_VALUE)));
            return "correspondence/notes :: notes";
        }
        flash.addFlashAttribute("success", "La note interne est ajoutée.");
        return "redirect:/dossiers/" + reference + "/echanges#notes";
    }

    @PostMapping("/notes/brouillon")
    ResponseEntity<?> keepNote(
            @PathVariable String reference, @RequestParam(defaultValue = "") String texte, @RequestParam UUID cle) {
        reviewed(reference);
        return kept.answer(() -> notes.keep(reference, cle, texte, visible.actor()), texte);
    }

    /** The dossier, for its reviewers alone: managers and administrators read and do not write. */
    private DossierSummary reviewed(String reference) {
        DossierSummary dossier = visible.get(reference);
        Person person = visible.person();
        if (!seats.reviewer(dossier, person)) {
            if (person.is(Role.MANAGER) || person.is(Role.ADMIN)) {
                throw new AccessDeniedException("only reviewers write");
            }
            throw new NoSuchDossier();
        }
        return dossier;
    }
}
