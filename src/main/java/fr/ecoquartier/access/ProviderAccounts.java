package fr.ecoquartier.access;

import fr.ecoquartier.access.ProviderRefusal.Reason;
import fr.ecoquartier.territory.Territories;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
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

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final Territories territories;
    private final Sessions sessions;
    private final JdbcClient jdbc;
    private final Clock clock;

    ProviderAccounts(
            StaffDirectory staff,
            AuthorityAccounts authorities,
            Territories territories,
            Sessions sessions,
            JdbcClient jdbc,
            Clock clock) {
        this.staff = staff;
        this.authorities = authorities;
        this.territories = territories;
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Link(String personId, boolean staff) {}

    /** Whether the account signs in through the provider, and only so. */
    boolean provided(String personId) {
        return jdbc.sql("select count(*) from ecoquartier.provider_identity where lower(person_id) = lower(:id)")
                        .param("id", personId.strip())
                        .query(Integer.class)
                        .single()
                > 0;
    }

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
        String id = link.map(Link::personId).orElseGet(() -> free(claims.account()));
        if (link.isPresent() && staff.closed(id)) {
            throw new ProviderRefused(Reason.CLOSED, id);
        }
        note(claims, id, true);
        return staff.provide(new StaffDirectory.ProvidedStaff(
                id, claims.firstName(), claims.lastName(), claims.email(), claims.staffRoles(), claims.regions()));
    }

    private Person authority(ProviderClaims claims, Optional<Link> link) {
        String code = claims.authorities().size() == 1
                ? claims.authorities().iterator().next()
                : "";
        boolean known = territories
                .authority(code)
                .filter(found -> found.region() != null)
                .isPresent();
        if (!known) {
            throw new ProviderRefused(Reason.UNKNOWN_AUTHORITY, String.join(", ", claims.authorities()));
        }
        String id = link.map(Link::personId).orElseGet(() -> free(claims.account()));
        if (link.isPresent()
                && authorities.find(id).filter(account -> !account.enabled()).isPresent()) {
            throw new ProviderRefused(Reason.CLOSED, id);
        }
        note(claims, id, false);
        return authorities.provide(id, claims.name(), claims.email(), code, claims.issuer());
    }

    /** The name, when no account has it. */
    private String free(String account) {
        if (staff.taken(account) || authorities.find(account).isPresent()) {
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
            staff.provide(new StaffDirectory.ProvidedStaff(
                    id, claims.firstName(), claims.lastName(), claims.email(), Set.of(), Set.of()));
            sessions.endAll(id);
        }
    }
}
