package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.access.PasswordPolicy;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StaffRecords;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.workflow.NationalTenant;
import fr.ecoquartier.workflow.guard.AdminsKept;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    private static final Set<Role> ALL_REGIONS = Set.of(Role.MINISTRY, Role.CARRIER, Role.MANAGER, Role.ADMIN);

    /** Partners have no region of their own, but a part in the national pilot campaigns. */
    private static final Set<Role> NATIONAL =
            Set.of(Role.MINISTRY, Role.CARRIER, Role.MANAGER, Role.ADMIN, Role.PARTNER);

    private final IdentityService identity;
    private final Territories territories;
    private final StaffRecords records;
    private final AdminsKept admins;

    EngineStaffDirectory(IdentityService identity, Territories territories, StaffRecords records, AdminsKept admins) {
        this.identity = identity;
        this.territories = territories;
        this.records = records;
        this.admins = admins;
        ensureGroupsAndTenants();
    }

    @Override
    public Optional<Person> authenticate(String id, String password) {
        Optional<Person> person =
                asApplication(() -> identity.checkPassword(id, password) ? person(id) : Optional.empty());
        person.ifPresent(known -> records.signedIn(known.id()));
        return person;
    }

    @Override
    public Optional<Person> find(String id) {
        return asApplication(() -> person(id));
    }

    @Override
    public boolean passwordToChange(String id) {
        return records.of(id).passwordToChange();
    }

    @Override
    public Optional<Person> active(String id) {
        return find(id).filter(person -> records.enabled(id));
    }

    @Override
    public List<Person> withRole(Role role) {
        Map<String, StaffRecords.State> states = records.all();
        return asApplication(() -> identity.createUserQuery().memberOfGroup(role.group()).list().stream()
                .filter(user -> !states.containsKey(user.getId())
                        || states.get(user.getId()).enabled())
                .flatMap(user -> person(user.getId()).stream())
                .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
                .toList());
    }

    @Override
    public List<Entry> entries() {
        return asApplication(() -> {
            Map<String, Set<Role>> roles = new HashMap<>();
            for (Role role : Role.values()) {
                identity.createUserQuery()
                        .memberOfGroup(role.group())
                        .unlimitedList()
                        .forEach(user -> roles.computeIfAbsent(user.getId(), id -> new TreeSet<>())
                                .add(role));
            }
            Map<String, Set<String>> regions = new HashMap<>();
            territories
                    .regions()
                    .forEach(region -> identity.createUserQuery()
                            .memberOfTenant(region.code())
                            .unlimitedList()
                            .forEach(user -> regions.computeIfAbsent(user.getId(), id -> new TreeSet<>())
                                    .add(region.code())));
            return identity.createUserQuery().unlimitedList().stream()
                    .map(user -> entry(
                            user,
                            roles.getOrDefault(user.getId(), Set.of()),
                            regions.getOrDefault(user.getId(), Set.of())))
                    .sorted(Comparator.comparing(Entry::lastName, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(Entry::firstName, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(Entry::id))
                    .toList();
        });
    }

    @Override
    public Optional<Entry> entry(String id) {
        return asApplication(() -> Optional.ofNullable(
                        identity.createUserQuery().userId(id).singleResult())
                .map(user -> entry(
                        user,
                        groups(id).stream()
                                .flatMap(group -> Role.ofGroup(group).stream())
                                .collect(Collectors.toSet()),
                        ownRegions(id))));
    }

    private static Entry entry(User user, Set<Role> roles, Set<String> regions) {
        return new Entry(
                user.getId(),
                orEmpty(user.getFirstName()),
                orEmpty(user.getLastName()),
                orEmpty(user.getEmail()),
                Set.copyOf(roles),
                Set.copyOf(regions));
    }

    /** The regions given to the person, without those of their roles. */
    private Set<String> ownRegions(String id) {
        Set<String> own = identity.createTenantQuery().userMember(id).list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toCollection(HashSet::new));
        own.remove(NationalTenant.CODE);
        return own;
    }

    @Override
    public void rename(String id, String firstName, String lastName, String email) {
        asApplication(() -> {
            User user = identity.createUserQuery().userId(id).singleResult();
            user.setFirstName(firstName);
            user.setLastName(lastName);
            user.setEmail(email);
            identity.saveUser(user);
            return null;
        });
    }

    @Override
    public void assign(String id, Set<Role> roles, Set<String> regions) {
        asApplication(() -> {
            Set<String> wanted = roles.stream().map(Role::group).collect(Collectors.toSet());
            Set<String> has = groups(id);
            wanted.stream()
                    .filter(group -> !has.contains(group))
                    .forEach(group -> identity.createMembership(id, group));
            has.stream()
                    .filter(group -> Role.ofGroup(group).isPresent() && !wanted.contains(group))
                    .forEach(group -> identity.deleteMembership(id, group));
            Set<String> held = ownRegions(id);
            regions.stream()
                    .filter(region -> !held.contains(region))
                    .forEach(region -> identity.createTenantUserMembership(region, id));
            held.stream()
                    .filter(region -> !regions.contains(region))
                    .forEach(region -> identity.deleteTenantUserMembership(region, id));
            return null;
        });
    }

    @Override
    public void requireAnotherAdmin(String leaving) {
        admins.requireAnother(leaving);
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
    public Optional<String> passwordMark(String id) {
        return asApplication(
                () -> Optional.ofNullable(identity.createUserQuery().userId(id).singleResult())
                        .map(User::getPassword)
                        .map(EngineStaffDirectory::digest));
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
        Set<String> regions = tenants(id);
        regions.remove(NationalTenant.CODE);
        return Optional.of(new Person(id, name.isEmpty() ? id : name, roles, regions, Set.of()));
    }

    private Set<String> groups(String id) {
        return identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }

    private Set<String> tenants(String id) {
        return identity.createTenantQuery().userMember(id).includingGroupsOfUser(true).list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toCollection(HashSet::new));
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
        Set<String> known =
                identity.createTenantQuery().list().stream().map(Tenant::getId).collect(Collectors.toSet());
        Map<String, String> wanted = new LinkedHashMap<>();
        territories.regions().forEach(region -> wanted.put(region.code(), region.label()));
        Set<String> regions = Set.copyOf(wanted.keySet());
        wanted.put(NationalTenant.CODE, NationalTenant.LABEL);
        wanted.forEach((code, label) -> {
            if (!known.contains(code)) {
                Tenant tenant = identity.newTenant(code);
                tenant.setName(label);
                identity.saveTenant(tenant);
            }
        });
        ALL_REGIONS.forEach(role -> ensureMembership(role, regions));
        NATIONAL.forEach(role -> ensureMembership(role, Set.of(NationalTenant.CODE)));
    }

    private void ensureMembership(Role role, Set<String> tenants) {
        Set<String> has = identity.createTenantQuery().groupMember(role.group()).list().stream()
                .map(Tenant::getId)
                .collect(Collectors.toSet());
        tenants.stream()
                .filter(code -> !has.contains(code))
                .forEach(code -> identity.createTenantGroupMembership(code, role.group()));
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

    private static String digest(String stored) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
