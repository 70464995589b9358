package fr.ecoquartier.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * The sessions of the people who are signed in, on whatever node. They live in the database, so that ending one ends it
 * everywhere: its next request is that of a stranger.
 */
@Service
public class Sessions {

    /** How one signs in with a password of this application. */
    static final String PASSWORD = "password";

    /** A row without a session is kept this long: the session's own row comes at the end of the request. */
    private static final Duration ORPHANS_KEPT = Duration.ofHours(1);

    private static final String OPEN = """
            select s.primary_id, s.session_id, s.principal_name, s.creation_time, s.last_access_time,
                   i.person_name, i.signed_in_at, i.address, i.browser, i.through
            from ecoquartier.web_session s
            left join ecoquartier.session_sign_in i on i.session_id = s.session_id
            where s.principal_name is not null and s.expiry_time > :now
            """;

    private static final RowMapper<Row> ROW = (row, n) -> new Row(
            row.getString("session_id"),
            new OpenSession(
                    row.getString("primary_id"),
                    row.getString("principal_name"),
                    Optional.ofNullable(row.getString("person_name")).orElse(row.getString("principal_name")),
                    Optional.ofNullable(row.getObject("signed_in_at", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant)
                            .orElse(Instant.ofEpochMilli(row.getLong("creation_time"))),
                    Instant.ofEpochMilli(row.getLong("last_access_time")),
                    row.getString("address"),
                    row.getString("browser"),
                    row.getString("through"),
                    false));

    private final JdbcClient jdbc;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Somebody who is signed in on a browser.
     *
     * @param handle names the session on pages; it opens nothing, unlike the cookie's value
     * @param address shortened
     * @param through "password", or the name of the identity provider
     * @param current the session that asks
     */
    public record OpenSession(
            String handle,
            String personId,
            String personName,
            Instant since,
            Instant lastSeen,
            @Nullable String address,
            @Nullable String browser,
            @Nullable String through,
            boolean current) {

        OpenSession asCurrent() {
            return new OpenSession(handle, personId, personName, since, lastSeen, address, browser, through, true);
        }
    }

    private record Row(String sessionId, OpenSession session) {}

    /** Everybody's sessions, the last seen first. */
    public List<OpenSession> all(@Nullable HttpSession asking) {
        return marked(
                jdbc.sql(OPEN + " order by s.last_access_time desc, s.primary_id limit 2000")
                        .param("now", clock.millis())
                        .query(ROW)
                        .list(),
                asking);
    }

    /** One person's sessions, the last seen first. */
    public List<OpenSession> of(String personId, @Nullable HttpSession asking) {
        return marked(
                jdbc.sql(OPEN + " and s.principal_name = :person order by s.last_access_time desc, s.primary_id")
                        .param("now", clock.millis())
                        .param("person", personId)
                        .query(ROW)
                        .list(),
                asking);
    }

    public Optional<OpenSession> find(String handle) {
        return jdbc.sql(OPEN + " and s.primary_id = :handle")
                .param("now", clock.millis())
                .param("handle", handle)
                .query(ROW)
                .optional()
                .map(Row::session);
    }

    /** Ends a session at once; false when it had ended already. */
    public boolean end(String handle) {
        return jdbc.sql("delete from ecoquartier.web_session where primary_id = :handle")
                        .param("handle", handle)
                        .update()
                > 0;
    }

    /** Ends every session of a person, on every node; for an account that is closed or whose password was given anew. */
    public int endAll(String personId) {
        return jdbc.sql("delete from ecoquartier.web_session where principal_name = :person")
                .param("person", personId)
                .update();
    }

    /** Ends every session of a person but the one that asks. */
    public int endOthers(String personId, HttpSession kept) {
        return jdbc.sql("delete from ecoquartier.web_session where principal_name = :person and session_id <> :kept")
                .param("person", personId)
                .param("kept", kept.getId())
                .update();
    }

    /** Keeps who signed in, when, from where and with what; called once the session has its final id. */
    void opened(HttpServletRequest request, Person person, String through) {
        jdbc.sql("""
                        insert into ecoquartier.session_sign_in
                            (session_id, person_id, person_name, signed_in_at, address, browser, through)
                        values (:session, :person, :name, :at, :address, :browser, :through)
                        on conflict (session_id) do update set person_id = excluded.person_id,
                            person_name = excluded.person_name, signed_in_at = excluded.signed_in_at,
                            address = excluded.address, browser = excluded.browser, through = excluded.through
                        """)
                .param("session", request.getSession().getId())
                .param("person", person.id())
                .param("name", person.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("address", Origin.shortened(request.getRemoteAddr()))
                .param("browser", Origin.browser(request.getHeader("User-Agent")))
                .param("through", through)
                .update();
    }

    /** The library removes expired sessions every minute; what was noted of them goes here. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetEnded() {
        jdbc.sql("""
                        delete from ecoquartier.session_sign_in i where signed_in_at < :before
                            and not exists (select 1 from ecoquartier.web_session s where s.session_id = i.session_id)
                        """)
                .param("before", clock.instant().minus(ORPHANS_KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static List<OpenSession> marked(List<Row> rows, @Nullable HttpSession asking) {
        String current = asking == null ? "" : asking.getId();
        return rows.stream()
                .map(row -> row.sessionId().equals(current) ? row.session().asCurrent() : row.session())
                .toList();
    }
}
