package fr.ecoquartier.pilot.functioning;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * When an authority first kept a draft of a task of a test dossier. Drafts themselves go when a task is sent, and the
 * authority's space has no claim: without this, nothing would tell waiting from working.
 */
@Service
@Transactional
public class FirstDrafts {

    private final JdbcClient jdbc;
    private final Clock clock;

    FirstDrafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A draft of the task was kept; only the first counts. */
    public void kept(String taskId, String reference) {
        jdbc.sql("""
                        insert into ecoquartier.first_draft (task_id, reference, kept_at) values (?, ?, ?)
                        on conflict (task_id) do nothing
                        """).params(taskId, reference, Timestamp.from(clock.instant())).update();
    }

    /** By task, for these dossiers. */
    @Transactional(readOnly = true)
    public Map<String, Instant> of(Collection<String> references) {
        Map<String, Instant> drafts = new HashMap<>();
        if (!references.isEmpty()) {
            jdbc.sql("select task_id, kept_at from ecoquartier.first_draft where reference in (:references)")
                    .param("references", references)
                    .query(row -> {
                        drafts.put(
                                row.getString("task_id"),
                                row.getTimestamp("kept_at").toInstant());
                    });
        }
        return drafts;
    }
}
