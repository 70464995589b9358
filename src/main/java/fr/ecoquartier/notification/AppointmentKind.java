package fr.ecoquartier.notification;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What people meet for, and who convenes it. */
public enum AppointmentKind {
    SITE_VISIT("Visite du site", Role.DREAL),
    REGIONAL_COMMISSION("Commission régionale", Role.DREAL),
    NATIONAL_COMMISSION("Commission nationale", Role.CARRIER, Role.MINISTRY),
    MEETING("Réunion de travail", Role.DREAL, Role.CARRIER, Role.MINISTRY);

    private final String label;
    private final Set<Role> conveners;

    AppointmentKind(String label, Role... conveners) {
        this.label = label;
        this.conveners = Set.of(conveners);
    }

    /** The French name. */
    public String label() {
        return label;
    }

    /** Whether somebody convenes this, of the dossiers that they may see. */
    public boolean convenedBy(Person person) {
        return conveners.stream().anyMatch(person::is);
    }

    /** What somebody may convene. */
    public static List<AppointmentKind> of(Person person) {
        return Arrays.stream(values()).filter(kind -> kind.convenedBy(person)).toList();
    }
}
