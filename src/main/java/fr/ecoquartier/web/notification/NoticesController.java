package fr.ecoquartier.web.notification;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.notification.DeliveryMode;
import fr.ecoquartier.notification.Notice;
import fr.ecoquartier.notification.Notices;
import fr.ecoquartier.notification.Preferences;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own notices, and how one wants to be written to. */
@Controller
class NoticesController {

    private static final int PAGE_SIZE = 30;

    private final CurrentPerson people;
    private final Notices notices;
    private final Preferences preferences;

    NoticesController(CurrentPerson people, Notices notices, Preferences preferences) {
        this.people = people;
        this.notices = notices;
        this.preferences = preferences;
    }

    @GetMapping("/notifications")
    String list(@RequestParam(defaultValue = "0") int page, Model model) {
        String person = people.get().id();
        long total = notices.count(person);
        int pages = (int) Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        int shown = Math.max(0, Math.min(page, pages - 1));
        model.addAttribute("notices", notices.of(person, shown, PAGE_SIZE));
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("unread", notices.unread(person));
        return "notification/notices";
    }

    /** Opens what a notice is about; it is read from then on. */
    @GetMapping("/notifications/{id}")
    String open(@PathVariable long id) {
        Notice notice = notices.open(people.get().id(), id)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Cette notification n’existe pas."));
        return "redirect:" + notice.link();
    }

    @PostMapping("/notifications/lues")
    String readAll(RedirectAttributes flash) {
        notices.readAll(people.get().id());
        flash.addFlashAttribute("success", "Toutes vos notifications sont marquées comme lues.");
        return "redirect:/notifications";
    }

    @PostMapping("/compte/courriers")
    String choose(@RequestParam(name = "mode", defaultValue = "") String chosen, RedirectAttributes flash) {
        Optional<DeliveryMode> mode = Arrays.stream(DeliveryMode.values())
                .filter(one -> one.name().equals(chosen))
                .findFirst();
        if (mode.isEmpty()) {
            flash.addFlashAttribute("failure", "Choisissez quels courriers vous voulez recevoir.");
            return "redirect:/compte#courriers";
        }
        preferences.choose(people.get().id(), mode.get());
        flash.addFlashAttribute(
                "success",
                "Votre choix est enregistré\u00a0: " + mode.get().label().toLowerCase(java.util.Locale.FRENCH) + ".");
        return "redirect:/compte#courriers";
    }
}
