package fr.ecoquartier.web.signin;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Home;
import fr.ecoquartier.access.IdentityProvider;
import fr.ecoquartier.access.ProviderRefusal;
import fr.ecoquartier.access.SignInOutcome;
import fr.ecoquartier.access.StaffDirectory;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one sign-in page, for staff and local authorities alike, and the page that asks to confirm a sign-out. */
@Controller
class SignInController {

    private final CurrentPerson people;
    private final StaffDirectory staff;
    private final IdentityProvider provider;

    SignInController(CurrentPerson people, StaffDirectory staff, IdentityProvider provider) {
        this.people = people;
        this.staff = staff;
        this.provider = provider;
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
        model.addAttribute("provider", provider.name().orElse(null));
        return "signin/connexion";
    }

    /** Goes to the identity provider, or says that it does not answer. */
    @GetMapping("/connexion/fournisseur")
    String throughProvider(HttpSession session) {
        if (provider.name().isEmpty() || people.find().isPresent()) {
            return "redirect:/connexion";
        }
        return provider.start().map(start -> "redirect:" + start).orElseGet(() -> {
            session.setAttribute(
                    ProviderRefusal.ATTRIBUTE, new ProviderRefusal(ProviderRefusal.Reason.UNREACHABLE, ""));
            return "redirect:/connexion/refusee";
        });
    }

    /** Why a sign-in through the identity provider led nowhere, and what to do. */
    @GetMapping("/connexion/refusee")
    String refused(HttpSession session, HttpServletResponse response, Model model) {
        if (provider.name().isEmpty()
                || !(session.getAttribute(ProviderRefusal.ATTRIBUTE) instanceof ProviderRefusal refusal)) {
            return "redirect:/connexion";
        }
        session.removeAttribute(ProviderRefusal.ATTRIBUTE);
        response.setStatus(
                refusal.reason() == ProviderRefusal.Reason.UNREACHABLE
                        ? HttpStatus.SERVICE_UNAVAILABLE.value()
                        : HttpStatus.FORBIDDEN.value());
        model.addAttribute("provider", provider.name().get());
        model.addAttribute("refusal", refusal);
        return "signin/refusee";
    }

    /** The web apps lead here when nobody administers the installation. */
    @GetMapping("/sans-administrateur")
    String noAdmin(HttpServletResponse response) {
        if (staff.hasAdmin()) {
            return "redirect:/";
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        return "signin/sans-administrateur";
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
