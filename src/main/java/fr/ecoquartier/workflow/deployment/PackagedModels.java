package fr.ecoquartier.workflow.deployment;

import fr.ecoquartier.modelling.ModelFile;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files that the application last started with: what tells a new packaged model from one that was replaced since. */
@Component
class PackagedModels {

    private final JdbcClient database;
    private final Clock clock;

    PackagedModels(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Name → content; empty before the first start. */
    Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        database.sql("select name, content from ecoquartier.packaged_model").query(row -> {
            known.put(row.getString("name"), new String(row.getBytes("content"), StandardCharsets.UTF_8));
        });
        return known;
    }

    void remember(List<ModelFile> files) {
        for (ModelFile file : files) {
            database.sql("""
                            insert into ecoquartier.packaged_model (name, content, seen_at)
                            values (:name, :content, :at)
                            on conflict (name) do update set content = excluded.content, seen_at = excluded.seen_at
                            where packaged_model.content <> excluded.content""")
                    .param("name", file.name())
                    .param("content", file.bytes())
                    .param("at", Timestamp.from(clock.instant()))
                    .update();
        }
    }
}
