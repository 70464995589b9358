package fr.ecoquartier.web.signin;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Home;
import fr.ecoquartier.access.IdentityProvider;
import fr.ecoquartier.access.PasswordChange;
import fr.ecoquartier.access.PasswordPolicy;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: who one is here, and one's password. */
@Controller
class AccountController {

    private final CurrentPerson people;
    private final PasswordChange passwords;
    private final Territories territories;
    private final IdentityProvider provider;

    AccountController(
            CurrentPerson people, PasswordChange passwords, Territories territories, IdentityProvider provider) {
        this.people = people;
        this.passwords = passwords;
        this.territories = territories;
        this.provider = provider;
    }

    @GetMapping("/compte")
    String account(HttpServletRequest request, Model model) {
        Person person = people.get();
        model.addAttribute("person", person);
        model.addAttribute(
                "roles", person.roles().stream().map(Role::label).sorted().toList());
        model.addAttribute("places", places(person));
        model.addAttribute("rule", PasswordPolicy.RULE);
        model.addAttribute("toChange", people.mustChangePassword());
        model.addAttribute(
                "provider", provider.signsIn(person.id()) ? provider.name().orElse(null) : null);
        return "signin/compte";
    }

    @PostMapping("/compte")
    String change(
            @RequestParam("actuel") String current,
            @RequestParam("nouveau") String fresh,
            @RequestParam("confirmation") String again,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Person person = people.get();
        try {
            if (!fresh.equals(again)) {
                throw new PasswordPolicy.Refused("Les deux saisies du nouveau mot de passe diffèrent.");
            }
            passwords.change(person, current, fresh, request);
        } catch (PasswordPolicy.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusal", refused.getMessage());
            return account(request, model);
        }
        flash.addFlashAttribute("success", "Votre mot de passe est changé.");
        return "redirect:" + (person.is(Role.AUTHORITY) ? Home.AUTHORITY_SPACE : "/compte");
    }

    private List<String> places(Person person) {
        if (!person.authorities().isEmpty()) {
            return person.authorities().stream()
                    .map(code ->
                            territories.authority(code).map(Authority::name).orElse(code))
                    .sorted()
                    .toList();
        }
        if (person.allRegions()) {
            return List.of("Toutes les régions");
        }
        return person.regions().stream()
                .map(code -> territories.region(code).map(Region::label).orElse(code))
                .sorted()
                .toList();
    }
}
