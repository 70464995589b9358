package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.Seal;
import fr.ecoquartier.act.SealedPdf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The seal for those who issue documents, and its health. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    /** Time to obtain another certificate. */
    private static final Duration NOTICE = Duration.ofDays(60);

    /** No bean without a key: documents are then issued without a seal. */
    @Bean
    @Nullable
    Seal seal(SealInForce inForce, Clock clock) {
        return inForce.key().map(key -> sealWith(key, inForce, clock)).orElse(null);
    }

    @Bean
    HealthIndicator sealHealthIndicator(SealInForce inForce, Clock clock) {
        return () -> health(inForce.state(), clock.instant());
    }

    private static Seal sealWith(SealKey key, SealInForce inForce, Clock clock) {
        PadesSeal pades = new PadesSeal();
        return new Seal() {
            @Override
            public SealedPdf seal(byte[] pdf, String reason) {
                Instant now = clock.instant();
                if (!key.validAt(now)) {
                    throw new SealingFailed("the certificate " + key.subject() + " is valid from " + key.from() + " to "
                            + key.until() + ": install another one (ECOQUARTIER_SEAL_FILE), then retry");
                }
                return new SealedPdf(pades.seal(pdf, reason, key, now), key.subject());
            }

            @Override
            public boolean demonstration() {
                return inForce.demonstration();
            }
        };
    }

    static Health health(SealState state, Instant now) {
        if (state.kind() == SealState.Kind.NONE) {
            return Health.unknown()
                    .withDetail("reason", "non configuré (ECOQUARTIER_SEAL_FILE) : les documents ne sont pas scellés")
                    .build();
        }
        Health.Builder health = state.valid() ? Health.up() : Health.down();
        health.withDetail("subject", state.subject()).withDetail("until", String.valueOf(state.until()));
        if (!state.valid()) {
            health.withDetail(
                    "reason", "le certificat n’est pas en cours de validité : les documents à sceller attendent");
        } else if (state.endsBefore(now.plus(NOTICE))) {
            health.withDetail("reason", "le certificat expire bientôt : demandez son renouvellement");
        }
        return health.build();
    }
}
