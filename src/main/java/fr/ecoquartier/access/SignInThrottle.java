package fr.ecoquartier.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows down whoever guesses passwords, without ever letting them lock somebody else out. Failures are counted for an
 * address on an account and for an address on all accounts; an account that many addresses attack leaves each address a
 * single failure. An address that has not failed is always heard, so the owner of an attacked account still gets in.
 */
class SignInThrottle {

    private static final int MAXIMUM_ENTRIES = 50_000;

    private final SignInSettings.Throttle settings;
    private final Clock clock;
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    SignInThrottle(SignInSettings.Throttle settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How long this address must still wait before it may try this account; zero when it may try now. */
    Duration wait(String account, String address) {
        Instant now = clock.instant();
        boolean attacked = live(accountKey(account), now) >= settings.failuresOfAccount();
        int allowed = attacked ? 1 : settings.failuresOfAddressOnAccount();
        Duration pair = wait(pairKey(account, address), allowed, now);
        Duration alone = wait(addressKey(address), settings.failuresOfAddress(), now);
        return pair.compareTo(alone) > 0 ? pair : alone;
    }

    void failed(String account, String address) {
        Instant now = clock.instant();
        if (failures.size() > MAXIMUM_ENTRIES) {
            failures.values().removeIf(entry -> entry.expired(now, settings.memory()));
        }
        add(pairKey(account, address), now);
        add(addressKey(address), now);
        add(accountKey(account), now);
    }

    void succeeded(String account, String address) {
        failures.remove(pairKey(account, address));
    }

    private void add(String key, Instant now) {
        failures.merge(
                key,
                new Failures(1, now),
                (old, one) -> old.expired(now, settings.memory()) ? one : new Failures(old.count() + 1, now));
    }

    private int live(String key, Instant now) {
        Failures entry = failures.get(key);
        return entry == null || entry.expired(now, settings.memory()) ? 0 : entry.count();
    }

    private Duration wait(String key, int allowed, Instant now) {
        int count = live(key, now);
        if (count < allowed) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - allowed, 16);
        Duration delay = settings.firstWait().multipliedBy(1L << doublings);
        if (delay.compareTo(settings.longestWait()) > 0) {
            delay = settings.longestWait();
        }
        Duration left = Duration.between(now, failures.get(key).last().plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String pairKey(String account, String address) {
        return "p " + account.strip().toLowerCase(Locale.ROOT) + ' ' + address;
    }

    private static String accountKey(String account) {
        return "u " + account.strip().toLowerCase(Locale.ROOT);
    }

    private static String addressKey(String address) {
        return "a " + address;
    }

    private record Failures(int count, Instant last) {
        boolean expired(Instant now, Duration memory) {
            return last.plus(memory).isBefore(now);
        }
    }
}
