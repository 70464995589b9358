package fr.ecoquartier.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Slows down whoever guesses passwords, without ever letting them lock somebody else out. Failures are counted for an
 * address on an account and for an address on all accounts; an account that many addresses attack leaves each address a
 * single failure. An address that has not failed is always heard, so the owner of an attacked account still gets in. A
 * browser on which the owner has signed in before is counted apart from its address, so that an attacker behind the
 * same address does not keep them out either. The counts are in the database: all nodes count together.
 */
@Service
public class SignInThrottle {

    private static final int LONGEST = 100;

    private final SignInSettings.Throttle settings;
    private final Clock clock;
    private final JdbcClient jdbc;

    SignInThrottle(SignInSettings settings, Clock clock, JdbcClient jdbc) {
        this.settings = settings.throttle();
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /**
     * Who tries.
     *
     * @param browser what names a browser that is known for the account; null for any other
     */
    record Attempt(String account, String address, @Nullable String browser) {

        Attempt {
            account = account.strip().toLowerCase(Locale.ROOT);
            account = account.substring(0, Math.min(account.length(), LONGEST));
        }

        Attempt(String account, String address) {
            this(account, address, null);
        }

        String source() {
            return browser == null ? address : "browser " + browser;
        }
    }

    /** What is slowed down. */
    public enum Kind {
        /** All sources on an account: each has a single failure. */
        ACCOUNT,
        /** An address on all accounts. */
        ADDRESS,
        /** An address, or a known browser, on an account. */
        PAIR
    }

    /**
     * Somebody who has to wait, or an account under attack.
     *
     * @param account empty for an address on all accounts
     * @param address what is counted: an address, "browser …" for a known browser, empty for an account under attack
     * @param until when it is heard again; for an account under attack, when the attack is forgotten
     */
    public record Slowed(
            Kind kind, String account, String address, int failures, Instant firstAt, Instant lastAt, Instant until) {}

    /** How long this address must still wait before it may try this account; zero when it may try now. */
    Duration wait(Attempt attempt) {
        Instant now = clock.instant();
        Map<Kind, Failures> known = new HashMap<>();
        jdbc.sql("""
                        select kind, failures, last_at from ecoquartier.sign_in_failure
                        where last_at >= :since and (kind = 'pair' and account = :account and source = :source
                            or kind = 'account' and account = :account and source = ''
                            or kind = 'address' and account = '' and source = :address)
                        """)
                .param("since", at(now.minus(settings.memory())))
                .param("account", attempt.account())
                .param("source", attempt.source())
                .param("address", attempt.address())
                .query((row, n) -> known.put(
                        kind(row.getString("kind")),
                        new Failures(row.getInt("failures"), instant(row.getObject("last_at", OffsetDateTime.class)))))
                .list();
        if (attempt.browser() != null) {
            return wait(known.get(Kind.PAIR), settings.failuresOfAddressOnAccount(), now);
        }
        boolean attacked = Optional.ofNullable(known.get(Kind.ACCOUNT))
                .filter(failures -> failures.count() >= settings.failuresOfAccount())
                .isPresent();
        Duration pair = wait(known.get(Kind.PAIR), attacked ? 1 : settings.failuresOfAddressOnAccount(), now);
        Duration alone = wait(known.get(Kind.ADDRESS), settings.failuresOfAddress(), now);
        return pair.compareTo(alone) > 0 ? pair : alone;
    }

    void failed(Attempt attempt) {
        Instant now = clock.instant();
        // always in this order, so that two nodes do not wait for each other
        String rows = attempt.browser() == null
                ? "('account', :account, ''), ('address', '', :address), ('pair', :account, :source)"
                : "('pair', :account, :source)";
        var insert = jdbc.sql("""
                        insert into ecoquartier.sign_in_failure as f (kind, account, source, failures, first_at, last_at)
                        select kind, account, source, 1, :now, :now from (values %s) n (kind, account, source)
                        on conflict (kind, account, source) do update set
                            failures = case when f.last_at < :since then 1 else f.failures + 1 end,
                            first_at = case when f.last_at < :since then excluded.first_at else f.first_at end,
                            last_at = greatest(f.last_at, excluded.last_at)
                        """.formatted(rows))
                .param("now", at(now))
                .param("since", at(now.minus(settings.memory())))
                .param("account", attempt.account())
                .param("source", attempt.source());
        if (attempt.browser() == null) {
            insert = insert.param("address", attempt.address());
        }
        insert.update();
    }

    void succeeded(Attempt attempt) {
        jdbc.sql("delete from ecoquartier.sign_in_failure where kind = 'pair' and account = :account"
                        + " and source = :source")
                .param("account", attempt.account())
                .param("source", attempt.source())
                .update();
    }

    /** Who has to wait now, and which accounts are under attack; the latest failure first. */
    public List<Slowed> slowed() {
        Instant now = clock.instant();
        List<Slowed> rows = jdbc.sql("""
                        select * from ecoquartier.sign_in_failure f where last_at >= :since
                        order by last_at desc, kind, account, source limit 5000
                        """)
                .param("since", at(now.minus(settings.memory())))
                .query((row, n) -> {
                    String source = row.getString("source");
                    Instant last = instant(row.getObject("last_at", OffsetDateTime.class));
                    return new Slowed(
                            kind(row.getString("kind")),
                            row.getString("account"),
                            source,
                            row.getInt("failures"),
                            instant(row.getObject("first_at", OffsetDateTime.class)),
                            last,
                            last);
                })
                .list();
        List<String> attacked = rows.stream()
                .filter(row -> row.kind() == Kind.ACCOUNT && row.failures() >= settings.failuresOfAccount())
                .map(Slowed::account)
                .toList();
        return rows.stream()
                .map(row -> until(row, attacked.contains(row.account()), now))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Slowed::lastAt).reversed())
                .limit(500)
                .toList();
    }

    /** Forgets the failures of one row of {@link #slowed}, so that whoever waits is heard at once; false when it had ended. */
    public boolean release(Kind kind, String account, String source) {
        return jdbc.sql("delete from ecoquartier.sign_in_failure where kind = :kind and account = :account"
                                + " and source = :source")
                        .param("kind", kind.name().toLowerCase(Locale.ROOT))
                        .param("account", account)
                        .param("source", source)
                        .update()
                > 0;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forgetOld() {
        jdbc.sql("delete from ecoquartier.sign_in_failure where last_at < :since")
                .param("since", at(clock.instant().minus(settings.memory())))
                .update();
    }

    private Optional<Slowed> until(Slowed row, boolean attacked, Instant now) {
        Failures failures = new Failures(row.failures(), row.lastAt());
        if (row.kind() == Kind.ACCOUNT) {
            return row.failures() < settings.failuresOfAccount()
                    ? Optional.empty()
                    : Optional.of(with(row, row.lastAt().plus(settings.memory())));
        }
        boolean known = row.address().startsWith("browser ");
        int allowed = row.kind() == Kind.ADDRESS
                ? settings.failuresOfAddress()
                : attacked && !known ? 1 : settings.failuresOfAddressOnAccount();
        Duration wait = wait(failures, allowed, now);
        return wait.isZero() ? Optional.empty() : Optional.of(with(row, now.plus(wait)));
    }

    private static Slowed with(Slowed row, Instant until) {
        return new Slowed(row.kind(), row.account(), row.address(), row.failures(), row.firstAt(), row.lastAt(), until);
    }

    private Duration wait(@Nullable Failures failures, int allowed, Instant now) {
        if (failures == null || failures.count() < allowed) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures.count() - allowed, 16);
        Duration delay = settings.firstWait().multipliedBy(1L << doublings);
        if (delay.compareTo(settings.longestWait()) > 0) {
            delay = settings.longestWait();
        }
        Duration left = Duration.between(now, failures.last().plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Kind kind(String stored) {
        return Kind.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private record Failures(int count, Instant last) {}
}
