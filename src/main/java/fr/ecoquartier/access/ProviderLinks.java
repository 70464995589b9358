package fr.ecoquartier.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Identities of the provider that would get the name of an account that is there already. Nothing proves that the account
 * is theirs, so an administrator says so, or not.
 */
@Service
public class ProviderLinks {

    private static final RowMapper<Claim> CLAIM = (row, n) -> new Claim(
            row.getLong("id"),
            row.getString("account"),
            row.getString("name"),
            row.getString("email"),
            row.getString("issuer"),
            row.getString("subject"),
            row.getObject("asked_at", OffsetDateTime.class).toInstant());

    private final StaffDirectory staff;
    private final AuthorityAccounts authorities;
    private final AccountJournal journal;
    private final JdbcClient jdbc;
    private final Clock clock;

    ProviderLinks(
            StaffDirectory staff, AuthorityAccounts authorities, AccountJournal journal, JdbcClient jdbc, Clock clock) {
        this.staff = staff;
        this.authorities = authorities;
        this.journal = journal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Somebody who tried to come in under a name that is taken.
     *
     * @param account the account that is there
     * @param name as the provider gives it, like the address
     */
    public record Claim(
            long id,
            String account,
            String name,
            @Nullable String email,
            String issuer,
            String subject,
            Instant askedAt) {}

    /** The latest first. */
    public List<Claim> waiting() {
        return jdbc.sql("select * from ecoquartier.provider_claim order by asked_at desc, id limit 500")
                .query(CLAIM)
                .list();
    }

    /** The account is theirs: from now on it signs in through the provider, and has the rights that the provider gives. */
    @Transactional
    public Optional<Claim> link(long id, String reason, Person by) {
        Optional<Claim> claim = take(id);
        claim.ifPresent(found -> {
            Optional<StaffDirectory.Entry> member = staff.entries().stream()
                    .filter(entry -> entry.id().equalsIgnoreCase(found.account()))
                    .findFirst();
            String account = member.map(StaffDirectory.Entry::id)
                    .or(() -> authorities.find(found.account()).map(AuthorityAccounts.Account::id))
                    .orElseThrow(() -> new AccountRefused("Le compte " + found.account() + " n’existe plus."));
            int linked = jdbc.sql("""
                            insert into ecoquartier.provider_identity
                                (issuer, subject, person_id, staff, linked_at, last_sign_in)
                            values (:issuer, :subject, :account, :staff, :now, :now) on conflict do nothing
                            """)
                    .param("issuer", found.issuer())
                    .param("subject", found.subject())
                    .param("account", account)
                    .param("staff", member.isPresent())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (linked == 0) {
                throw new AccountRefused("Le compte " + account + " est déjà rattaché à une autre identité.");
            }
            journal.add(
                    account,
                    by,
                    AccountEvent.Kind.PROVIDER,
                    "Compte rattaché à l’identité « " + found.subject() + " » de " + found.issuer() + ".",
                    reason);
        });
        return claim;
    }

    /** The account is not theirs; they may try again, and are asked about again. */
    @Transactional
    public Optional<Claim> dismiss(long id, String reason, Person by) {
        Optional<Claim> claim = take(id);
        claim.ifPresent(found -> journal.add(
                found.account(),
                by,
                AccountEvent.Kind.PROVIDER,
                "Rattachement refusé à l’identité « " + found.subject() + " » de " + found.issuer() + ".",
                reason));
        return claim;
    }

    private Optional<Claim> take(long id) {
        return jdbc.sql("delete from ecoquartier.provider_claim where id = :id returning *")
                .param("id", id)
                .query(CLAIM)
                .optional();
    }
}
