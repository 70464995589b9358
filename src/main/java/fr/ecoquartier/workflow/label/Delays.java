package fr.ecoquartier.workflow.label;

import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelaysInForce;
import fr.ecoquartier.workflow.Modelled;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Every delay of every model, from the configuration ({@code ecoquartier.delays.*}, ISO 8601: {@code P1M}, {@code
 * P15D}, {@code PT2H}), unless an administrator set another. Those of the configuration are read and validated at start;
 * those of administrators are read when a task begins, so that they count at once on every node.
 */
@Component("delays")
@Modelled(
        "Délais configurés : due, reminder et deadline pour une tâche, of pour une attente, on et after pour une date")
public class Delays {

    private static final String PREFIX = "ecoquartier.delays";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final Map<Delay, String> texts = new EnumMap<>(Delay.class);
    private final Clock clock;
    private final DelaysInForce settings;

    Delays(Environment environment, Clock clock, DelaysInForce settings) {
        this.clock = clock;
        this.settings = settings;
        Binder binder = Binder.get(environment);
        binder.bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .keySet()
                .forEach(Delays::known);
        for (Delay delay : Delay.values()) {
            String property = PREFIX + "." + delay.key();
            String text = binder.bind(PREFIX + "." + kebab(delay.key()), String.class)
                    .orElseThrow(() -> new DelaysRefused(property, "délai absent"));
            parse(property, text);
            texts.put(delay, text);
        }
    }

    /** A delay in force: its key, what it is for, and its ISO 8601 text. */
    public record InForce(String key, String label, String iso) {}

    /** All of them, in their order. */
    public List<InForce> inForce() {
        return Arrays.stream(Delay.values())
                .map(delay -> new InForce(delay.key(), delay.label(), of(delay.key())))
                .toList();
    }

    /** Those of the configuration, in their order. */
    List<DelayCatalogue.Configured> configured() {
        return Arrays.stream(Delay.values())
                .map(delay -> new DelayCatalogue.Configured(delay.key(), delay.label(), texts.get(delay)))
                .toList();
    }

    /** The delay itself, for a timer that waits: {@code P1Y}. */
    public String of(String key) {
        Delay delay = delay(key);
        return settings.iso(key).orElseGet(() -> texts.get(delay));
    }

    /** When a task that begins now is due. */
    public Date due(String key) {
        return date(end(key));
    }

    /** When a task that begins now, and is not done in time, is given up: as it falls due. */
    public Date deadline(String key) {
        return due(key);
    }

    /** When to remind of a task that begins now. */
    public Date reminder(String key) {
        return date(before(end(key)));
    }

    /** The end of a given day, as forms give it: a date, or a text {@code 2027-03-01}. */
    public Date on(Object day) {
        return date(endOf(day));
    }

    /** When to remind of a given day. */
    public Date reminderBefore(Object day) {
        return date(before(endOf(day)));
    }

    /** A given day and a delay more. */
    public Date after(Object day, String key) {
        return date(endOf(day).plus(amount(key)));
    }

    /** The lead time before the end, or the middle of what remains when that is shorter; never in the past. */
    private ZonedDateTime before(ZonedDateTime end) {
        ZonedDateTime now = now();
        ZonedDateTime reminder = end.minus(amount(Delay.REMINDER_LEAD.key()));
        if (reminder.isAfter(now)) {
            return reminder;
        }
        ZonedDateTime middle = now.plus(Duration.between(now, end).dividedBy(2));
        return middle.isAfter(now) ? middle : now;
    }

    private ZonedDateTime end(String key) {
        return now().plus(amount(key));
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(PARIS);
    }

    private TemporalAmount amount(String key) {
        return parse(PREFIX + "." + key, of(key));
    }

    private static ZonedDateTime endOf(Object day) {
        LocalDate date = day instanceof LocalDate local
                ? local
                : day instanceof Date old
                        ? Instant.ofEpochMilli(old.getTime()).atZone(PARIS).toLocalDate()
                        : LocalDate.parse(String.valueOf(day).substring(0, 10));
        return date.plusDays(1).atStartOfDay(PARIS).minusSeconds(1);
    }

    private static Date date(ZonedDateTime moment) {
        return Date.from(moment.toInstant());
    }

    private static Delay delay(String key) {
        return Delay.find(key).orElseThrow(() -> new IllegalArgumentException("unknown delay: " + key));
    }

    private static void known(String key) {
        String plain = key.replace("-", "");
        if (Arrays.stream(Delay.values()).noneMatch(delay -> delay.key().equalsIgnoreCase(plain))) {
            throw new DelaysRefused(PREFIX + "." + key, "délai inconnu");
        }
    }

    private static TemporalAmount parse(String property, String text) {
        try {
            if (text.contains("T")) {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && !duration.isZero()) {
                    return duration;
                }
            } else {
                Period period = Period.parse(text);
                if (!period.isNegative() && !period.isZero()) {
                    return period;
                }
            }
        } catch (DateTimeException e) {
            throw new DelaysRefused(
                    property, "« %s » n'est pas un délai ISO 8601 (exemples : P15D, P2M, PT2H)".formatted(text));
        }
        throw new DelaysRefused(property, "« %s » n'est pas un délai positif".formatted(text));
    }

    private static String kebab(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
