package fr.ecoquartier.web.signin;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Home;
import fr.ecoquartier.access.SignInOutcome;
import fr.ecoquartier.access.StaffDirectory;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one sign-in page, for staff and local authorities alike, and the page that asks to confirm a sign-out. */
@Controller
class SignInController {

    private final CurrentPerson people;
    private final StaffDirectory staff;

    SignInController(CurrentPerson people, StaffDirectory staff) {
        this.people = people;
        this.staff = staff;
    }

    @GetMapping("/connexion")
    String signIn(HttpSession session, @RequestParam(name = "deconnecte", required = false) String out, Model model) {
        var signedIn = people.find();
        if (signedIn.isPresent()) {
            return "redirect:" + Home.of(signedIn.get());
        }
        model.addAttribute("message", once(session, SignInOutcome.MESSAGE).orElse(null));
        model.addAttribute("identifier", once(session, SignInOutcome.IDENTIFIER).orElse(""));
        model.addAttribute("signedOut", out != null);
        model.addAttribute("noAdmin", !staff.hasAdmin());
        return "signin/connexion";
    }

    @GetMapping("/deconnexion")
    String signOut() {
        return people.find().isPresent() ? "signin/deconnexion" : "redirect:/connexion";
    }

    private static Optional<String> once(HttpSession session, String attribute) {
        Object value = session.getAttribute(attribute);
        session.removeAttribute(attribute);
        return Optional.ofNullable((String) value);
    }
}
