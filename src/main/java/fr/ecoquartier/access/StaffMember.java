package fr.ecoquartier.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member of the staff as administrators see them.
 *
 * @param enabled whether the account may sign in
 * @param passwordToChange it holds a one-time password
 * @param revision rises with every change, so that two administrators do not overwrite each other
 */
public record StaffMember(
        String id,
        String firstName,
        String lastName,
        String name,
        String email,
        Set<Role> roles,
        Set<String> regions,
        boolean enabled,
        boolean passwordToChange,
        int revision,
        @Nullable Instant lastSignIn) {

    static StaffMember of(StaffDirectory.Entry entry, StaffRecords.State state) {
        return new StaffMember(
                entry.id(),
                entry.firstName(),
                entry.lastName(),
                entry.name(),
                entry.email(),
                entry.roles(),
                entry.regions(),
                state.enabled(),
                state.passwordToChange(),
                state.revision(),
                state.lastSignIn());
    }

    /** The member as somebody who acts. */
    public Person person() {
        return new Person(id, name, roles, regions, Set.of());
    }
}
