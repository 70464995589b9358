package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.operation.Recent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.function.ToDoubleFunction;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/**
 * Incidents, jobs and running instances of the engine as metrics. Counted in the shared database: every node tells the
 * same number.
 */
@Component
class EngineMeters implements MeterBinder {

    private record Counts(long incidents, long ready, long waiting, long failed, long suspended, long instances) {}

    private final Recent<Counts> counts;

    EngineMeters(RuntimeService runtime, ManagementService management, Clock clock) {
        this.counts = new Recent<>(() -> count(runtime, management), Duration.ofSeconds(10), clock);
    }

    private static Counts count(RuntimeService runtime, ManagementService management) {
        return new Counts(
                runtime.createIncidentQuery().count(),
                management.createJobQuery().executable().count(),
                management
                        .createJobQuery()
                        .active()
                        .withRetriesLeft()
                        .duedateHigherThan(new Date())
                        .count(),
                management.createJobQuery().noRetriesLeft().count(),
                management.createJobQuery().suspended().count(),
                runtime.createProcessInstanceQuery().count());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "ecoquartier.incidents", "Open incidents of the processes", Counts::incidents);
        gauge(registry, "ecoquartier.instances", "Running process instances", Counts::instances);
        job(registry, "ready", Counts::ready);
        job(registry, "waiting", Counts::waiting);
        job(registry, "failed", Counts::failed);
        job(registry, "suspended", Counts::suspended);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Counts> count) {
        Gauge.builder(name, counts, recent -> count.applyAsDouble(recent.get()))
                .description(description)
                .register(registry);
    }

    private void job(MeterRegistry registry, String state, ToDoubleFunction<Counts> count) {
        Gauge.builder("ecoquartier.jobs", counts, recent -> count.applyAsDouble(recent.get()))
                .description("Jobs of the engine: due now, waiting for their date, out of retries, suspended")
                .tag("state", state)
                .register(registry);
    }
}
