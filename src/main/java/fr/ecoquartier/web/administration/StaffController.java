package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AccountRefused;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Departures;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffAccounts;
import fr.ecoquartier.access.StaffEdit;
import fr.ecoquartier.access.StaffMember;
import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** Administrators open, change, deactivate and hand over the accounts of the staff. */
@Controller
@RequestMapping("/administration/agents")
class StaffController {

    private static final int LONGEST_EMPLOYER = 200;

    private final StaffAccounts accounts;
    private final Departures departures;
    private final HeldTasks held;
    private final AccountJournal journal;
    private final StandIns standIns;
    private final Experts experts;
    private final Territories territories;
    private final CurrentPerson people;
    private final French french;

    StaffController(
            StaffAccounts accounts,
            Departures departures,
            HeldTasks held,
            AccountJournal journal,
            StandIns standIns,
            Experts experts,
            Territories territories,
            CurrentPerson people,
            French french) {
        this.accounts = accounts;
        this.departures = departures;
        this.held = held;
        this.journal = journal;
        this.standIns = standIns;
        this.experts = experts;
        this.territories = territories;
        this.people = people;
        this.french = french;
    }

    /** What is typed in the form of an account. */
    record Form(
            String id,
            String prenom,
            String nom,
            String courriel,
            Set<String> roles,
            Set<String> regions,
            int revision,
            String motif) {

        static final Form EMPTY = new Form("", "", "", "", Set.of(), Set.of(), 0, "");

        static Form of(StaffMember member) {
            return new Form(
                    member.id(),
                    member.firstName(),
                    member.lastName(),
                    member.email(),
                    member.roles().stream().map(Role::group).collect(Collectors.toSet()),
                    member.regions(),
                    member.revision(),
                    "");
        }

        StaffEdit edit() {
            return new StaffEdit(
                    prenom,
                    nom,
                    courriel,
                    roles.stream()
                            .flatMap(group -> Role.ofGroup(group).stream())
                            .collect(Collectors.toSet()),
                    regions,
                    revision,
                    motif);
        }
    }

    /** What the list is narrowed to. */
    record Wanted(String q, String role, String region, String etat) {

        boolean matches(StaffMember member) {
            return (q.isBlank()
                            || plain(member.name() + ' ' + member.id() + ' ' + member.email())
                                    .contains(plain(q)))
                    && (role.isEmpty()
                            || member.roles().stream()
                                    .anyMatch(held -> held.group().equals(role)))
                    && (region.isEmpty() || member.regions().contains(region))
                    && (etat.isEmpty() || member.enabled() == etat.equals("ouvert"));
        }

        private static String plain(String text) {
            return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", "")
                    .toLowerCase(Locale.ROOT);
        }
    }

    /** A line of the list. */
    record Row(StaffMember member, String roles, String places) {}

    @GetMapping
    String list(
            @RequestParam(name = "q", defaultValue = "") String q,
            @RequestParam(name = "role", defaultValue = "") String role,
            @RequestParam(name = "region", defaultValue = "") String region,
            @RequestParam(name = "etat", defaultValue = "") String etat,
            Model model) {
        Wanted wanted = new Wanted(q, role, region, etat);
        model.addAttribute("wanted", wanted);
        model.addAttribute("rows", rows(wanted));
        choices(model);
        return "administration/agents";
    }

    @GetMapping("/export")
    ResponseEntity<byte[]> csv(
            @RequestParam(name = "q", defaultValue = "") String q,
            @RequestParam(name = "role", defaultValue = "") String role,
            @RequestParam(name = "region", defaultValue = "") String region,
            @RequestParam(name = "etat", defaultValue = "") String etat) {
        byte[] csv = Sheets.csv(
                List.of(
                        "Identifiant",
                        "Prénom",
                        "Nom",
                        "Adresse électronique",
                        "Rôles",
                        "Régions",
                        "État",
                        "Dernière connexion"),
                rows(new Wanted(q, role, region, etat)).stream()
                        .map(row -> Arrays.asList(
                                row.member().id(),
                                row.member().firstName(),
                                row.member().lastName(),
                                row.member().email(),
                                row.roles(),
                                row.places(),
                                row.member().enabled() ? "ouvert" : "désactivé",
                                french.dateTime(row.member().lastSignIn())))
                        .toList());
        return Downloads.of(csv, Downloads.CSV, "agents.csv");
    }

