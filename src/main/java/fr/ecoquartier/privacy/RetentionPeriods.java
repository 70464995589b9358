package fr.ecoquartier.privacy;

import fr.ecoquartier.settings.DelayText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How long each kind of personal data is kept ({@code ecoquartier.retention.*}, ISO 8601), validated at start. */
@Component
public class RetentionPeriods {

    static final String PREFIX = "ecoquartier.retention";

    /** Of the job itself, not a period. */
    private static final List<String> OTHER = List.of("cron", "lease", "batch", "enabled");

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Pattern ISO =
            Pattern.compile("P(?=.)(?:\\d{1,2}Y)?(?:\\d{1,3}M)?(?:\\d{1,3}W)?(?:\\d{1,5}D)?");
    private static final int LONGEST_YEARS = 50;

    private final Map<Retention, String> texts = new EnumMap<>(Retention.class);

    RetentionPeriods(Environment environment) {
        Binder binder = Binder.get(environment);
        binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).keySet().stream()
                .filter(key -> !OTHER.contains(key)
                        && Arrays.stream(Retention.values()).noneMatch(kind -> same(kind, key)))
                .findFirst()
                .ifPresent(key -> {
                    throw new RetentionRefused(
                            PREFIX + "." + key,
                            "cette durée n’existe pas. Durées connues : "
                                    + Arrays.stream(Retention.values())
                                            .map(Retention::key)
                                            .collect(Collectors.joining(", ")));
                });
        for (Retention kind : Retention.values()) {
            String property = PREFIX + "." + kind.key();
            String text = binder.bind(property, String.class)
                    .orElseThrow(() -> new RetentionRefused(property, "durée absente"))
                    .strip();
            check(property, text);
            texts.put(kind, text);
        }
    }

    /** An environment variable writes the key without hyphens. */
    private static boolean same(Retention kind, String key) {
        return kind.key().replace("-", "").equalsIgnoreCase(key.replace("-", "").replace("_", ""));
    }

    private static void check(String property, String text) {
        if (!ISO.matcher(text).matches()) {
            throw new RetentionRefused(
                    property,
                    "« " + text
                            + " » n’est pas une durée en jours, mois ou années ; écrivez par exemple P90D, P6M ou P5Y");
        }
        try {
            Period period = Period.parse(text);
            if (period.isZero()) {
                throw new RetentionRefused(property, "« " + text + " » est trop court : un jour au moins");
            }
            if (period.toTotalMonths() + period.getDays() / 31 > LONGEST_YEARS * 12L) {
                throw new RetentionRefused(property, "« " + text + " » est trop long : cinquante ans au plus");
            }
        } catch (DateTimeException e) {
            throw new RetentionRefused(property, "« " + text + " » n’est pas une durée lisible");
        }
    }

    /** As the configuration writes it. */
    public String iso(Retention kind) {
        return texts.get(kind);
    }

    /** As people say it: « 5 ans ». */
    public String french(Retention kind) {
        return DelayText.french(iso(kind));
    }

    /** What began at this moment or before is due. */
    Instant before(Retention kind, Instant asOf) {
        return ZonedDateTime.ofInstant(asOf, PARIS)
                .minus(Period.parse(iso(kind)))
                .toInstant();
    }
}
