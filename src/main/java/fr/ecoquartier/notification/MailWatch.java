package fr.ecoquartier.notification;

import fr.ecoquartier.operation.Recent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The queue of mails as health and metrics. Counted in the shared database: a dashboard takes the maximum of the nodes.
 * Mails that wait too long are told here and do not take the application out of service.
 */
@Component("mailQueue")
class MailWatch implements HealthIndicator, MeterBinder {

    private static final Duration LATE = Duration.ofHours(1);

    private final Mails mails;
    private final Clock clock;
    private final Recent<Map<MailState, Long>> counts;

    MailWatch(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
        this.counts = new Recent<>(mails::counts, Duration.ofSeconds(10), clock);
    }

    @Override
    public Health health() {
        Map<MailState, Long> now = mails.counts();
        Optional<Instant> since = mails.waitingSince();
        Health.Builder health = mails.sends() ? Health.up() : Health.unknown().withDetail("reason", mails.why());
        if (mails.sends()
                && since.isPresent()
                && since.get().isBefore(clock.instant().minus(LATE))) {
            health = Health.unknown()
                    .withDetail("reason", "Des courriers attendent depuis plus d’une heure.")
                    .withDetail("waitingSince", since.get().toString());
        }
        for (Map.Entry<MailState, Long> entry : now.entrySet()) {
            health.withDetail(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
        }
        return health.build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MailState state : MailState.values()) {
            Gauge.builder("ecoquartier.mails", counts, recent -> recent.get().getOrDefault(state, 0L))
                    .description("Mails by state")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(
                        "ecoquartier.mails.waiting",
                        mails,
                        queue -> queue.waitingSince()
                                .map(since -> (double)
                                        Duration.between(since, clock.instant()).toSeconds())
                                .orElse(0.0))
                .description("Age of the mail that has waited longest")
                .baseUnit("seconds")
                .register(registry);
    }
}