    private List<Row> rows(Wanted wanted) {
        return accounts.all().stream()
                .filter(wanted::matches)
                .map(member -> new Row(member, roles(member), places(member)))
                .toList();
    }

    @GetMapping("/nouveau")
    String blank(Model model) {
        model.addAttribute("form", Form.EMPTY);
        choices(model);
        return "administration/nouvel-agent";
    }

    @PostMapping
    String create(
            @RequestParam("id") String id,
            @RequestParam(name = "prenom", defaultValue = "") String firstName,
            @RequestParam(name = "nom", defaultValue = "") String lastName,
            @RequestParam(name = "courriel", defaultValue = "") String email,
            @RequestParam(name = "roles", required = false) @Nullable Set<String> roles,
            @RequestParam(name = "regions", required = false) @Nullable Set<String> regions,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Form form = new Form(id, firstName, lastName, email, set(roles), set(regions), 0, reason);
        try {
            String password = accounts.create(id, form.edit(), people.get());
            flash.addFlashAttribute("oneTime", new AuthorityAccountsController.OneTime(id.strip(), password));
            return "redirect:" + address(id.strip());
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refused.problems());
            model.addAttribute("form", form);
            choices(model);
            return "administration/nouvel-agent";
        }
    }

    @GetMapping("/compte/{id}")
    String account(@PathVariable("id") String id, Model model) {
        StaffMember member = member(id);
        model.addAttribute("form", Form.of(member));
        return page(member, model);
    }

    @PostMapping("/compte/{id}")
    String edit(
            @PathVariable("id") String id,
            @RequestParam(name = "prenom", defaultValue = "") String firstName,
            @RequestParam(name = "nom", defaultValue = "") String lastName,
            @RequestParam(name = "courriel", defaultValue = "") String email,
            @RequestParam(name = "roles", required = false) @Nullable Set<String> roles,
            @RequestParam(name = "regions", required = false) @Nullable Set<String> regions,
            @RequestParam("revision") int revision,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        StaffMember member = member(id);
        Form form = new Form(id, firstName, lastName, email, set(roles), set(regions), revision, reason);
        try {
            accounts.edit(id, form.edit(), people.get());
            flash.addFlashAttribute("success", "Le compte " + id + " est enregistré.");
            return "redirect:" + address(id);
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refused.problems());
            // who saves again after the warning has seen what changed
            model.addAttribute(
                    "form",
                    new Form(
                            id,
                            firstName,
                            lastName,
                            email,
                            form.roles(),
                            form.regions(),
                            member(id).revision(),
                            reason));
            return page(member, model);
        }
    }

    @PostMapping("/compte/{id}/mot-de-passe")
    String reset(@PathVariable("id") String id, HttpServletResponse response, Model model, RedirectAttributes flash) {
        return act(id, response, model, flash, "", () -> {
            String password = accounts.resetPassword(id, people.get());
            flash.addFlashAttribute("oneTime", new AuthorityAccountsController.OneTime(id, password));
        });
    }

    @PostMapping("/compte/{id}/desactiver")
    String deactivate(
            @PathVariable("id") String id,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        return act(id, response, model, flash, reason, () -> {
            accounts.deactivate(id, reason, people.get());
            flash.addFlashAttribute("success", "Le compte " + id + " est désactivé : ses sessions prennent fin.");
        });
    }

    @PostMapping("/compte/{id}/reactiver")
    String reactivate(
            @PathVariable("id") String id,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        return act(id, response, model, flash, reason, () -> {
            accounts.reactivate(id, reason, people.get());
            flash.addFlashAttribute("success", "Le compte " + id + " est de nouveau ouvert.");
        });
    }

    private String act(
            String id,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash,
            String reason,
            Runnable action) {
        StaffMember member = member(id);
        try {
            action.run();
            return "redirect:" + address(id);
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("stateRefusal", refused.getMessage());
            model.addAttribute("stateReason", reason);
            model.addAttribute("form", Form.of(member));
            return page(member, model);
        }
    }

    /** What is typed about an expert. */
    record ExpertForm(String kind, String employer, String authority, boolean active) {}

    @PostMapping("/compte/{id}/expert")
    String expert(
            @PathVariable("id") String id,
            @RequestParam(name = "siege", defaultValue = "") String kind,
            @RequestParam(name = "employeur", defaultValue = "") String employer,
            @RequestParam(name = "collectivite", defaultValue = "") String authority,
            @RequestParam(name = "designable", defaultValue = "false") boolean active,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        StaffMember member = member(id);
        ExpertForm form = new ExpertForm(kind, employer.strip(), authority.strip(), active);
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<ExpertKind> seat = Arrays.stream(ExpertKind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst();
        if (!member.roles().contains(Role.EXPERT)) {
            problems.put("siege", "Donnez d’abord le rôle « Expert » à ce compte.");
        } else if (seat.isEmpty()) {
            problems.put("siege", "Choisissez le siège que l’expert peut occuper.");
        }
        if (form.employer().isEmpty() || form.employer().length() > LONGEST_EMPLOYER) {
            problems.put("employeur", "Indiquez l’employeur, en 200 caractères au plus.");
        }
        if (!form.authority().isEmpty()
                && territories.authority(form.authority()).isEmpty()) {
            problems.put("collectivite", "Aucune collectivité n’a le code " + form.authority() + ".");
        }
        if (active && !member.enabled()) {
            problems.put("designable", "Un expert dont le compte est désactivé ne peut pas être désigné.");
        }
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("expertRefusals", problems);
            model.addAttribute("expert", form);
            model.addAttribute("form", Form.of(member));
            return page(member, model);
        }
        experts.register(new Expert(
                id,
                member.name(),
                seat.get(),
                form.employer(),
                form.authority().isEmpty() ? null : form.authority(),
                active));
        journal.add(
                id,
                people.get(),
                AccountEvent.Kind.EXPERT,
                "%s ; employeur : %s%s ; %s."
                        .formatted(
                                seat.get().label(),
                                form.employer(),
                                form.authority().isEmpty() ? "" : " ; collectivité : " + form.authority(),
                                active ? "peut être désigné" : "ne peut plus être désigné"),
                null);
        flash.addFlashAttribute("success", "L’annuaire des experts est à jour.");
        return "redirect:" + address(id);
    }

    @GetMapping("/compte/{id}/depart")
    String departure(
            @PathVariable("id") String id,
            @RequestParam(name = "repreneur", required = false) @Nullable String receiver,
            @RequestParam(name = "recuser", defaultValue = "false") boolean stepDown,
            Model model) {
        String proposed = receiver != null
                ? receiver
                : standIns.of(id).map(StandIn::substitute).orElse("");
        return departurePage(member(id), proposed, stepDown, "", model);
    }

    @PostMapping("/compte/{id}/depart")
    String leave(
            @PathVariable("id") String id,
            @RequestParam(name = "repreneur", defaultValue = "") String receiver,
            @RequestParam(name = "recuser", defaultValue = "false") boolean stepDown,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        StaffMember member = member(id);
        try {
            Departures.Left left =
                    departures.leave(id, receiver.isEmpty() ? null : receiver, stepDown, reason, people.get());
            long stays = left.done().stream()
                    .filter(line -> line.outcome() == Departures.Outcome.STAYS)
                    .count();
            long moved = left.done().size() - stays;
            flash.addFlashAttribute(
                    "success",
                    "Le départ est enregistré et le compte " + id + " est désactivé. "
                            + french.count(moved, "tâche transmise", "tâches transmises") + ".");
            if (stays > 0) {
                flash.addFlashAttribute(
                        "warning",
                        french.count(stays, "tâche personnelle reste en place", "tâches personnelles restent en place")
                                + " : voyez l’historique ci-dessous.");
            }
            return "redirect:" + address(id);
        } catch (AccountRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refusals", refused.problems());
            return departurePage(member, receiver, stepDown, reason, model);
        }
    }

    private String departurePage(StaffMember member, String receiver, boolean stepDown, String reason, Model model) {
        List<StaffMember> receivers = accounts.all().stream()
                .filter(other -> other.enabled() && !other.id().equals(member.id()))
                .filter(other -> other.roles().stream()
                        .anyMatch(role ->
                                StandIns.ROLES.contains(role) && member.roles().contains(role)))
                .toList();
        boolean known = receivers.stream().anyMatch(other -> other.id().equals(receiver));
        List<Departures.Line> lines = departures.plan(member.id(), known ? receiver : null, stepDown);
        model.addAttribute("member", member);
        model.addAttribute("receivers", receivers);
        model.addAttribute("receiver", known ? receiver : "");
        model.addAttribute(
                "receiverName",
                receivers.stream()
                        .filter(other -> other.id().equals(receiver))
                        .map(StaffMember::name)
                        .findFirst()
                        .orElse(""));
        model.addAttribute("stepDown", stepDown);
        model.addAttribute("reason", reason);
        model.addAttribute("lines", lines);
        model.addAttribute(
                "opinions", lines.stream().anyMatch(line -> line.task().opinion()));
        model.addAttribute(
                "stays",
                lines.stream()
                        .filter(line -> line.outcome() == Departures.Outcome.STAYS)
                        .count());
        return "administration/depart";
    }

    private String page(StaffMember member, Model model) {
        Person self = people.get();
        model.addAttribute("member", member);
        model.addAttribute("self", self.id().equals(member.id()));
        model.addAttribute("held", held.of(member.id()).size());
        model.addAttribute("places", places(member));
        model.addAttribute("roleNames", roles(member));
        model.addAttribute("events", journal.of(member.id()));
        model.addAttribute(
                "absences",
                standIns.concerning(member.id()).stream()
                        .map(standIn -> StandInRow.of(standIn, this::name, standIns.today()))
                        .toList());
        model.addAttribute("expertKinds", ExpertKind.values());
        if (!model.containsAttribute("expert")) {
            model.addAttribute(
                    "expert",
                    experts.find(member.id())
                            .map(known -> new ExpertForm(
                                    known.kind().name(),
                                    known.employer(),
                                    known.authorityCode() == null ? "" : known.authorityCode(),
                                    known.active()))
                            .orElse(new ExpertForm("", "", "", true)));
        }
        choices(model);
        return "administration/agent";
    }

    private String name(String id) {
        return accounts.find(id).map(StaffMember::name).orElse(id);
    }

    private void choices(Model model) {
        model.addAttribute(
                "roleChoices", Arrays.stream(Role.values()).filter(Role::staff).toList());
        model.addAttribute("regionChoices", territories.regions());
    }

    private static String roles(StaffMember member) {
        return member.roles().stream().sorted().map(Role::label).collect(Collectors.joining(", "));
    }

    private String places(StaffMember member) {
        return member.regions().stream()
                .sorted()
                .map(code -> territories.region(code).map(Region::label).orElse(code))
                .collect(Collectors.joining(", "));
    }

    private StaffMember member(String id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String address(String id) {
        return "/administration/agents/compte/" + id;
    }

    private static Set<String> set(@Nullable Set<String> values) {
        return values == null ? Set.of() : values;
    }
}
