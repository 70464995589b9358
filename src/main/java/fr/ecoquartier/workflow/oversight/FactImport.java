package fr.ecoquartier.workflow.oversight;

import fr.ecoquartier.oversight.Facts;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.TimeZone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills the facts from the engine's history, once: a database of an earlier version of the application has dossiers and no
 * facts. One node does it, in one transaction, and another that starts meanwhile waits for it; what the listeners wrote
 * first stays as it is.
 */
@Component
class FactImport implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FactImport.class);

    private static final String REFERENCE =
            "case when p.business_key_ ~ '^(EQ|TEST)-[0-9]{4}-[0-9]{5,}$' then p.business_key_ end";
    private static final String COMMON = REFERENCE + """
            , coalesce(p.business_key_ like 'TEST-%', false), nullif(p.tenant_id_, '00'), p.proc_def_key_, d.version_
            """;

    private static final String TASKS = """
            insert into ecoquartier.step_fact (id, task, instance_id, business_key, reference, test, region, process, version, element, name,
                role, assignee, created_at, claimed_at, due_at, ended_at, ending)
            select t.id_, true, t.proc_inst_id_, p.business_key_, %s, t.task_def_key_, coalesce(t.name_, t.task_def_key_),
                coalesce((select l.group_id_ from act_hi_identitylink l where l.task_id_ = t.id_ and l.type_ = 'candidate'
                            and l.group_id_ is not null and l.operation_type_ = 'add' order by l.timestamp_ limit 1),
                         case when t.proc_def_key_ = 'pilotCampaign' then 'partner' else 'expert' end),
                t.assignee_, t.start_time_ at time zone :zone,
                case when t.assignee_ is not null then
                    (select max(l.timestamp_) at time zone :zone from act_hi_identitylink l where l.task_id_ = t.id_
                        and l.type_ = 'assignee' and l.operation_type_ = 'add') end,
                t.due_date_ at time zone :zone, t.end_time_ at time zone :zone,
                case when t.end_time_ is null then null when t.delete_reason_ = 'completed' then 'COMPLETED' else 'CANCELLED' end
            from act_hi_taskinst t join act_hi_procinst p on p.id_ = t.proc_inst_id_ join act_re_procdef d on d.id_ = t.proc_def_id_
            on conflict do nothing
            """.formatted(COMMON);

    private static final String WAITS = """
            insert into ecoquartier.step_fact (id, task, instance_id, business_key, reference, test, region, process, version, element, name,
                created_at, ended_at, ending)
            select a.id_, false, a.proc_inst_id_, p.business_key_, %s, a.act_id_, coalesce(a.act_name_, a.act_id_),
                a.start_time_ at time zone :zone, a.end_time_ at time zone :zone,
                case when a.end_time_ is null then null when a.act_inst_state_ = 2 then 'CANCELLED' else 'COMPLETED' end
            from act_hi_actinst a join act_hi_procinst p on p.id_ = a.proc_inst_id_ join act_re_procdef d on d.id_ = a.proc_def_id_
            where a.act_type_ in (:waits)
            on conflict do nothing
            """.formatted(COMMON);

    private static final String PRECEDED = """
            update ecoquartier.step_fact f set preceded_by = before.key, preceded_at = before.ended_at
            from (select n.id, b.process || ':' || b.element as key, b.ended_at
                  from ecoquartier.step_fact n cross join lateral (select b.process, b.element, b.ended_at from ecoquartier.step_fact b
                    where b.reference = n.reference and b.task and b.ended_at <= n.created_at
                    order by b.ended_at desc, b.created_at desc limit 1) b
                  where n.task and n.reference is not null and n.preceded_by is null) before
            where before.id = f.id
            """;

    private static final String PASSAGES = """
            with days as (
            insert into ecoquartier.element_day (process, version, element, region, test, day, passages)
            select p.proc_def_key_, d.version_, a.act_id_, coalesce(nullif(p.tenant_id_, '00'), ''),
                coalesce(p.business_key_ like 'TEST-%', false), (a.start_time_ at time zone :zone at time zone 'Europe/Paris')::date, count(*)
            from act_hi_actinst a join act_hi_procinst p on p.id_ = a.proc_inst_id_ join act_re_procdef d on d.id_ = a.proc_def_id_
            where a.act_type_ not in (:waits) and a.act_type_ not in ('userTask', 'multiInstanceBody') and a.start_time_ at time zone :zone < :since
            group by 1, 2, 3, 4, 5, 6
            on conflict (process, element, day, version, region, test) do update set passages = element_day.passages + excluded.passages
            returning *)
            insert into ecoquartier.element_month (process, version, element, region, test, month, passages)
            select process, version, element, region, test, date_trunc('month', day)::date, sum(passages) from days group by 1, 2, 3, 4, 5, 6
            on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FactImport(JdbcClient jdbc, Facts facts, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        run();
    }

    /** Does it unless it was done; safe to call again, and by several nodes at the same time. */
    void run() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.facts'))")
                    .query((row, n) -> true)
                    .single();
            jdbc.sql("select since from ecoquartier.fact_import where imported_at is null")
                    .query(OffsetDateTime.class)
                    .optional()
                    .ifPresent(this::fill);
        });
    }

    private void fill(OffsetDateTime since) {
        // the engine writes its times without a zone, in that of the node
        String zone = TimeZone.getDefault().getID();
        int tasks = jdbc.sql(TASKS).param("zone", zone).update();
        int waits = jdbc.sql(WAITS)
                .param("zone", zone)
                .param("waits", FactsInEngine.WAITS)
                .update();
        jdbc.sql(PRECEDED).update();
        int passages = jdbc.sql(PASSAGES)
                .param("zone", zone)
                .param("waits", FactsInEngine.WAITS)
                .param("since", since)
                .update();
        int stages = facts.tellStages();
        jdbc.sql("update ecoquartier.fact_import set imported_at = ?, tasks = ?, waits = ?, passages = ?")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneId.of("UTC")), tasks, waits, passages)
                .update();
        if (tasks > 0) {
            LOG.info("Facts filled from the history: {} tasks, {} waits, {} stages", tasks, waits, stages);
        }
    }
}
