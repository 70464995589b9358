package fr.ecoquartier.pilot.run;

import fr.ecoquartier.pilot.run.Run.State;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Computations in the background of this node, two at a time. What they compute they store themselves; only their
 * progress lives here, and is forgotten an hour after their start, or when the node stops.
 */
@Service
public class Runs {

    /** What is computed. */
    @FunctionalInterface
    public interface Work {

        /**
         * @return address of the page that shows the result
         * @throws Stopped when it cannot go on, for a reason that the person can understand
         */
        String run(Progress progress) throws Exception;
    }

    /** The computation ends without a result; the message, in French, says why and what to do. */
    public static class Stopped extends Exception {

        public Stopped(String message) {
            super(message);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Runs.class);
    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "run");
        thread.setDaemon(true);
        return thread;
    });
    private final Clock clock;

    Runs(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts as soon as a worker is free.
     *
     * @return the id under which {@link #find} knows it
     */
    public String start(String title, String owner, Work work) {
        Instant now = clock.instant();
        jobs.values().removeIf(job -> job.run.ended() && job.run.startedAt().isBefore(now.minus(KEPT)));
        Job job = new Job(new Run(
                UUID.randomUUID().toString(),
                title,
                owner,
                State.WAITING,
                0,
                "En attente d’un calcul libre.",
                null,
                now));
        jobs.put(job.run.id(), job);
        workers.execute(() -> job.execute(work));
        return job.run.id();
    }

    /** Empty for somebody else's run as for none. */
    public Optional<Run> find(String id, String owner) {
        return job(id, owner).map(job -> job.run);
    }

    /** Asks a run to end; one that has ended stays as it is. */
    public void cancel(String id, String owner) {
        job(id, owner).ifPresent(job -> job.cancelled = true);
    }

    private Optional<Job> job(String id, String owner) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> job.run.owner().equals(owner));
    }

    @PreDestroy
    void stop() {
        jobs.values().forEach(job -> job.cancelled = true);
        workers.shutdownNow();
    }

    private static final class Job implements Progress {

        private volatile Run run;
        private volatile boolean cancelled;

        Job(Run run) {
            this.run = run;
        }

        void execute(Work work) {
            if (cancelled) {
                become(State.CANCELLED, run.percent(), "Calcul annulé.", null);
                return;
            }
            become(State.RUNNING, 0, "Calcul en cours.", null);
            try {
                String result = work.run(this);
                if (cancelled) {
                    become(State.CANCELLED, run.percent(), "Calcul annulé.", null);
                } else {
                    become(State.DONE, 100, "Calcul terminé.", result);
                }
            } catch (Stopped e) {
                become(State.FAILED, run.percent(), e.getMessage(), null);
            } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                if (cancelled) {
                    become(State.CANCELLED, run.percent(), "Calcul annulé.", null);
                    return;
                }
                log.error("the run « {} » of {} failed", run.title(), run.owner(), e);
                become(
                        State.FAILED,
                        run.percent(),
                        "Le calcul a échoué pour une raison technique. Réessayez ; si cela se répète, prévenez un administrateur.",
                        null);
            }
        }

        @Override
        public void report(double share, String message) {
            become(State.RUNNING, (int) Math.round(100 * Math.max(0, Math.min(1, share))), message, null);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        private void become(State state, int percent, String message, @Nullable String result) {
            run = new Run(run.id(), run.title(), run.owner(), state, percent, message, result, run.startedAt());
        }
    }
}
