package fr.ecoquartier.web.notification;

import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.notification.DeliveryMode;
import fr.ecoquartier.notification.Notices;
import fr.ecoquartier.notification.Preferences;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What every page says of the notices of whoever looks at it; {@code @avis} in templates. */
@Component("avis")
class OwnNotices {

    private final CurrentPerson people;
    private final Notices notices;
    private final Preferences preferences;
    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;

    OwnNotices(
            CurrentPerson people,
            Notices notices,
            Preferences preferences,
            StaffDirectory staff,
            AuthorityAccounts authorities) {
        this.people = people;
        this.notices = notices;
        this.preferences = preferences;
        this.staff = staff;
        this.authorities = authorities;
    }

    /** How many the person has not read. An error page asks nothing of a database that may be what failed. */
    public long unread() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getDispatcherType() == DispatcherType.ERROR) {
            return 0;
        }
        return people.find().map(Person::id).map(notices::unread).orElse(0L);
    }

    public DeliveryMode mode() {
        return preferences.of(people.get().id());
    }

    public List<DeliveryMode> modes() {
        return List.of(DeliveryMode.values());
    }

    public int digestHour() {
        return preferences.digestHour();
    }

    /** Where the person is written to; empty when no address is known. */
    public String address() {
        String id = people.get().id();
        String own = staff.entry(id).map(StaffDirectory.Entry::email).orElse("");
        if (!own.isBlank()) {
            return own;
        }
        return authorities
                .find(id)
                .map(AuthorityAccounts.Account::email)
                .filter(address -> address != null)
                .orElse("");
    }
}
