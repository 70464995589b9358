package fr.ecoquartier.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The projection of open user tasks: what lists and lateness read instead of the engine's tables. */
@Service
@Transactional
public class OpenTasks {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    OpenTasks(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** A task opened, or changed: its assignee, its due date, or what the version of the model that it runs on calls it. */
    public void put(OpenTask task) {
        Optional<OpenTask> before = find(task.taskId());
        jdbc.sql("""
                        insert into ecoquartier.dossier_task (task_id, reference, process, step, name, role, assignee, created_at, due_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (task_id) do update set step = excluded.step, name = excluded.name, role = excluded.role,
                            assignee = excluded.assignee, due_at = excluded.due_at
                        """)
                .params(
                        task.taskId(),
                        task.reference(),
                        task.process(),
                        task.step(),
                        task.name(),
                        task.role(),
                        task.assignee(),
                        Timestamp.from(task.createdAt()),
                        task.dueAt() == null ? null : Timestamp.from(task.dueAt()))
                .update();
        if (before.isEmpty()) {
            events.publishEvent(new TaskOpened(task));
        } else if (task.assignee() != null
                && !task.assignee().equals(before.get().assignee())) {
            events.publishEvent(new TaskAssigned(task));
        }
    }

    /** The task goes on in another version of its process, where its step may have another id and name. */
    public void moved(String taskId, String process, String step, String name) {
        jdbc.sql("update ecoquartier.dossier_task set process = ?, step = ?, name = ? where task_id = ?")
                .params(process, step, name, taskId)
                .update();
    }

    /** The task was completed or cancelled. */
    public void remove(String taskId) {
        jdbc.sql("delete from ecoquartier.dossier_task where task_id = ?")
                .param(taskId)
                .update();
    }

    /** A reminder was sent for the open tasks of a step; answers how many. */
    public int markReminded(String reference, String step) {
        return jdbc.sql("update ecoquartier.dossier_task set reminded = true where reference = ? and step = ?")
                .params(reference, step)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<OpenTask> find(String taskId) {
        return jdbc.sql("select * from ecoquartier.dossier_task where task_id = ?")
                .param(taskId)
                .query(OpenTasks::task)
                .optional();
    }

    /** What people call a step of a process, from any of its open tasks. */
    @Transactional(readOnly = true)
    public Optional<String> name(String process, String step) {
        return jdbc.sql("select name from ecoquartier.dossier_task where process = ? and step = ? limit 1")
                .params(process, step)
                .query(String.class)
                .optional();
    }

    /** The open tasks of a dossier, the most urgent first. */
    @Transactional(readOnly = true)
    public List<OpenTask> of(String reference) {
        return jdbc.sql(
                        "select * from ecoquartier.dossier_task where reference = ? order by due_at nulls last, created_at")
                .param(reference)
                .query(OpenTasks::task)
                .list();
    }

    /** The open tasks of a role in the dossiers of these authorities, the most urgent first. */
    @Transactional(readOnly = true)
    public List<OpenTask> of(Set<String> authorityCodes, String role) {
        if (authorityCodes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select t.* from ecoquartier.dossier_task t join ecoquartier.dossier d using (reference)
                        where d.authority_code in (:codes) and t.role = :role order by t.due_at nulls last, t.created_at
                        """)
                .param("codes", authorityCodes)
                .param("role", role)
                .query(OpenTasks::task)
                .list();
    }

    private static OpenTask task(ResultSet row, int n) throws SQLException {
        @Nullable Timestamp due = row.getTimestamp("due_at");
        return new OpenTask(
                row.getString("task_id"),
                row.getString("reference"),
                row.getString("process"),
                row.getString("step"),
                row.getString("name"),
                row.getString("role"),
                row.getString("assignee"),
                row.getTimestamp("created_at").toInstant(),
                due == null ? null : due.toInstant(),
                row.getBoolean("reminded"));
    }
}
