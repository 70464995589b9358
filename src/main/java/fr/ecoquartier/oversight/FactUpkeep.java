package fr.ecoquartier.oversight;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is made of the facts from time to time, on one node: passages added up by day, and what usually follows a task. */
@Service
public class FactUpkeep {

    private static final long YEAR = 365;

    private final JdbcClient jdbc;
    private final Clock clock;

    FactUpkeep(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds the passages up by day and by month; the sum of what is added up and what is not is the same before and after. */
    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT2M")
    @Transactional
    public void addUp() {
        if (!first("ecoquartier.facts.passages")) {
            return;
        }
        jdbc.sql("""
                        with gone as (delete from ecoquartier.element_passage returning *),
                        months as (
                            insert into ecoquartier.element_month (process, version, element, region, test, month, passages)
                            select process, version, element, region, test, date_trunc('month', day)::date, count(*) from gone
                            group by 1, 2, 3, 4, 5, 6
                            on conflict (process, month, element, version, region, test)
                                do update set passages = element_month.passages + excluded.passages)
                        insert into ecoquartier.element_day (process, version, element, region, test, day, passages)
                        select process, version, element, region, test, day, count(*) from gone group by 1, 2, 3, 4, 5, 6
                        on conflict (process, element, day, version, region, test)
                            do update set passages = element_day.passages + excluded.passages
                        """).update();
    }

    /**
     * Learns what followed the tasks that ended in the last year: how often, and how long after it was due. A task that no
     * due date was given counts from the end of the one before to its own end.
     */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    @Transactional
    public void learn() {
        if (!first("ecoquartier.facts.succession")) {
            return;
        }
        Instant now = clock.instant();
        jdbc.sql("delete from ecoquartier.task_succession").update();
        jdbc.sql("""
                        insert into ecoquartier.task_succession (process, element, next_process, next_element, next_name, next_role, followed,
                            ended, delay_seconds, learnt_at)
                        select split_part(f.preceded_by, ':', 1), split_part(f.preceded_by, ':', 2), f.process, f.element, f.name, f.role,
                            f.followed, e.ended, f.delay, :now
                        from (select preceded_by, process, element, max(name) as name, mode() within group (order by role) as role,
                                count(*) as followed,
                                coalesce(percentile_cont(0.5) within group (order by
                                    extract(epoch from coalesce(due_at, ended_at) - preceded_at)), 0)::bigint as delay
                              from ecoquartier.step_fact
                              where preceded_by is not null and not test and preceded_at >= :since
                              group by preceded_by, process, element) f
                        join (select process || ':' || element as key, count(*) as ended from ecoquartier.step_fact
                              where task and not test and ended_at >= :since group by 1) e on e.key = f.preceded_by
                        """)
                .param("now", Timestamp.from(now))
                .param("since", Timestamp.from(now.minus(YEAR, ChronoUnit.DAYS)))
                .update();
    }

    /** Whether no other node is at it; the lock goes with the transaction. */
    private boolean first(String name) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext(?))")
                .param(name)
                .query(Boolean.class)
                .single();
    }
}
