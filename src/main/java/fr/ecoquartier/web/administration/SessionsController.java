package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.ProviderLinks;
import fr.ecoquartier.access.Sessions;
import fr.ecoquartier.access.Sessions.OpenSession;
import fr.ecoquartier.access.SignInThrottle;
import fr.ecoquartier.access.SignInThrottle.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is signed in, and who has to wait before trying again; administrators end the one and the other, with a reason. */
@Controller
@RequestMapping("/administration/sessions")
class SessionsController {

    private static final int LONGEST_REASON = 500;

    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final ProviderLinks links;
    private final AccountJournal journal;
    private final CurrentPerson people;

    SessionsController(
            Sessions sessions,
            SignInThrottle throttle,
            ProviderLinks links,
            AccountJournal journal,
            CurrentPerson people) {
        this.sessions = sessions;
        this.throttle = throttle;
        this.links = links;
        this.journal = journal;
        this.people = people;
    }

    @GetMapping
    String page(@RequestParam(name = "q", defaultValue = "") String text, HttpServletRequest request, Model model) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<OpenSession> open = sessions.all(request.getSession()).stream()
                .filter(session -> wanted.isEmpty()
                        || session.personId().toLowerCase(Locale.ROOT).contains(wanted)
                        || session.personName().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        model.addAttribute("q", text);
        model.addAttribute("open", open);
        model.addAttribute("slowed", throttle.slowed());
        model.addAttribute("claims", links.waiting());
        return "administration/sessions";
    }

    @PostMapping("/fermer")
    String end(
            @RequestParam("session") String handle,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Optional<String> refusal = refusal(reason);
        if (refusal.isPresent()) {
            return again("session", refusal.get(), reason, request, response, model);
        }
        Optional<OpenSession> session = sessions.find(handle);
        if (session.isPresent() && sessions.end(handle)) {
            note(
                    session.get().personId(),
                    AccountEvent.Kind.SESSION,
                    "La session ouverte depuis " + origin(session.get()) + " est fermée.",
                    reason);
            flash.addFlashAttribute("success", "La session de " + session.get().personName() + " est fermée.");
        } else {
            flash.addFlashAttribute("info", "Cette session était déjà terminée.");
        }
        return "redirect:/administration/sessions";
    }

    @PostMapping("/fermer-toutes")
    String endAll(
            @RequestParam("compte") String account,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Optional<String> refusal = refusal(reason);
        if (refusal.isPresent()) {
            return again("session", refusal.get(), reason, request, response, model);
        }
        int ended = sessions.endAll(account);
        if (ended == 0) {
            flash.addFlashAttribute("info", "Le compte " + account + " n’a plus de session ouverte.");
        } else {
            String sentence = ended == 1 ? "une session est fermée." : ended + " sessions sont fermées.";
            note(account, AccountEvent.Kind.SESSION, "Toutes les sessions : " + sentence, reason);
            flash.addFlashAttribute("success", "Compte " + account + " : " + sentence);
        }
        return "redirect:/administration/sessions";
    }

    /** @param which the kind, the source and the account of a line, with bars between them */
    @PostMapping("/debloquer")
    String release(
            @RequestParam("blocage") String which,
            @RequestParam(name = "motif-blocage", defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Optional<String> refusal = refusal(reason);
        if (refusal.isPresent()) {
            return again("slowed", refusal.get(), reason, request, response, model);
        }
        String[] parts = which.split("\\|", 3);
        Optional<Kind> kind = parts.length < 3
                ? Optional.empty()
                : Stream.of(Kind.values())
                        .filter(one -> one.name().equals(parts[0]))
                        .findFirst();
        if (kind.isPresent() && throttle.release(kind.get(), parts[2], parts[1])) {
            String sentence = switch (kind.get()) {
                case ACCOUNT -> "Les échecs de connexion au compte " + parts[2] + " sont oubliés.";
                case ADDRESS -> "L’adresse " + parts[1] + " peut de nouveau essayer de se connecter.";
                case PAIR ->
                    (parts[1].startsWith("browser ") ? "Un navigateur connu" : "L’adresse " + parts[1])
                            + " peut de nouveau essayer le compte " + parts[2] + ".";
            };
            note(kind.get() == Kind.ADDRESS ? parts[1] : parts[2], AccountEvent.Kind.SIGN_IN, sentence, reason);
            flash.addFlashAttribute("success", sentence);
        } else {
            flash.addFlashAttribute("info", "Ce blocage avait déjà pris fin.");
        }
        return "redirect:/administration/sessions";
    }

    @PostMapping("/rattacher")
    String link(
            @RequestParam(name = "rattacher", required = false) Long linked,
            @RequestParam(name = "ecarter", required = false) Long dismissed,
            @RequestParam(name = "motif-identite", defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Optional<String> refusal = refusal(reason);
        if (refusal.isPresent()) {
            return again("claims", refusal.get(), reason, request, response, model);
        }
        Optional<ProviderLinks.Claim> done;
        try {
            done = linked != null
                    ? links.link(linked, reason.strip(), people.get())
                    : links.dismiss(dismissed == null ? -1 : dismissed, reason.strip(), people.get());
        } catch (AccountRefused refused) {
            return again("claims", refused.getMessage(), reason, request, response, model);
        }
        if (done.isEmpty()) {
            flash.addFlashAttribute("info", "Cette demande n’attend plus.");
        } else if (linked != null) {
            flash.addFlashAttribute(
                    "success",
                    "Le compte " + done.get().account() + " est rattaché : la personne peut se connecter de nouveau.");
        } else {
            flash.addFlashAttribute(
                    "success", "La demande est écartée. Le compte " + done.get().account() + " reste ce qu’il était.");
        }
        return "redirect:/administration/sessions";
    }

    private void note(String account, AccountEvent.Kind kind, String sentence, String reason) {
        journal.add(account, people.get(), kind, sentence, reason);
    }

    private String again(
            String where,
            String refusal,
            String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute("refused", Map.of("where", where, "reason", reason, "text", refusal));
        return page("", request, model);
    }

    private static Optional<String> refusal(String reason) {
        if (reason.isBlank()) {
            return Optional.of("Donnez le motif : il est conservé au journal des comptes.");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("Le motif compte au plus " + LONGEST_REASON + " caractères.")
                : Optional.empty();
    }

    private static String origin(OpenSession session) {
        return (session.browser() == null ? "un navigateur inconnu" : session.browser())
                + (session.address() == null ? "" : " (" + session.address() + ")");
    }
}
