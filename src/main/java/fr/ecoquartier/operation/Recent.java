package fr.ecoquartier.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A value read again only when the last reading is older than a given time: the many meters of one scrape share a
 * reading.
 */
public final class Recent<T> {

    private final Supplier<T> read;
    private final Duration kept;
    private final Clock clock;
    private T value;
    private Instant readAt = Instant.MIN;

    public Recent(Supplier<T> read, Duration kept, Clock clock) {
        this.read = read;
        this.kept = kept;
        this.clock = clock;
    }

    public synchronized T get() {
        Instant now = clock.instant();
        if (now.isBefore(readAt) || now.minus(kept).isAfter(readAt)) {
            value = read.get();
            readAt = now;
        }
        return value;
    }
}
