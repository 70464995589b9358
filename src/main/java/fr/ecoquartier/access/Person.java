package fr.ecoquartier.access;

import java.io.Serializable;
import java.security.Principal;
import java.util.Set;

/**
 * Somebody who is signed in: what they may do (roles), where (regions, the engine's tenants) and, for the people of a
 * local authority, for whom (codes of authorities).
 */
public record Person(String id, String name, Set<Role> roles, Set<String> regions, Set<String> authorities)
        implements Principal, Serializable {

    public Person {
        roles = Set.copyOf(roles);
        regions = Set.copyOf(regions);
        authorities = Set.copyOf(authorities);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean staff() {
        return roles.stream().anyMatch(Role::staff);
    }

    /** National roles work in every region. */
    public boolean allRegions() {
        return is(Role.MINISTRY) || is(Role.CARRIER) || is(Role.MANAGER) || is(Role.ADMIN);
    }

    /** The account's id, as {@link Principal} names it; {@link #name()} is the name that people read. */
    @Override
    public String getName() {
        return id;
    }
}
