package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.SignInThrottle.Attempt;
import fr.ecoquartier.access.SignInThrottle.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class SignInThrottleTest {

    @Autowired
    private JdbcClient jdbc;

    private final TickingClock clock = new TickingClock();
    private SignInThrottle throttle;
    private SignInThrottle otherNode;

    @BeforeEach
    void nodes() {
        // this test's clock is years behind: nothing of others is near
        jdbc.sql("delete from ecoquartier.sign_in_failure where last_at < timestamptz '2013-01-01'")
                .update();
        throttle = node();
        otherNode = node();
    }

    private SignInThrottle node() {
        return new SignInThrottle(
                new SignInSettings(
                        new SignInSettings.Throttle(
                                3, 10, 20, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(30)),
                        false,
                        Duration.ofSeconds(30),
                        SignInSettings.StaffPasswords.ALL),
                clock,
                jdbc);
    }

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(new Attempt(account, address));
        }
    }

    private Duration wait(String account, String address) {
        return throttle.wait(new Attempt(account, address));
    }

    @Test
    void twoNodesCountTogether() {
        for (int i = 0; i < 3; i++) {
            (i % 2 == 0 ? throttle : otherNode).failed(new Attempt("admin", "1.1.1.1"));
        }
        assertThat(otherNode.wait(new Attempt("admin", "1.1.1.1"))).isEqualTo(Duration.ofSeconds(10));
        assertThat(node().wait(new Attempt("admin", "1.1.1.1"))).isEqualTo(Duration.ofSeconds(10));
        otherNode.succeeded(new Attempt("admin", "1.1.1.1"));
        assertThat(wait("admin", "1.1.1.1")).isZero();
    }

    @Test
    void nobodyAtTheSameAddressKeepsAKnownBrowserOut() {
        fail("admin", "1.1.1.1", 15);
        Attempt owner = new Attempt("admin", "1.1.1.1", "known");
        assertThat(wait("admin", "1.1.1.1")).isPositive();
        assertThat(throttle.wait(owner)).isZero();
        for (int i = 0; i < 3; i++) {
            throttle.failed(owner);
        }
        assertThat(otherNode.wait(owner)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoWaitsIsListedUntilReleasedOrHeardAgain() {
        fail("admin", "1.1.1.1", 4);
        assertThat(otherNode.slowed()).singleElement().satisfies(slowed -> {
            assertThat(slowed.kind()).isEqualTo(Kind.PAIR);
            assertThat(slowed.account()).isEqualTo("admin");
            assertThat(slowed.failures()).isEqualTo(4);
            assertThat(slowed.until()).isEqualTo(clock.instant().plusSeconds(20));
        });
        clock.pass(Duration.ofSeconds(20));
        assertThat(throttle.slowed()).isEmpty();
        fail("admin", "1.1.1.1", 1);
        assertThat(throttle.release(Kind.PAIR, "admin", "1.1.1.1")).isTrue();
        assertThat(otherNode.release(Kind.PAIR, "admin", "1.1.1.1")).isFalse();
        assertThat(throttle.slowed()).isEmpty();
        assertThat(wait("admin", "1.1.1.1")).isZero();
    }

    @Test
    void anAttackedAccountIsListedAndReleased() {
        for (int i = 0; i < 20; i++) {
            fail("admin", "10.0.0." + i, 1);
        }
        assertThat(throttle.slowed())
                .filteredOn(slowed -> slowed.kind() == Kind.ACCOUNT)
                .singleElement()
                .satisfies(slowed -> assertThat(slowed.account()).isEqualTo("admin"));
        throttle.release(Kind.ACCOUNT, "admin", "");
        assertThat(throttle.slowed()).isEmpty();
        assertThat(wait("admin", "10.0.0.1")).isZero();
    }

    @Test
    void whatIsOldIsForgotten() {
        fail("admin", "1.1.1.1", 1);
        clock.pass(Duration.ofMinutes(31));
        throttle.forgetOld();
        assertThat(jdbc.sql("select count(*) from ecoquartier.sign_in_failure where account = 'admin'"
                                + " and source = '1.1.1.1'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anAddressWaitsAfterItsFailuresOnAnAccountLongerEachTime() {
        fail("admin", "1.1.1.1", 2);
        assertThat(wait("admin", "1.1.1.1")).isZero();
        fail("admin", "1.1.1.1", 1);
        assertThat(wait("admin", "1.1.1.1")).isEqualTo(Duration.ofSeconds(10));
        clock.pass(Duration.ofSeconds(11));
        assertThat(wait("admin", "1.1.1.1")).isZero();
        fail("admin", "1.1.1.1", 1);
        assertThat(wait("admin", "1.1.1.1")).isEqualTo(Duration.ofSeconds(20));
        fail("admin", "1.1.1.1", 5);
        assertThat(wait("admin", "1.1.1.1")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void nobodyCanKeepAnotherAddressOut() {
        for (int i = 0; i < 100; i++) {
            fail("admin", "10.0.0." + i, 5);
        }
        assertThat(wait("admin", "192.0.2.1")).isZero();
    }

    @Test
    void anAttackedAccountLeavesEachAddressOneFailure() {
        for (int i = 0; i < 20; i++) {
            fail("admin", "10.0.0." + i, 1);
        }
        fail("admin", "192.0.2.1", 1);
        assertThat(wait("admin", "192.0.2.1")).isPositive();
        fail("other", "192.0.2.1", 1);
        assertThat(wait("other", "192.0.2.1")).isZero();
    }

    @Test
    void anAddressThatTriesManyAccountsWaitsForAll() {
        for (int i = 0; i < 10; i++) {
            fail("account" + i, "1.1.1.1", 1);
        }
        assertThat(wait("never tried", "1.1.1.1")).isPositive();
        assertThat(wait("never tried", "2.2.2.2")).isZero();
    }

    @Test
    void caseAndSpacesMakeNoOtherAccount() {
        fail("Admin ", "1.1.1.1", 3);
        assertThat(wait("admin", "1.1.1.1")).isPositive();
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail("admin", "1.1.1.1", 3);
        throttle.succeeded(new Attempt("admin", "1.1.1.1"));
        assertThat(wait("admin", "1.1.1.1")).isZero();
    }

    @Test
    void failuresAreForgottenInTime() {
        fail("admin", "1.1.1.1", 8);
        clock.pass(Duration.ofMinutes(31));
        fail("admin", "1.1.1.1", 1);
        assertThat(wait("admin", "1.1.1.1")).isZero();
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
