package fr.ecoquartier.act.seal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.TestSeal;
import fr.ecoquartier.act.Seal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

@IntegrationTest
class SealInForceTest {

    @Autowired
    private SealInForce inForce;

    @Autowired
    private Seal seal;

    @Autowired
    private DemoSeals demoSeals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    @Qualifier("sealHealthIndicator")
    private HealthIndicator health;

    @Test
    void theConfiguredFileSealsAndItsCertificateIsKnownAsOurs() {
        assertThat(inForce.state().kind()).isEqualTo(SealState.Kind.FILE);
        assertThat(inForce.state().subject()).isEqualTo(TestSeal.NAME);
        assertThat(seal.demonstration()).isFalse();
        assertThat(known(inForce.key().orElseThrow())).isEqualTo(1);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void theDemonstrationMakesItsKeyOnceForAllItsNodes() {
        SealInForce one = inForce("demo");
        SealInForce two = inForce("demo");
        assertThat(one.state().kind()).isEqualTo(SealState.Kind.DEMONSTRATION);
        assertThat(one.state().subject()).contains("Démonstration");
        assertThat(one.demonstration()).isTrue();
        assertThat(two.key().orElseThrow().certificate())
                .isEqualTo(one.key().orElseThrow().certificate());
        assertThat(two.key().orElseThrow().key())
                .isEqualTo(one.key().orElseThrow().key());
        assertThat(known(one.key().orElseThrow())).isEqualTo(1);
    }

    @Test
    void theDemonstrationMakesAnotherKeyBeforeItsOwnEnds() {
        Instant now = clock.instant();
        SealKey first = demoSeals.key(now);
        SealKey later = demoSeals.key(first.until().minus(Duration.ofDays(1)));
        assertThat(later.certificate()).isNotEqualTo(first.certificate());
        assertThat(later.validAt(first.until().plus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void withoutAFileNothingIsSealedOutsideTheDemonstration() {
        SealInForce none = inForce();
        assertThat(none.key()).isEmpty();
        assertThat(none.demonstration()).isFalse();
        assertThat(new SealConfiguration().seal(none, clock)).isNull();
        var health = SealConfiguration.health(none.state(), clock.instant());
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails().get("reason").toString()).contains("ECOQUARTIER_SEAL_FILE");
    }

    @Test
    void aCertificateThatEndsIsToldBeforeAndStopsTheSealAfter() {
        Instant now = clock.instant();
        SealState state = inForce.state();
        assertThat(SealConfiguration.health(state, state.until().minus(Duration.ofDays(10)))
                        .getDetails())
                .containsKey("reason");
        assertThat(SealConfiguration.health(state, now).getDetails()).doesNotContainKey("reason");
        SealState ended = new SealState(state.kind(), "Essai", "Essai", state.from(), state.until(), false);
        assertThat(SealConfiguration.health(ended, now).getStatus()).isEqualTo(Status.DOWN);
    }

    private SealInForce inForce(String... profiles) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        return new SealInForce(new SealSettings("", "", ""), demoSeals, environment, jdbc, clock);
    }

    private int known(SealKey key) {
        return jdbc.sql("select count(*) from ecoquartier.seal_certificate where sha256 = :sha256")
                .param("sha256", SealKey.fingerprint(key.certificate()))
                .query(Integer.class)
                .single();
    }
}
