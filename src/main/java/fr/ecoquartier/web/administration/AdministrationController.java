package fr.ecoquartier.web.administration;

import fr.ecoquartier.access.AccountEvent;
import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffAccounts;
import fr.ecoquartier.access.StaffMember;
import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.act.seal.SealInForce;
import fr.ecoquartier.settings.DelaySettings;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The home of administrators, and what they read: roles, territories, the journal of the accounts. */
@Controller
@RequestMapping("/administration")
class AdministrationController {

    private static final int LINES = 300;
    private static final int EXPORTED = 50_000;

    private final StaffAccounts accounts;
    private final AuthorityAccounts authorities;
    private final StandIns standIns;
    private final DelaySettings delays;
    private final AccountJournal journal;
    private final Territories territories;
    private final SealInForce seal;
    private final French french;

    AdministrationController(
            StaffAccounts accounts,
            AuthorityAccounts authorities,
            StandIns standIns,
            DelaySettings delays,
            AccountJournal journal,
            Territories territories,
            SealInForce seal,
            French french) {
        this.accounts = accounts;
        this.authorities = authorities;
        this.standIns = standIns;
        this.delays = delays;
        this.journal = journal;
        this.territories = territories;
        this.seal = seal;
        this.french = french;
    }

    @GetMapping
    String home(Model model) {
        List<StaffMember> staff = accounts.all();
        LocalDate today = standIns.today();
        List<StandIn> current =
                standIns.all().stream().filter(standIn -> standIn.on(today)).toList();
        model.addAttribute("open", staff.stream().filter(StaffMember::enabled).count());
        model.addAttribute(
                "closed", staff.stream().filter(member -> !member.enabled()).count());
        model.addAttribute(
                "admins",
                staff.stream()
                        .filter(member -> member.enabled() && member.roles().contains(Role.ADMIN))
                        .count());
        model.addAttribute(
                "authorities",
                authorities.all().stream()
                        .filter(AuthorityAccounts.Account::enabled)
                        .count());
        model.addAttribute("standIns", current.size());
        model.addAttribute("changedDelays", delays.all().size());
        model.addAttribute(
                "bare", regions(staff).stream().filter(RegionRow::bare).count());
        model.addAttribute("seal", seal.state());
        return "administration/accueil";
    }

    /** A role, what it may do, and how many hold it. */
    record RoleRow(Role role, String purpose, List<String> rights, long holders) {}

    @GetMapping("/roles")
    String roles(Model model) {
        Map<Role, Long> holders = accounts.all().stream()
                .filter(StaffMember::enabled)
                .flatMap(member -> member.roles().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        model.addAttribute(
                "roles",
                Arrays.stream(Role.values())
                        .filter(Role::staff)
                        .map(role -> new RoleRow(
                                role, RoleWords.purpose(role), RoleWords.rights(role), holders.getOrDefault(role, 0L)))
                        .toList());
        return "administration/roles";
    }

    /** A region and the agents of its service whose account is open. */
    record RegionRow(Region region, List<StaffMember> agents) {
        public boolean bare() {
            return agents.isEmpty();
        }
    }

    @GetMapping("/territoires")
    String territories(Model model) {
        List<RegionRow> rows = regions(accounts.all());
        model.addAttribute("rows", rows);
        model.addAttribute("bare", rows.stream().filter(RegionRow::bare).count());
        return "administration/territoires";
    }

    private List<RegionRow> regions(List<StaffMember> staff) {
        return territories.regions().stream()
                .map(region -> new RegionRow(
                        region,
                        staff.stream()
                                .filter(member -> member.enabled()
                                        && member.roles().contains(Role.DREAL)
                                        && member.regions().contains(region.code()))
                                .toList()))
                .toList();
    }

    @GetMapping("/journal")
    String journal(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "nature", required = false) @Nullable String kind,
            Model model) {
        Optional<AccountEvent.Kind> wanted = kind(kind);
        List<AccountEvent> events = journal.search(text, wanted.orElse(null), LINES + 1);
        model.addAttribute("q", text);
        model.addAttribute("kind", wanted.map(Enum::name).orElse(""));
        model.addAttribute("kinds", AccountEvent.Kind.values());
        model.addAttribute("events", events.size() > LINES ? events.subList(0, LINES) : events);
        model.addAttribute("more", events.size() > LINES);
        return "administration/journal";
    }

    @GetMapping("/journal/export")
    ResponseEntity<byte[]> journalCsv(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "nature", required = false) @Nullable String kind) {
        byte[] csv = Sheets.csv(
                List.of("Date", "Compte", "Nature", "Par", "Identifiant", "Changement", "Motif"),
                journal.search(text, kind(kind).orElse(null), EXPORTED).stream()
                        .map(event -> Arrays.asList(
                                french.dateTime(event.at()),
                                event.account(),
                                event.kind().label(),
                                event.byName(),
                                event.byId(),
                                event.text(),
                                event.reason()))
                        .toList());
        return Downloads.of(csv, Downloads.CSV, "journal-des-comptes.csv");
    }

    private static Optional<AccountEvent.Kind> kind(@Nullable String name) {
        return Arrays.stream(AccountEvent.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
