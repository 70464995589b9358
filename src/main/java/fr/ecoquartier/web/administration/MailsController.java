package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.notification.Mail;
import fr.ecoquartier.notification.MailRefused;
import fr.ecoquartier.notification.MailState;
import fr.ecoquartier.notification.Mails;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** The mails of the application: what waits, what left, what failed and why; administrators send again or give up. */
@Controller
@RequestMapping("/administration/courriers")
class MailsController {

    private static final int PAGE_SIZE = 50;

    /** How many mails are in a state. */
    record Count(MailState state, long number) {}

    private final Mails mails;
    private final CurrentPerson people;

    MailsController(Mails mails, CurrentPerson people) {
        this.mails = mails;
        this.people = people;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "etat", defaultValue = "") String wanted,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        MailState state = state(wanted);
        long total = mails.count(q, state);
        int pages = (int) Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        int shown = Math.max(0, Math.min(page, pages - 1));
        model.addAttribute("q", q);
        model.addAttribute("state", state);
        model.addAttribute("states", MailState.values());
        Map<MailState, Long> counts = mails.counts();
        model.addAttribute(
                "counts",
                Arrays.stream(MailState.values())
                        .map(one -> new Count(one, counts.get(one)))
                        .toList());
        model.addAttribute("mails", mails.search(q, state, shown, PAGE_SIZE));
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("sends", mails.sends());
        model.addAttribute("why", mails.why());
        model.addAttribute("server", mails.server());
        model.addAttribute("from", mails.from());
        model.addAttribute("since", mails.waitingSince().orElse(null));
        model.addAttribute("stuck", mails.stuck());
        model.addAttribute("unreachable", mails.unreachable());
        return "administration/courriers";
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model) {
        Mail mail = mail(id);
        model.addAttribute("mail", mail);
        model.addAttribute("body", mails.bodies(id).orElseThrow().text());
        model.addAttribute("sends", mails.sends());
        return "administration/courrier";
    }

    /** The HTML body as its reader sees it. */
    @GetMapping("/{id}/apercu")
    ResponseEntity<String> html(@PathVariable long id) {
        mail(id);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(mails.bodies(id).orElseThrow().html());
    }

    @PostMapping("/{id}/envoi")
    String retry(@PathVariable long id, RedirectAttributes flash) {
        return act(id, flash, "Le courrier est remis à l’envoi.", () -> mails.retry(id, people.get()));
    }

    @PostMapping("/{id}/abandon")
    String giveUp(@PathVariable long id, RedirectAttributes flash) {
        return act(
                id,
                flash,
                "Le courrier ne partira pas. La notification reste visible dans l’application.",
                () -> mails.giveUp(id, people.get()));
    }

    @PostMapping("/envoi")
    String retryAll(@RequestParam("etat") String wanted, RedirectAttributes flash) {
        MailState state = state(wanted);
        if (state == null || !state.sendable()) {
            flash.addFlashAttribute("failure", "Choisissez l’état des courriers à remettre à l’envoi.");
            return "redirect:/administration/courriers";
        }
        try {
            int retried = mails.retryAll(state, people.get());
            flash.addFlashAttribute(
                    "success",
                    retried == 0
                            ? "Aucun courrier n’a pu être remis à l’envoi."
                            : retried == 1
                                    ? "Un courrier est remis à l’envoi."
                                    : retried + " courriers sont remis à l’envoi.");
        } catch (MailRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
        }
        return "redirect:/administration/courriers?etat=" + state.name();
    }

    private static String act(long id, RedirectAttributes flash, String done, Runnable action) {
        try {
            action.run();
            flash.addFlashAttribute("success", done);
        } catch (MailRefused refused) {
            flash.addFlashAttribute("failure", refused.getMessage());
        }
        return "redirect:/administration/courriers/" + id;
    }

    private Mail mail(long id) {
        return mails.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Ce courrier n’existe pas."));
    }

    private static @Nullable MailState state(String wanted) {
        return Arrays.stream(MailState.values())
                .filter(state -> state.name().equals(wanted))
                .findFirst()
                .orElse(null);
    }
}
