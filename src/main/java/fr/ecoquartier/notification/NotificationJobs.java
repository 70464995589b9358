package fr.ecoquartier.notification;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * The work of this room on every node. It has threads of its own, so that a mail server that takes its time holds up
 * nothing else; what is being sent when the node stops is finished.
 */
@Component
@ConditionalOnBooleanProperty(name = "ecoquartier.mail.jobs", matchIfMissing = true)
class NotificationJobs {

    private static final int BATCH = 200;

    private final Dispatcher dispatcher;
    private final Postman postman;
    private final Digests digests;
    private final Clock clock;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    NotificationJobs(Dispatcher dispatcher, Postman postman, Digests digests, Clock clock) {
        this.dispatcher = dispatcher;
        this.postman = postman;
        this.digests = digests;
        this.clock = clock;
        scheduler.setPoolSize(2);
        scheduler.setThreadNamePrefix("notification-");
        scheduler.setDaemon(true);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(20);
        scheduler.initialize();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        every(Duration.ofSeconds(2), () -> dispatcher.dispatch(BATCH));
        every(Duration.ofSeconds(5), () -> postman.deliver(BATCH));
        every(Duration.ofMinutes(1), digests::make);
    }

    private void every(Duration delay, Runnable work) {
        scheduler.scheduleWithFixedDelay(work, clock.instant().plus(delay), delay);
    }

    @jakarta.annotation.PreDestroy
    void stop() {
        scheduler.shutdown();
    }
}
