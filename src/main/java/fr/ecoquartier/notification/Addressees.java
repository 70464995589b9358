package fr.ecoquartier.notification;

import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people behind an audience: accounts that may sign in, and those who stand in for them. */
@Component
class Addressees {

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final StandIns standIns;

    Addressees(StaffDirectory staff, AuthorityAccounts authorities, StandIns standIns) {
        this.staff = staff;
        this.authorities = authorities;
        this.standIns = standIns;
    }

    /** Each person once; in their own name rather than as a stand-in. */
    Collection<Recipient> of(Audience audience) {
        Map<String, Recipient> told = new LinkedHashMap<>();
        Map<String, Role> absent = new LinkedHashMap<>();
        for (String id : audience.people()) {
            find(id).ifPresent(person -> told.put(person.id(), person));
            if (audience.as() != null) {
                absent.put(id, audience.as());
            }
        }
        for (Role role : audience.roles()) {
            if (role == Role.AUTHORITY) {
                authorities.all().stream()
                        .filter(account ->
                                account.enabled() && account.authorityCode().equals(audience.authority()))
                        .forEach(account -> told.put(account.id(), recipient(account)));
                continue;
            }
            for (Person person : staff.withRole(role)) {
                if (role != Role.DREAL || person.regions().contains(audience.region())) {
                    told.computeIfAbsent(person.id(), id -> recipient(person, null));
                    absent.put(person.id(), role);
                }
            }
        }
        absent.forEach((id, role) -> standIns.of(id)
                .filter(standIn -> standIn.role() == role)
                .flatMap(standIn -> staff.active(standIn.substitute()))
                .ifPresent(substitute ->
                        told.computeIfAbsent(substitute.id(), ignored -> recipient(substitute, name(id)))));
        told.keySet().removeAll(audience.except());
        return new ArrayList<>(told.values());
    }

    /** Somebody whose account is open. */
    Optional<Recipient> find(String id) {
        Optional<Recipient> member = staff.active(id).map(person -> recipient(person, null));
        return member.isPresent()
                ? member
                : authorities
                        .find(id)
                        .filter(AuthorityAccounts.Account::enabled)
                        .map(Addressees::recipient);
    }

    /** People whose account is open and who have no address: nothing can be sent to them. */
    List<Recipient> withoutAddress() {
        List<Recipient> missing = new ArrayList<>();
        staff.entries().stream()
                .filter(entry -> !entry.roles().isEmpty() && entry.email().isBlank())
                .flatMap(entry -> staff.active(entry.id()).stream())
                .forEach(person -> missing.add(new Recipient(person.id(), person.name(), null, false, null)));
        authorities.all().stream()
                .filter(account -> account.enabled() && blankToNull(account.email()) == null)
                .forEach(account -> missing.add(recipient(account)));
        return missing;
    }

    private Recipient recipient(Person person, @Nullable String onBehalfOf) {
        String address =
                staff.entry(person.id()).map(StaffDirectory.Entry::email).orElse("");
        return new Recipient(person.id(), person.name(), blankToNull(address), false, onBehalfOf);
    }

    private static Recipient recipient(AuthorityAccounts.Account account) {
        return new Recipient(account.id(), account.name(), blankToNull(account.email()), true, null);
    }

    private String name(String id) {
        return staff.find(id).map(Person::name).orElse(id);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
