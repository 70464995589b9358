package fr.ecoquartier.workflow.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.workflow.demo.DemoOperations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the demonstration dossiers by driving the real processes, a step at a time beside the job executor: the first
 * page does not wait for it. A restart goes on where it stopped, and never touches a dossier that is ready.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "ecoquartier.demo.dossiers", matchIfMissing = true)
class DemoDossiers {

    private static final Logger log = LoggerFactory.getLogger(DemoDossiers.class);

    private final JdbcClient jdbc;
    private final ProcessEngine engine;
    private final Dossiers dossiers;
    private final OpenTasks openTasks;
    private final DemoPeople people;
    private final LabelProcess process;
    private final Clock clock;
    private final DemoOperations demo = read();
    private final Map<String, Progress> pending = new ConcurrentHashMap<>();
    private volatile boolean started;

    DemoDossiers(
            JdbcClient jdbc,
            ProcessEngine engine,
            Dossiers dossiers,
            OpenTasks openTasks,
            DemoPeople people,
            LabelProcess process,
            Clock clock) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.dossiers = dossiers;
        this.openTasks = openTasks;
        this.people = people;
        this.process = process;
        this.clock = clock;
    }

    static DemoOperations read() {
        try (var file = new ClassPathResource("demo/operations.yaml").getInputStream()) {
            return YAMLMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()
                    .readValue(file, DemoOperations.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Set<String> done = new TreeSet<>(jdbc.sql("select key from ecoquartier.demo_dossier where done")
                .query(String.class)
                .list());
        for (Operation operation : demo.operations()) {
            if (!done.contains(operation.key())) {
                pending.put(operation.key(), new Progress());
            }
        }
        started = true;
    }

    /** Nothing is left to do. */
    boolean ready() {
        return started && pending.isEmpty();
    }

    /** One step of each dossier that is not ready yet. */
    @Scheduled(fixedDelay = 300)
    void step() {
        if (!started || pending.isEmpty()) {
            return;
        }
        for (Operation operation : demo.operations()) {
            Progress progress = pending.get(operation.key());
            if (progress == null) {
                continue;
            }
            try {
                if (advance(operation, progress)) {
                    jdbc.sql("update ecoquartier.demo_dossier set done = true where key = ?")
                            .param(operation.key())
                            .update();
                    pending.remove(operation.key());
                }
            } catch (Exception e) {
                log.warn("demonstration dossier {} stays where it is: {}", operation.key(), e.getMessage(), e);
                pending.remove(operation.key());
            }
        }
        if (pending.isEmpty()) {
            log.info("the demonstration dossiers are ready");
        }
    }

    /** Answers true when the dossier stands where it should. */
    private boolean advance(Operation operation, Progress progress) throws NotPossible {
        String reference = jdbc.sql("select reference from ecoquartier.demo_dossier where key = ?")
                .param(operation.key())
                .query(String.class)
                .optional()
                .orElse(null);
        if (reference == null) {
            open(operation);
            return false;
        }
        DossierSummary dossier = dossiers.get(reference);
        List<OpenTask> tasks = openTasks.of(reference);
        if (tasks.stream().anyMatch(task -> task.step().equals(operation.stopAt()))) {
            if ("withdraw".equals(operation.then())) {
                process.withdraw(
                        reference,
                        "Le conseil municipal a renoncé à l'opération.",
                        DemoPeople.authority(dossier.authorityCode()));
                return true;
            }
            // a deadline is what ends a dossier that stops at a task of the authority
            return fire(operation, reference, progress, operation.stopAt() + "Deadline")
                    || !fires(operation, operation.stopAt() + "Deadline");
        }
        if (!tasks.isEmpty()) {
            people.complete(tasks.get(0), dossier, answers(operation, dossier, tasks.get(0)));
            return false;
        }
        if (dossier.status().terminal() || waits(reference, "confirmationDue") || waits(reference, "deferralEnds")) {
            return true;
        }
        if (waits(reference, "followUpDue")) {
            if (operation.finished()) {
                process.declareFinished(reference, DemoPeople.authority(dossier.authorityCode()));
            } else {
                fire(operation, reference, progress, "followUpDue");
            }
        }
        return false;
    }

    private void open(Operation operation) throws NotPossible {
        Actor actor = DemoPeople.authority(operation.authority());
        String reference = process.open(
                new NewDossier(operation.authority(), operation.operation(), operation.context(), true), actor);
        jdbc.sql("insert into ecoquartier.demo_dossier (key, reference) values (?, ?)")
                .params(operation.key(), reference)
                .update();
    }

    private static boolean fires(Operation operation, String timer) {
        return operation.fire() != null && operation.fire().contains(timer);
    }

    private boolean fire(Operation operation, String reference, Progress progress, String timer) {
        if (!fires(operation, timer) || progress.fired.contains(timer)) {
            return false;
        }
        Optional<Job> job = timer(reference, timer);
        job.ifPresent(due -> {
            engine.getManagementService().executeJob(due.getId());
            progress.fired.add(timer);
        });
        return job.isPresent();
    }

    private boolean waits(String reference, String timer) {
        return timer(reference, timer).isPresent();
    }

    private Optional<Job> timer(String reference, String activity) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .list()
                .stream()
                .flatMap(instance -> engine
                        .getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .activityId(activity)
                        .list()
                        .stream())
                .findFirst();
    }

    private Map<String, Object> answers(Operation operation, DossierSummary dossier, OpenTask task) {
        return switch (task.step()) {
            case "enterBaselineMeasures", "enterPlannedMeasures" -> new HashMap<>(demo.figures(operation, false));
            case "reportMeasures", "enterMeasuredValues" -> new HashMap<>(demo.figures(operation, true));
            case "setObjectives" -> people.computedObjectives(dossier, task);
            default ->
                DemoAnswers.at(
                        task.step(),
                        operation,
                        dossier.authorityName(),
                        people.commitments(dossier),
                        LocalDate.now(clock));
        };
    }

    /** What was done in this run of the application. */
    private static final class Progress {
        private final Set<String> fired = new TreeSet<>();
    }
}
