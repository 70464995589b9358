package fr.ecoquartier.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each person was told, whether a mail told them or not. */
@Service
@Transactional
public class Notices {

    /** The task of a notice was done, or is no longer wanted. */
    static final String DONE = """
             (n.kind in ('TASK', 'REMINDER') and not exists (select from ecoquartier.dossier_task t where t.task_id = n.task_id))
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Notices(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** How many somebody has not read. */
    @Transactional(readOnly = true)
    public long unread(String person) {
        return jdbc.sql("select count(*) from ecoquartier.notice n where n.recipient = ? and n.read_at is null and not"
                        + DONE)
                .param(person)
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    public long count(String person) {
        return jdbc.sql("select count(*) from ecoquartier.notice where recipient = ?")
                .param(person)
                .query(Long.class)
                .single();
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<Notice> of(String person, int page, int size) {
        return jdbc.sql(
                        "select n.*," + DONE
                                + " as done from ecoquartier.notice n where n.recipient = ? order by n.id desc limit ? offset ?")
                .params(person, size, (long) page * size)
                .query(this::notice)
                .list();
    }

    /** Opens one of somebody's notices, which is read from then on; empty for somebody else's as for none. */
    public Optional<Notice> open(String person, long id) {
        return jdbc.sql("""
                        update ecoquartier.notice n set read_at = coalesce(read_at, now())
                        where n.id = ? and n.recipient = ? returning n.*,""" + DONE + "as done")
                .params(id, person)
                .query(this::notice)
                .optional();
    }

    public void readAll(String person) {
        jdbc.sql("update ecoquartier.notice set read_at = now() where recipient = ? and read_at is null")
                .param(person)
                .update();
    }

    /** Somebody opened a task: they have read what told them of it. */
    public void readTask(String person, String taskId) {
        jdbc.sql(
                        "update ecoquartier.notice set read_at = now() where recipient = ? and task_id = ? and read_at is null")
                .params(person, taskId)
                .update();
    }

    /** The dossier of a task that was once announced, also after the task was done. */
    @Transactional(readOnly = true)
    public Optional<String> dossierOf(String taskId) {
        return jdbc.sql("select reference from ecoquartier.announcement where task_id = ? limit 1")
                .param(taskId)
                .query(String.class)
                .optional();
    }

    private Notice notice(ResultSet row, int n) throws SQLException {
        Timestamp read = row.getTimestamp("read_at");
        return new Notice(
                row.getLong("id"),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getString("on_behalf_of"),
                content(row.getString("content")),
                row.getString("link"),
                row.getTimestamp("created_at").toInstant(),
                read == null ? null : read.toInstant(),
                row.getBoolean("done"));
    }

    private Content content(String text) {
        try {
            return json.readValue(text, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
