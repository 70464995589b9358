package fr.ecoquartier.dossier;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many dossiers, open tasks and checks there are in all, for metrics; test dossiers of the pilots included. */
@Service
public class DossierTotals {

    private final JdbcClient jdbc;
    private final Clock clock;

    DossierTotals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A dossier's stage and status. */
    public record Standing(DossierStage stage, DossierStatus status) {}

    /**
     * @param dossiers by standing; a standing without dossiers is absent
     * @param openTasks by role's code
     * @param overdueTasks by role's code, those past their due date
     * @param checks by opinion's code, since the beginning
     */
    public record Totals(
            Map<Standing, Long> dossiers,
            Map<String, Long> openTasks,
            Map<String, Long> overdueTasks,
            Map<String, Long> checks) {}

    @Transactional(readOnly = true)
    public Totals now() {
        Map<Standing, Long> dossiers = new HashMap<>();
        jdbc.sql("select stage, status, count(*) as n from ecoquartier.dossier group by stage, status")
                .query(row -> {
                    dossiers.put(
                            new Standing(
                                    DossierStage.valueOf(row.getString("stage")),
                                    DossierStatus.valueOf(row.getString("status"))),
                            row.getLong("n"));
                });
        Map<String, Long> open = new HashMap<>();
        Map<String, Long> overdue = new HashMap<>();
        jdbc.sql("""
                        select role, count(*) as n, count(*) filter (where due_at < :now) as late
                        from ecoquartier.dossier_task group by role
                        """).param("now", java.sql.Timestamp.from(clock.instant())).query(row -> {
            open.put(row.getString("role"), row.getLong("n"));
            overdue.put(row.getString("role"), row.getLong("late"));
        });
        Map<String, Long> checks = new HashMap<>();
        jdbc.sql("select opinion, count(*) as n from ecoquartier.check_report group by opinion")
                .query(row -> {
                    checks.put(row.getString("opinion"), row.getLong("n"));
                });
        return new Totals(dossiers, open, overdue, checks);
    }
}
