package fr.ecoquartier.operation;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierTotals;
import fr.ecoquartier.dossier.DossierTotals.Standing;
import fr.ecoquartier.dossier.DossierTotals.Totals;
import fr.ecoquartier.indicator.Opinion;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * Dossiers, open and overdue tasks, and checks as metrics. They are counted in the shared database, so that every node
 * tells the same number: a dashboard takes the maximum of the nodes, not their sum.
 */
@Component
class DossierMeters implements MeterBinder {

    /** The groups that do tasks: codes as in the models. */
    private static final List<String> ROLES = List.of("ministry", "carrier", "dreal", "expert", "partner", "authority");

    private final Recent<Totals> totals;

    DossierMeters(DossierTotals totals, Clock clock) {
        this.totals = new Recent<>(totals::now, Duration.ofSeconds(10), clock);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (DossierStage stage : DossierStage.values()) {
            for (DossierStatus status : DossierStatus.values()) {
                Standing standing = new Standing(stage, status);
                Gauge.builder("ecoquartier.dossiers", totals, of(now -> count(now.dossiers(), standing)))
                        .description("Dossiers by stage and status")
                        .tag("stage", stage.code())
                        .tag("status", status.name().toLowerCase(java.util.Locale.ROOT))
                        .register(registry);
            }
        }
        for (String role : ROLES) {
            Gauge.builder("ecoquartier.tasks.open", totals, of(now -> count(now.openTasks(), role)))
                    .description("Open tasks of dossiers by role")
                    .tag("role", role)
                    .register(registry);
            Gauge.builder("ecoquartier.tasks.overdue", totals, of(now -> count(now.overdueTasks(), role)))
                    .description("Open tasks of dossiers past their due date, by role")
                    .tag("role", role)
                    .register(registry);
        }
        for (Opinion opinion : Opinion.values()) {
            FunctionCounter.builder("ecoquartier.checks", totals, of(now -> count(now.checks(), opinion.code())))
                    .description("Checks of indicators since the beginning, by opinion")
                    .tag("opinion", opinion.code())
                    .register(registry);
        }
    }

    private static ToDoubleFunction<Recent<Totals>> of(ToDoubleFunction<Totals> count) {
        return recent -> count.applyAsDouble(recent.get());
    }

    private static <K> long count(java.util.Map<K, Long> counts, K key) {
        return counts.getOrDefault(key, 0L);
    }
}
