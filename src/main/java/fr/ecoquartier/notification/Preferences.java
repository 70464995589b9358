package fr.ecoquartier.notification;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How each person wants to be written to; at once unless they say otherwise. */
@Service
@Transactional
public class Preferences {

    private final JdbcClient jdbc;
    private final MailSettings settings;

    Preferences(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Transactional(readOnly = true)
    public DeliveryMode of(String person) {
        return jdbc.sql("select mode from ecoquartier.notification_preference where person = ?")
                .param(person)
                .query(String.class)
                .optional()
                .map(DeliveryMode::valueOf)
                .orElse(DeliveryMode.IMMEDIATE);
    }

    public void choose(String person, DeliveryMode mode) {
        jdbc.sql("""
                        insert into ecoquartier.notification_preference (person, mode) values (?, ?)
                        on conflict (person) do update set mode = excluded.mode, changed_at = now()
                        """).params(person, mode.name()).update();
    }

    /** The hour of the day, in Paris, at which digests are made. */
    public int digestHour() {
        return settings.digestHour();
    }
}
