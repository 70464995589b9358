package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.AuthorityAccounts.Account;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Administrators open, close and reset the accounts of the people of local authorities. */
@Controller
@RequestMapping("/administration/collectivites")
class AuthorityAccountsController {

    private static final Logger log = LoggerFactory.getLogger(AuthorityAccountsController.class);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy 'à' HH 'h' mm", Locale.FRENCH)
            .withZone(ZoneId.of("Europe/Paris"));

    private final AuthorityAccounts accounts;
    private final StaffDirectory staff;
    private final Territories territories;
    private final CurrentPerson people;
    private final AccountJournal journal;

    AuthorityAccountsController(
            AuthorityAccounts accounts,
            StaffDirectory staff,
            Territories territories,
            CurrentPerson people,
            AccountJournal journal) {
        this.accounts = accounts;
        this.staff = staff;
        this.territories = territories;
        this.people = people;
        this.journal = journal;
    }

    private void note(String id, AccountEvent.Kind kind, String text) {
        journal.add(id, people.get(), kind, text, null);
    }

    /** A line of the list. */
    record Row(Account account, String authority, String region, String lastSignIn) {}

    /** A one-time password, to be shown once. */
    record OneTime(String id, String password) implements java.io.Serializable {}

    @GetMapping
    String home(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "code", required = false) String code,
            @RequestHeader(name = "HX-Request", required = false) String htmx,
            Model model) {
        model.addAttribute("q", text);
        model.addAttribute("found", found(text));
        if (htmx != null) {
            return "administration/collectivites :: found";
        }
        Optional<Authority> chosen = code == null ? Optional.empty() : territories.authority(code);
        chosen.ifPresent(authority -> {
            model.addAttribute("chosen", choice(authority));
            model.addAttribute("id", suggestedId(authority));
        });
        return page(model);
    }

    @PostMapping("/comptes")
    String create(
            @RequestParam("code") String code,
            @RequestParam("id") String typedId,
            @RequestParam("nom") String typedName,
            @RequestParam(name = "courriel", defaultValue = "") String typedEmail,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Authority authority = territories
                .authority(code)
                .filter(known -> known.region() != null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        String id = typedId.strip().toLowerCase(Locale.ROOT);
        String name = typedName.strip();
        String email = typedEmail.strip();
        Map<String, String> refusals = refusals(id, name, email);
        if (!refusals.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refusals);
            model.addAttribute("chosen", choice(authority));
            model.addAttribute("id", typedId);
            model.addAttribute("name", typedName);
            model.addAttribute("email", typedEmail);
            return page(model);
        }
        String password = accounts.create(
                id,
                name,
                email.isEmpty() ? null : email,
                authority.code(),
                people.get().id());
        note(id, AccountEvent.Kind.CREATED, "Compte ouvert pour " + authority.name() + " (" + authority.code() + ").");
        log.info("{} opened the account {} for {}", people.get().id(), id, authority.code());
        flash.addFlashAttribute("oneTime", new OneTime(id, password));
        return "redirect:/administration/collectivites";
    }

    @PostMapping("/comptes/mot-de-passe")
    String reset(@RequestParam("id") String id, RedirectAttributes flash) {
        Account account = account(id);
        flash.addFlashAttribute("oneTime", new OneTime(account.id(), accounts.oneTimePassword(account.id())));
        note(account.id(), AccountEvent.Kind.PASSWORD, "Nouveau mot de passe à usage unique.");
        log.info("{} gave the account {} a new password", people.get().id(), account.id());
        return "redirect:/administration/collectivites";
    }

    @PostMapping("/comptes/fermer")
    String close(@RequestParam("id") String id, RedirectAttributes flash) {
        Account account = account(id);
        accounts.enable(account.id(), false);
        note(account.id(), AccountEvent.Kind.DEACTIVATED, "Compte fermé : il ne permet plus de se connecter.");
        log.info("{} closed the account {}", people.get().id(), account.id());
        flash.addFlashAttribute(
                "success", "Le compte " + account.id() + " est fermé : il ne permet plus de se connecter.");
        return "redirect:/administration/collectivites";
    }

    @PostMapping("/comptes/rouvrir")
    String reopen(@RequestParam("id") String id, RedirectAttributes flash) {
        Account account = account(id);
        accounts.enable(account.id(), true);
        note(account.id(), AccountEvent.Kind.REACTIVATED, "Compte de nouveau ouvert.");
        log.info("{} opened the account {} again", people.get().id(), account.id());
        flash.addFlashAttribute("success", "Le compte " + account.id() + " est de nouveau ouvert.");
        return "redirect:/administration/collectivites";
    }

    private Account account(String id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Map<String, String> refusals(String id, String name, String email) {
        Map<String, String> refusals = new LinkedHashMap<>();
        if (!id.matches(StaffDirectory.ID_PATTERN) || id.length() > 60) {
            refusals.put(
                    "id",
                    "L’identifiant compte au plus 60 lettres sans accent et chiffres, séparés par « . », « - », « _ » ou « @ ».");
        } else if (accounts.find(id).isPresent() || staff.find(id).isPresent()) {
            refusals.put("id", "L’identifiant " + id + " est déjà pris.");
        }
        if (name.isEmpty() || name.length() > 100) {
            refusals.put("nom", "Indiquez le nom de la personne, en 100 caractères au plus.");
        }
        if (!email.isEmpty() && !email.matches("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}")) {
            refusals.put("courriel", "L’adresse électronique n’est pas valable.");
        }
        return refusals;
    }

    private String page(Model model) {
        model.addAttribute(
                "rows",
                accounts.all().stream()
                        .map(account -> {
                            Optional<Authority> authority = territories.authority(account.authorityCode());
                            return new Row(
                                    account,
                                    authority.map(Authority::name).orElse(account.authorityCode()),
                                    authority.map(this::region).orElse(""),
                                    account.lastSignIn() == null ? "jamais" : MOMENT.format(account.lastSignIn()));
                        })
                        .toList());
        return "administration/collectivites";
    }

    /** An authority as a choice. */
    record Choice(String code, String kind, String name, String departement, String region, boolean eligible) {}

    private List<Choice> found(String text) {
        return territories.search(text, 10).stream().map(this::choice).toList();
    }

    private Choice choice(Authority authority) {
        return new Choice(
                authority.code(),
                authority.kind().label(),
                authority.name(),
                authority.departement(),
                region(authority),
                authority.region() != null);
    }

    private String region(Authority authority) {
        return authority.region() == null
                ? "hors des régions du label"
                : territories.region(authority.region()).map(Region::label).orElse("");
    }

    private String suggestedId(Authority authority) {
        String base = authority.kind().name().toLowerCase(Locale.ROOT)
                + '-'
                + authority.code().toLowerCase(Locale.ROOT);
        String id = base;
        for (int n = 2; accounts.find(id).isPresent(); n++) {
            id = base + '-' + n;
        }
        return id;
    }
}
