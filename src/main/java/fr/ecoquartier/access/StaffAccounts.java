package fr.ecoquartier.access;

import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do with the accounts of the staff. An account is never deleted, since what it did stays; it is
 * deactivated. Every change is journaled, and the last administrator stays one.
 */
@Service
@Transactional
public class StaffAccounts {

    private static final int LONGEST_ID = 60;
    private static final int LONGEST_NAME = 100;
    private static final String EMAIL = "[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}";

    private final StaffDirectory staff;
    private final StaffRecords records;
    private final AuthorityAccounts authorities;
    private final AccountJournal journal;
    private final StandIns standIns;
    private final Experts experts;
    private final Territories territories;
    private final Sessions sessions;

    StaffAccounts(
            StaffDirectory staff,
            StaffRecords records,
            AuthorityAccounts authorities,
            AccountJournal journal,
            StandIns standIns,
            Experts experts,
            Territories territories,
            Sessions sessions) {
        this.staff = staff;
        this.records = records;
        this.authorities = authorities;
        this.journal = journal;
        this.standIns = standIns;
        this.experts = experts;
        this.territories = territories;
        this.sessions = sessions;
    }

    /** Every account, by name. */
    @Transactional(readOnly = true)
    public List<StaffMember> all() {
        Map<String, StaffRecords.State> states = records.all();
        return staff.entries().stream()
                .map(entry -> StaffMember.of(entry, states.getOrDefault(entry.id(), StaffRecords.State.INITIAL)))
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<StaffMember> find(String id) {
        return staff.entry(id).map(entry -> StaffMember.of(entry, records.of(id)));
    }

    /**
     * Opens an account.
     *
     * @return the one-time password, kept nowhere but as a hash
     * @throws AccountRefused with a sentence for each field that cannot be accepted
     */
    public String create(String typedId, StaffEdit typed, Person by) {
        String id = typedId.strip();
        Map<String, String> problems = new LinkedHashMap<>();
        if (!id.matches(StaffDirectory.ID_PATTERN) || id.length() > LONGEST_ID) {
            problems.put(
                    "id",
                    "L’identifiant compte au plus 60 lettres sans accent et chiffres, séparés par « . », « - », « _ » ou « @ ».");
        } else if (staff.entries().stream().anyMatch(entry -> entry.id().equalsIgnoreCase(id))
                || authorities.find(id).isPresent()) {
            problems.put("id", "L’identifiant " + id + " est déjà pris.");
        }
        check(typed, problems);
        if (!problems.isEmpty()) {
            throw new AccountRefused(problems);
        }
        String password = RandomPasswords.next(14);
        staff.save(new StaffDirectory.NewStaff(
                id,
                typed.firstName().strip(),
                typed.lastName().strip(),
                typed.email().strip(),
                password,
                typed.roles(),
                typed.regions()));
        records.passwordToChange(id, true);
        sessions.endAll(id);
        journal.add(
                id,
                by,
                AccountEvent.Kind.CREATED,
                "Compte ouvert. " + rights(typed.roles(), typed.regions()),
                typed.reason());
        return password;
    }

    /**
     * Changes name, mail, roles and regions.
     *
     * @throws AccountRefused with a sentence for each field that cannot be accepted
     */
    public void edit(String id, StaffEdit typed, Person by) {
        StaffMember before = existing(id);
        if (records.locked(id) != typed.revision()) {
            throw new AccountRefused(
                    journal.of(id).stream()
                            .findFirst()
                            .map(
                                    last -> "Ce compte a été modifié entre-temps par " + last.byName()
                                            + ". Vos saisies sont gardées ci-dessous : comparez-les à l’historique, puis enregistrez de nouveau.")
                            .orElse(
                                    "Ce compte a été modifié entre-temps. Vos saisies sont gardées ci-dessous : enregistrez de nouveau."));
        }
        Map<String, String> problems = new LinkedHashMap<>();
        check(typed, problems);
        boolean rights =
                !typed.roles().equals(before.roles()) || !typed.regions().equals(before.regions());
        if (rights && (typed.reason() == null || typed.reason().isBlank())) {
            problems.put("motif", "Dites pourquoi les rôles ou les régions changent.");
        }
        if (typed.reason() != null && typed.reason().length() > 2000) {
            problems.put("motif", "Le motif compte au plus 2 000 caractères.");
        }
        if (!problems.isEmpty()) {
            throw new AccountRefused(problems);
        }
        if (before.enabled()
                && before.roles().contains(Role.ADMIN)
                && !typed.roles().contains(Role.ADMIN)) {
            staff.requireAnotherAdmin(id);
        }
        List<String> changes = new ArrayList<>();
        difference(changes, "Prénom", before.firstName(), typed.firstName().strip());
        difference(changes, "Nom", before.lastName(), typed.lastName().strip());
        difference(
                changes, "Adresse électronique", before.email(), typed.email().strip());
        if (!changes.isEmpty()) {
            staff.rename(
                    id,
                    typed.firstName().strip(),
                    typed.lastName().strip(),
                    typed.email().strip());
            records.touch(id);
            journal.add(id, by, AccountEvent.Kind.CHANGED, String.join(" ", changes), rights ? null : typed.reason());
        }
        if (rights) {
            staff.assign(id, typed.roles(), typed.regions());
            records.touch(id);
            journal.add(
                    id,
                    by,
                    AccountEvent.Kind.RIGHTS,
                    "Avant : " + rights(before.roles(), before.regions()) + " Désormais : "
                            + rights(typed.roles(), typed.regions()),
                    typed.reason());
        }
    }

    /** A new one-time password, shown once; the sessions that were opened with the old one end. */
    public String resetPassword(String id, Person by) {
        StaffMember member = existing(id);
        if (!member.enabled()) {
            throw new AccountRefused("Ce compte est désactivé : réactivez-le d’abord.");
        }
        String password = RandomPasswords.next(14);
        staff.changePassword(id, password);
        records.passwordToChange(id, true);
        journal.add(id, by, AccountEvent.Kind.PASSWORD, "Nouveau mot de passe à usage unique.", null);
        return password;
    }

    /** The account may no longer sign in; its sessions end. */
    public void deactivate(String id, @Nullable String typedReason, Person by) {
        String reason = AccountJournal.reason(typedReason, "Dites pourquoi le compte est désactivé.");
        StaffMember member = existing(id);
        if (id.equals(by.id())) {
            throw new AccountRefused("Nul ne désactive son propre compte : demandez-le à un autre administrateur.");
        }
        records.locked(id);
        if (!records.enabled(id)) {
            throw new AccountRefused("Ce compte est déjà désactivé.");
        }
        if (member.roles().contains(Role.ADMIN)) {
            staff.requireAnotherAdmin(id);
        }
        records.enable(id, false);
        sessions.endAll(id);
        standIns.endAll(id, by);
        experts.find(id).filter(Expert::active).ifPresent(expert -> {
            experts.register(
                    new Expert(id, expert.name(), expert.kind(), expert.employer(), expert.authorityCode(), false));
            journal.add(id, by, AccountEvent.Kind.EXPERT, "Ne peut plus être désigné dans un trio.", reason);
        });
        journal.add(
                id, by, AccountEvent.Kind.DEACTIVATED, "Compte désactivé : il ne permet plus de se connecter.", reason);
    }

    /** The account may sign in again, with the password it had. */
    public void reactivate(String id, @Nullable String typedReason, Person by) {
        String reason = AccountJournal.reason(typedReason, "Dites pourquoi le compte est réactivé.");
        existing(id);
        records.locked(id);
        if (records.enabled(id)) {
            throw new AccountRefused("Ce compte est déjà ouvert.");
        }
        records.enable(id, true);
        journal.add(id, by, AccountEvent.Kind.REACTIVATED, "Compte réactivé.", reason);
    }

    private StaffMember existing(String id) {
        return find(id).orElseThrow(() -> new AccountRefused("Le compte " + id + " n’existe pas."));
    }

    private void check(StaffEdit typed, Map<String, String> problems) {
        if (typed.lastName().isBlank() || typed.lastName().strip().length() > LONGEST_NAME) {
            problems.put("nom", "Indiquez le nom de la personne, en 100 caractères au plus.");
        }
        if (typed.firstName().strip().length() > LONGEST_NAME) {
            problems.put("prenom", "Le prénom compte au plus 100 caractères.");
        }
        String email = typed.email().strip();
        if (email.length() > 200 || !email.isEmpty() && !email.matches(EMAIL)) {
            problems.put("courriel", "L’adresse électronique n’est pas valable.");
        }
        if (typed.roles().isEmpty() || typed.roles().contains(Role.AUTHORITY)) {
            problems.put("roles", "Choisissez au moins un rôle.");
        }
        Set<String> known = territories.regions().stream().map(Region::code).collect(Collectors.toSet());
        if (!known.containsAll(typed.regions())) {
            problems.put("regions", "Une des régions choisies n’existe pas.");
        } else if (typed.roles().contains(Role.DREAL) && typed.regions().isEmpty()) {
            problems.put("regions", "Un agent d’un service régional intervient dans une région au moins.");
        } else if (!typed.roles().contains(Role.DREAL) && !typed.regions().isEmpty()) {
            problems.put(
                    "regions",
                    "Seul un agent d’un service régional a des régions : les autres rôles sont nationaux. Décochez-les.");
        }
    }

    /** Roles and regions in words. */
    public String rights(Set<Role> roles, Set<String> regions) {
        String names = roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
        String places = regions.isEmpty()
                ? ""
                : " ; régions : "
                        + new TreeSet<>(regions)
                                .stream()
                                        .map(code -> territories
                                                .region(code)
                                                .map(Region::label)
                                                .orElse(code))
                                        .collect(Collectors.joining(", "));
        return (names.isEmpty() ? "aucun rôle" : names) + places + ".";
    }

    private static void difference(List<String> changes, String label, String before, String after) {
        if (!before.equals(after)) {
            changes.add("%s : « %s » devient « %s ».".formatted(label, before, after));
        }
    }
}
