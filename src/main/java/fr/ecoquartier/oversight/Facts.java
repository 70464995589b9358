package fr.ecoquartier.oversight;

import fr.ecoquartier.dossier.StageClosed;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what managers look at, in the transaction of whoever calls: a step that is rolled back leaves nothing. Nothing
 * here ever refuses a step.
 */
@Service
@Transactional
public class Facts {

    /** A reference as dossiers have it; other business keys are those of campaigns. */
    static final String DOSSIER = "^(EQ|TEST)-[0-9]{4}-[0-9]{5,}$";

    /** Belongs to no region. */
    private static final String NATIONAL = "00";

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final JdbcClient jdbc;
    private final Clock clock;

    Facts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A passage begins, or a task changes hands or its due date. */
    public void put(StepFact fact) {
        String reference = reference(fact.businessKey());
        jdbc.sql("""
                        insert into ecoquartier.step_fact (id, task, instance_id, business_key, reference, test, region, process, version,
                            element, name, role, assignee, created_at, claimed_at, due_at, preceded_by, preceded_at)
                        select :id, :task, :instance, :key::text, :reference::text, :test, :region::text, :process, :version, :element, :name, :role::text,
                            :assignee::text, :created::timestamptz, :claimed::timestamptz, :due::timestamptz, before.key, before.ended_at
                        from (select 1) one left join lateral (select p.process || ':' || p.element as key, p.ended_at
                            from ecoquartier.step_fact p where :task and p.reference = :reference::text and p.task and p.ended_at is not null
                            order by p.ended_at desc, p.created_at desc limit 1) before on true
                        on conflict (id) do update set due_at = excluded.due_at, assignee = excluded.assignee, name = excluded.name,
                            role = coalesce(step_fact.role, excluded.role),
                            claimed_at = case when excluded.assignee is null then null
                                else coalesce(step_fact.claimed_at, :now) end
                        where step_fact.ended_at is null
                        """)
                .param("id", fact.id())
                .param("task", fact.task())
                .param("instance", fact.instanceId())
                .param("key", fact.businessKey())
                .param("reference", reference)
                .param("test", reference != null && reference.startsWith("TEST-"))
                .param("region", region(fact.tenant()))
                .param("process", fact.process())
                .param("version", fact.version())
                .param("element", fact.element())
                .param("name", fact.name())
                .param("role", fact.role())
                .param("assignee", fact.assignee())
                .param("created", Timestamp.from(fact.createdAt()))
                .param("claimed", fact.assignee() == null ? null : Timestamp.from(fact.createdAt()))
                .param("due", fact.dueAt() == null ? null : Timestamp.from(fact.dueAt()))
                .param("now", now())
                .update();
    }

    /**
     * The passage is over.
     *
     * @param assignee who did it, where somebody did: some take a task and end it in one
     */
    public void end(String id, boolean completed, @Nullable String assignee) {
        jdbc.sql("""
                        update ecoquartier.step_fact set ended_at = :now, ending = :ending,
                            claimed_at = case when :assignee::text is null then claimed_at else coalesce(claimed_at, :now) end,
                            assignee = coalesce(:assignee::text, assignee)
                        where id = :id and ended_at is null
                        """)
                .param("now", now())
                .param("ending", completed ? "COMPLETED" : "CANCELLED")
                .param("assignee", assignee)
                .param("id", id)
                .update();
    }

    /** The instance goes on in another version, where the element may have another id and name. */
    public void moved(String id, String process, int version, String element, @Nullable String name) {
        jdbc.sql("""
                        update ecoquartier.step_fact set process = ?, version = ?, element = ?, name = coalesce(?, name)
                        where id = ? and ended_at is null
                        """).params(process, version, element, name, id).update();
    }

    /** An element in which nothing waits was passed. */
    public void passed(
            String process,
            int version,
            String element,
            @Nullable String tenant,
            @Nullable String businessKey,
            Instant at) {
        String region = region(tenant);
        String reference = reference(businessKey);
        jdbc.sql("""
                        insert into ecoquartier.element_passage (process, version, element, region, test, day) values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        process,
                        version,
                        element,
                        region == null ? "" : region,
                        reference != null && reference.startsWith("TEST-"),
                        LocalDate.ofInstant(at, PARIS))
                .update();
    }

    /** A stage was left: what its time was spent on is known now. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(StageClosed closed) {
        jdbc.sql(STAGES.formatted("and s.reference = :reference"))
                .param("reference", closed.reference())
                .update();
    }

    /** Every stage that was left and is not told yet; answers how many. */
    public int tellStages() {
        return jdbc.sql(STAGES.formatted("")).update();
    }

    /**
     * Cuts the time of each stage into parts that do not overlap: while a task of the authority is open, its time; else
     * while a reviewer holds a task, work; else while a task of a reviewer is open, the queue; else anything else, such as
     * the years of building between two follow-ups.
     */
    private static final String STAGES = """
            with passage as (
                select s.reference, s.stage, s.round, s.entered_at, s.left_at, s.outcome, d.region_code, d.test
                from ecoquartier.dossier_stage s join ecoquartier.dossier d using (reference)
                where s.left_at is not null and not exists (select from ecoquartier.stage_fact f
                    where f.reference = s.reference and f.stage = s.stage and f.round = s.round) %s
            ), span as (
                select p.reference, p.stage, p.round,
                    coalesce(range_agg(tstzrange(greatest(t.created_at, p.entered_at), least(t.ended_at, p.left_at)))
                        filter (where t.role = 'authority'), '{}') as authority,
                    coalesce(range_agg(tstzrange(least(greatest(t.claimed_at, p.entered_at), p.left_at), least(t.ended_at, p.left_at)))
                        filter (where t.role <> 'authority' and t.claimed_at <= least(t.ended_at, p.left_at)), '{}') as working,
                    coalesce(range_agg(tstzrange(greatest(t.created_at, p.entered_at), least(t.ended_at, p.left_at)))
                        filter (where t.role <> 'authority'), '{}') as review
                from passage p left join ecoquartier.step_fact t on t.reference = p.reference and t.task
                    and t.created_at < p.left_at and coalesce(t.ended_at, p.left_at) > p.entered_at
                group by p.reference, p.stage, p.round
            ), part as (
                select s.*,
                    (select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) from unnest(s.authority) r) as waiting,
                    (select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) from unnest(s.working - s.authority) r) as work,
                    (select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
                        from unnest(s.review - s.working - s.authority) r) as queue
                from span s
            )
            insert into ecoquartier.stage_fact (reference, stage, round, region, test, entered_at, left_at, outcome, seconds,
                authority_seconds, working_seconds, queue_seconds, other_seconds)
            select p.reference, p.stage, p.round, p.region_code, p.test, p.entered_at, p.left_at, p.outcome,
                extract(epoch from p.left_at - p.entered_at)::bigint, waiting::bigint, work::bigint, queue::bigint,
                greatest(0, extract(epoch from p.left_at - p.entered_at)::bigint - waiting::bigint - work::bigint - queue::bigint)
            from passage p join part using (reference, stage, round)
            on conflict do nothing
            """;

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable String reference(@Nullable String businessKey) {
        return businessKey != null && businessKey.matches(DOSSIER) ? businessKey : null;
    }

    private static @Nullable String region(@Nullable String tenant) {
        return NATIONAL.equals(tenant) ? null : tenant;
    }
}
