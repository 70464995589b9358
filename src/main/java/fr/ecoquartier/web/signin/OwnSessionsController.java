package fr.ecoquartier.web.signin;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where one is signed in, and the end of a session left open elsewhere. */
@Controller
class OwnSessionsController {

    private final CurrentPerson people;
    private final Sessions sessions;

    OwnSessionsController(CurrentPerson people, Sessions sessions) {
        this.people = people;
        this.sessions = sessions;
    }

    @GetMapping("/compte/sessions")
    String list(HttpServletRequest request, Model model) {
        model.addAttribute("sessions", sessions.of(people.get().id(), request.getSession()));
        return "signin/sessions";
    }

    @PostMapping("/compte/sessions/fermer")
    String end(@RequestParam("session") String handle, HttpServletRequest request, RedirectAttributes flash) {
        Person person = people.get();
        boolean own = sessions.of(person.id(), request.getSession()).stream()
                .anyMatch(session -> session.handle().equals(handle) && !session.current());
        if (own && sessions.end(handle)) {
            flash.addFlashAttribute("success", "La session est fermée.");
        } else {
            flash.addFlashAttribute("info", "Cette session était déjà terminée.");
        }
        return "redirect:/compte/sessions";
    }

    @PostMapping("/compte/sessions/fermer-les-autres")
    String endOthers(HttpServletRequest request, RedirectAttributes flash) {
        int ended = sessions.endOthers(people.get().id(), request.getSession());
        flash.addFlashAttribute(
                "success",
                switch (ended) {
                    case 0 -> "Aucune autre session n’était ouverte.";
                    case 1 -> "L’autre session est fermée.";
                    default -> "Les " + ended + " autres sessions sont fermées.";
                });
        return "redirect:/compte/sessions";
    }
}
