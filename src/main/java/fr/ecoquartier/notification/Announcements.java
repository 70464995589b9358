package fr.ecoquartier.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened and must be told, kept in the transaction in which it happened: if that is rolled back, nothing is told,
 * and if it is committed, nothing can be lost. Who exactly is told is worked out afterwards.
 */
@Component
class Announcements {

    /** A calendar entry that goes with an announcement. */
    enum CalendarMethod {
        REQUEST,
        CANCEL
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Announcements(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Announces once: the same effect again changes nothing. */
    void announce(
            String effect,
            NoticeKind kind,
            String reference,
            @Nullable String taskId,
            Audience audience,
            Content content) {
        add(effect, kind, reference, taskId, null, null, audience, content);
    }

    /** Announces an appointment, with the entry that puts it into calendars or takes it out. */
    void announce(
            String effect,
            String reference,
            long appointment,
            CalendarMethod calendar,
            Audience audience,
            Content content) {
        add(effect, NoticeKind.APPOINTMENT, reference, null, appointment, calendar, audience, content);
    }

    private void add(
            String effect,
            NoticeKind kind,
            String reference,
            @Nullable String taskId,
            @Nullable Long appointment,
            @Nullable CalendarMethod calendar,
            Audience audience,
            Content content) {
        jdbc.sql("""
                        insert into ecoquartier.announcement
                            (effect, kind, reference, task_id, appointment, calendar, audience, content)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) on conflict (effect) do nothing
                        """)
                .params(
                        effect,
                        kind.name(),
                        reference,
                        taskId,
                        appointment,
                        calendar == null ? null : calendar.name(),
                        write(audience),
                        write(content))
                .update();
    }

    private String write(Object value) {
        try {
            // PostgreSQL keeps no null character in a text
            return json.writeValueAsString(value).replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
