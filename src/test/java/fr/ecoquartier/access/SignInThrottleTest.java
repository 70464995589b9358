package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final TickingClock clock = new TickingClock();
    private final SignInThrottle throttle = new SignInThrottle(
            new SignInSettings.Throttle(
                    3, 10, 20, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(30)),
            clock);

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(account, address);
        }
    }

    @Test
    void anAddressWaitsAfterItsFailuresOnAnAccountLongerEachTime() {
        fail("admin", "1.1.1.1", 2);
        assertThat(throttle.wait("admin", "1.1.1.1")).isZero();
        fail("admin", "1.1.1.1", 1);
        assertThat(throttle.wait("admin", "1.1.1.1")).isEqualTo(Duration.ofSeconds(10));
        clock.pass(Duration.ofSeconds(11));
        assertThat(throttle.wait("admin", "1.1.1.1")).isZero();
        fail("admin", "1.1.1.1", 1);
        assertThat(throttle.wait("admin", "1.1.1.1")).isEqualTo(Duration.ofSeconds(20));
        fail("admin", "1.1.1.1", 5);
        assertThat(throttle.wait("admin", "1.1.1.1")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void nobodyCanKeepAnotherAddressOut() {
        for (int i = 0; i < 100; i++) {
            fail("admin", "10.0.0." + i, 5);
        }
        assertThat(throttle.wait("admin", "192.0.2.1")).isZero();
    }

    @Test
    void anAttackedAccountLeavesEachAddressOneFailure() {
        for (int i = 0; i < 20; i++) {
            fail("admin", "10.0.0." + i, 1);
        }
        fail("admin", "192.0.2.1", 1);
        assertThat(throttle.wait("admin", "192.0.2.1")).isPositive();
        fail("other", "192.0.2.1", 1);
        assertThat(throttle.wait("other", "192.0.2.1")).isZero();
    }

    @Test
    void anAddressThatTriesManyAccountsWaitsForAll() {
        for (int i = 0; i < 10; i++) {
            fail("account" + i, "1.1.1.1", 1);
        }
        assertThat(throttle.wait("never tried", "1.1.1.1")).isPositive();
        assertThat(throttle.wait("never tried", "2.2.2.2")).isZero();
    }

    @Test
    void caseAndSpacesMakeNoOtherAccount() {
        fail("Admin ", "1.1.1.1", 3);
        assertThat(throttle.wait("admin", "1.1.1.1")).isPositive();
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail("admin", "1.1.1.1", 3);
        throttle.succeeded("admin", "1.1.1.1");
        assertThat(throttle.wait("admin", "1.1.1.1")).isZero();
    }

    @Test
    void failuresAreForgottenInTime() {
        fail("admin", "1.1.1.1", 8);
        clock.pass(Duration.ofMinutes(31));
        fail("admin", "1.1.1.1", 1);
        assertThat(throttle.wait("admin", "1.1.1.1")).isZero();
    }

    private static final class TickingClock extends Clock {
        private Instant now = Instant.parse("2012-12-14T09:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
