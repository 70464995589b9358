package fr.ecoquartier.access;

import fr.ecoquartier.access.ProviderRefusal.Reason;
import fr.ecoquartier.territory.Territories;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts of the people who sign in through the identity provider: made at the first sign-in, brought to what the
 * provider says at each one. The issuer and the subject say who somebody is. An account of the same name that is not
 * theirs is never taken over.
 */
@Service
class ProviderAccounts {

    private static final Logger log = LoggerFactory.getLogger(ProviderAccounts.class);

    /** The engine wants a password: nobody ever learns this one, and it opens nothing. */
    private static final int UNUSED_PASSWORD = 40;

    private final ProviderSettings settings;
    private final StaffDirectory staff;
    private final StaffRecords records;
    private final AuthorityAccounts authorities;
    private final Territories territories;
    private final Sessions sessions;
    private final AccountJournal journal;
    private final JdbcClient jdbc;
    private final Clock clock;

    ProviderAccounts(
            ProviderSettings settings,
            StaffDirectory staff,
            StaffRecords records,
            AuthorityAccounts authorities,
            Territories territories,
            Sessions sessions,
            AccountJournal journal,
            JdbcClient jdbc,
            Clock clock) {
        this.settings = settings;
        this.staff = staff;
        this.records = records;
        this.authorities = authorities;
        this.territories = territories;
        this.sessions = sessions;
        this.journal = journal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Link(String personId, boolean staff) {}

    /** Somebody whom the provider has recognised. @throws ProviderRefused when they may not come in */
    @Transactional(noRollbackFor = ProviderRefused.class)
    Person signedIn(ProviderClaims claims) {
        Optional<Link> link = jdbc.sql("select person_id, staff from ecoquartier.provider_identity"
                        + " where issuer = :issuer and subject = :subject for update")
                .param("issuer", claims.issuer())
                .param("subject", claims.subject())
                .query(Link.class)
                .optional();
        boolean member = !claims.staffRoles().isEmpty();
        if (!member && !claims.roles().contains(Role.AUTHORITY)) {
            takeRightsAway(link, claims);
            throw new ProviderRefused(Reason.NO_ROLE, String.join(", ", claims.unknown()));
        }
        if (link.isPresent() && link.get().staff() != member) {
            takeRightsAway(link, claims);
            throw new ProviderRefused(Reason.OTHER_KIND, link.get().personId());
        }
        return member ? member(claims, link) : authority(claims, link);
    }

    private Person member(ProviderClaims claims, Optional<Link> link) {
        if (claims.roles().contains(Role.DREAL) && claims.regions().isEmpty()) {
            takeRightsAway(link, claims);
            throw new ProviderRefused(Reason.NO_REGION, "");
        }
        String id = link.map(Link::personId).orElseGet(() -> free(claims));
        note(claims, id, true);
        Optional<StaffDirectory.Entry> known = staff.entry(id);
        if (known.isEmpty()) {
            staff.save(new StaffDirectory.NewStaff(
                    id,
                    claims.firstName(),
                    claims.lastName(),
                    claims.email(),
                    RandomPasswords.next(UNUSED_PASSWORD),
                    claims.staffRoles(),
                    regions(claims)));
            journal(
                    id,
                    AccountEvent.Kind.CREATED,
                    "Compte ouvert à la première connexion par " + settings.name() + " : " + labels(claims.staffRoles())
                            + ".");
        } else {
            update(claims, known.get());
        }
        Person person = staff.active(id).orElseThrow(() -> new ProviderRefused(Reason.CLOSED, id));
        records.signedIn(id);
        return person;
    }

    /** Brings the account to what the provider says now, and the journal to what changed. */
    private void update(ProviderClaims claims, StaffDirectory.Entry known) {
        String id = known.id();
        boolean renamed = !known.firstName().equals(claims.firstName())
                || !known.lastName().equals(claims.lastName())
                || !Objects.equals(known.email(), claims.email());
        if (renamed) {
            staff.rename(id, claims.firstName(), claims.lastName(), claims.email());
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(claims.staffRoles());
        Set<String> regions = regions(claims);
        if (known.roles().contains(Role.ADMIN) && !roles.contains(Role.ADMIN) && isLastAdmin(id)) {
            roles.add(Role.ADMIN);
        }
        if (known.roles().equals(roles) && known.regions().equals(regions)) {
            return;
        }
        staff.assign(id, roles, regions);
        records.touch(id);
        journal(
                id,
                AccountEvent.Kind.RIGHTS,
                "Droits donnés par " + settings.name() + " : " + labels(roles)
                        + (regions.isEmpty() ? "" : " (régions " + String.join(", ", new TreeSet<>(regions)) + ")")
                        + (claims.staffRoles().equals(roles)
                                ? "."
                                : ". Le rôle Administrateur, qu’il ne donne plus, est gardé : c’est le dernier."));
    }

    private boolean isLastAdmin(String id) {
        try {
            staff.requireAnotherAdmin(id);
            return false;
        } catch (AccountRefused last) {
            log.warn("{} is the last administrator and stays so, although the identity provider says otherwise", id);
            return true;
        }
    }

    /** Only who works in regions holds any; the others get theirs by their role. */
    private static Set<String> regions(ProviderClaims claims) {
        return claims.staffRoles().contains(Role.DREAL) ? claims.regions() : Set.of();
    }

    private Person authority(ProviderClaims claims, Optional<Link> link) {
        String code = claims.authorities().size() == 1
                ? claims.authorities().iterator().next()
                : "";
        boolean exists = territories
                .authority(code)
                .filter(found -> found.region() != null)
                .isPresent();
        if (!exists) {
            throw new ProviderRefused(Reason.UNKNOWN_AUTHORITY, String.join(", ", claims.authorities()));
        }
        String id = link.map(Link::personId).orElseGet(() -> free(claims));
        if (link.isPresent()
                && authorities.find(id).filter(account -> !account.enabled()).isPresent()) {
            throw new ProviderRefused(Reason.CLOSED, id);
        }
        note(claims, id, false);
        Optional<AuthorityAccounts.Account> known = authorities.find(id);
        if (known.isEmpty()) {
            authorities.save(
                    id,
                    claims.name(),
                    claims.email(),
                    code,
                    RandomPasswords.next(UNUSED_PASSWORD),
                    false,
                    settings.name());
            journal(
                    id,
                    AccountEvent.Kind.CREATED,
                    "Compte ouvert à la première connexion par " + settings.name() + ", pour la collectivité " + code
                            + ".");
        } else {
            authorities.bringTo(id, claims.name(), claims.email(), code);
            if (!known.get().authorityCode().equals(code)) {
                journal(
                        id,
                        AccountEvent.Kind.RIGHTS,
                        "Compte passé à la collectivité " + code + " par " + settings.name() + ".");
            }
        }
        return authorities.signedIn(id);
    }

    /** The name, when no account has it; else an administrator may say that the account is theirs. */
    private String free(ProviderClaims claims) {
        String account = claims.account();
        boolean taken = staff.entries().stream().anyMatch(entry -> entry.id().equalsIgnoreCase(account));
        if (taken || authorities.find(account).isPresent()) {
            jdbc.sql("""
                            insert into ecoquartier.provider_claim (issuer, subject, account, name, email, asked_at)
                            values (:issuer, :subject, :account, :name, :email, :now)
                            on conflict (issuer, subject) do update set account = excluded.account,
                                name = excluded.name, email = excluded.email, asked_at = excluded.asked_at
                            """)
                    .param("issuer", claims.issuer())
                    .param("subject", claims.subject())
                    .param("account", account)
                    .param("name", claims.name())
                    .param("email", claims.email())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            throw new ProviderRefused(Reason.TAKEN, account);
        }
        return account;
    }

    private void note(ProviderClaims claims, String id, boolean member) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into ecoquartier.provider_identity
                            (issuer, subject, person_id, staff, linked_at, last_sign_in)
                        values (:issuer, :subject, :id, :staff, :now, :now)
                        on conflict (issuer, subject) do update set last_sign_in = excluded.last_sign_in
                        """)
                .param("issuer", claims.issuer())
                .param("subject", claims.subject())
                .param("id", id)
                .param("staff", member)
                .param("now", now)
                .update();
    }

    /** The provider gives nothing any more: what the account could do ends, also where it is signed in. */
    private void takeRightsAway(Optional<Link> link, ProviderClaims claims) {
        if (link.isPresent() && link.get().staff()) {
            String id = link.get().personId();
            Optional<StaffDirectory.Entry> known = staff.entry(id);
            if (known.isPresent() && !known.get().roles().isEmpty()) {
                Set<Role> kept =
                        known.get().roles().contains(Role.ADMIN) && isLastAdmin(id) ? Set.of(Role.ADMIN) : Set.of();
                staff.assign(id, kept, Set.of());
                records.touch(id);
                journal(
                        id,
                        AccountEvent.Kind.RIGHTS,
                        "Droits retirés : " + settings.name() + " n’en donne plus."
                                + (kept.isEmpty() ? "" : " Le rôle Administrateur est gardé : c’est le dernier."));
            }
            sessions.endAll(id);
        }
    }

    private void journal(String account, AccountEvent.Kind kind, String sentence) {
        journal.add(account, "system", settings.name(), kind, sentence, null);
    }

    private static String labels(Set<Role> roles) {
        return roles.isEmpty()
                ? "aucun rôle"
                : roles.stream().map(Role::label).sorted().collect(Collectors.joining(", "));
    }
}
