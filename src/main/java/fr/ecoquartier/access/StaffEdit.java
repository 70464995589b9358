package fr.ecoquartier.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator typed about an account: nothing of it is checked yet.
 *
 * @param revision of the account when the form was opened
 * @param reason why roles or regions change
 */
public record StaffEdit(
        String firstName,
        String lastName,
        String email,
        Set<Role> roles,
        Set<String> regions,
        int revision,
        @Nullable String reason) {

    public StaffEdit {
        roles = Set.copyOf(roles);
        regions = Set.copyOf(regions);
    }
}
