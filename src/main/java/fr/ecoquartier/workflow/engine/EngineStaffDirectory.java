package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.access.PasswordPolicy;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** The staff in the engine's identity tables: a role is a group, a region is a tenant. */
@Component
class EngineStaffDirectory implements StaffDirectory {

    private static final Set<Role> NATIONAL = Set.of(Role.MINISTRY, Role.CARRIER, Role.MANAGER, Role.ADMIN);

    private final IdentityService identity;
    private final Territories territories;

    EngineStaffDirectory(IdentityService identity, Territories territories) {
        this.identity = identity;
        this.territories = territories;
        ensureGroupsAndTenants();
    }

    @Override
    public Optional<Person> authenticate(String id, String password) {
        return asApplication(() -> identity.checkPassword(id, password) ? person(id) : Optional.empty());
    }

    @Override
    public Optional<Person> find(String id) {
        return asApplication(() -> person(id));
    }

    @Override
    public void save(NewStaff account) {
        PasswordPolicy.require(account.id(), account.password());
        asApplication(() -> {
            User user = identity.createUserQuery().userId(account.id()).singleResult();
            if (user == null) {
                user = identity.newUser(account.id());
            }
            user.setFirstName(account.firstName());
            user.setLastName(account.lastName());
            user.setEmail(account.email());
            user.setPassword(account.password());
            identity.saveUser(user);
            Set<String> groups = groups(account.id());
            for (Role role : account.roles()) {
                if (!groups.contains(role.group())) {
                    identity.createMembership(account.id(), role.group());
                }
            }
            Set<String> tenants = tenants(account.id());
            for (String region : account.regions()) {
                if (!tenants.contains(region)) {
                    identity.createTenantUserMembership(region, account.id());
                }
            }
            return null;
        });
    }

    @Override
    public void changePassword(String id, String password) {
        PasswordPolicy.require(id, password);
        asApplication(() -> {
            User user = identity.createUserQuery().userId(id).singleResult();
            user.setPassword(password);
            identity.saveUser(user);
            return null;
        });
    }

    @Override
    public boolean hasAdmin() {
        return asApplication(() ->
                identity.createUserQuery().memberOfGroup(Role.ADMIN.group()).count() > 0);
    }

    private Optional<Person> person(String id) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user == null) {
            return Optional.empty();
        }
        String name = (orEmpty(user.getFirstName()) + ' ' + orEmpty(user.getLastName())).strip();
        Set<Role> roles = groups(id).stream()
                .flatMap(group -> Role.ofGroup(group).stream())
                .filter(Role::staff)
                .collect(Collectors.toSet());
        return Optional.of(new Person(id, name.isEmpty() ? id : name, roles, tenants(id), Set.of()));
    }

    private Set<String> groups(String id) {
        return identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }

    private Set<String> tenants(String id) {
        return identity.createTenantQuery().userMember(id).includingGroupsOfUser(true).list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toSet());
    }

    private void ensureGroupsAndTenants() {
        for (Role role : Role.values()) {
            if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
                Group group = identity.newGroup(role.group());
                group.setName(role.label());
                group.setType(role == Role.ADMIN ? "SYSTEM" : "WORKFLOW");
                identity.saveGroup(group);
            }
        }
        Set<String> known = identity.createTenantQuery().list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toCollection(HashSet::new));
        List<Region> regions = territories.regions();
        for (Region region : regions) {
            if (known.add(region.code())) {
                Tenant tenant = identity.newTenant(region.code());
                tenant.setName(region.label());
                identity.saveTenant(tenant);
            }
        }
        for (Role role : NATIONAL) {
            Set<String> has = identity.createTenantQuery().groupMember(role.group()).list().stream()
                    .map(Tenant::getId)
                    .collect(Collectors.toSet());
            regions.stream()
                    .map(Region::code)
                    .filter(code -> !has.contains(code))
                    .forEach(code -> identity.createTenantGroupMembership(code, role.group()));
        }
    }

    /** Reads and writes identities whoever is acting on this thread. */
    private <T> T asApplication(Supplier<T> action) {
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (before != null) {
                identity.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
