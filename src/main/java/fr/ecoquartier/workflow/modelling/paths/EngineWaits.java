package fr.ecoquartier.workflow.modelling.paths;

import fr.ecoquartier.modelling.path.RunningWaits;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Read from the engine's tables of running executions at once: a query of the engine would be one for each element. */
@Repository
class EngineWaits implements RunningWaits {

    private final JdbcClient jdbc;

    EngineWaits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Wait> waits(String process) {
        return jdbc.sql("""
                        select version, activity, type, min(name) as name, count(distinct instance) as instances
                        from (
                            select definition.version_ as version, place.act_id_ as activity, place.act_type_ as type,
                                   place.act_name_ as name, execution.proc_inst_id_ as instance
                            from act_ru_execution execution
                            join act_re_procdef definition on definition.id_ = execution.proc_def_id_
                            join act_hi_actinst place on place.id_ = execution.act_inst_id_
                            where definition.key_ = :process and place.end_time_ is null
                              and place.act_type_ not in ('subProcess', 'multiInstanceBody', 'transaction')
                            union all
                            select definition.version_, execution.act_id_, 'asynchronous', null, execution.proc_inst_id_
                            from act_ru_job job
                            join act_ru_execution execution on execution.id_ = job.execution_id_
                            join act_re_procdef definition on definition.id_ = execution.proc_def_id_
                            where definition.key_ = :process and job.handler_type_ = 'async-continuation'
                              and execution.act_id_ is not null
                        ) waits
                        group by version, activity, type
                        order by version desc, activity
                        """)
                .param("process", process)
                .query((row, index) -> new Wait(
                        row.getInt("version"),
                        row.getString("activity"),
                        row.getString("type"),
                        row.getString("name"),
                        row.getLong("instances")))
                .list();
    }

    @Override
    public List<MessageWait> messages(String process) {
        return jdbc.sql("""
                        select definition.version_ as version, subscription.event_name_ as message,
                               subscription.activity_id_ as activity,
                               count(distinct subscription.proc_inst_id_) as instances
                        from act_ru_event_subscr subscription
                        join act_ru_execution execution on execution.id_ = subscription.execution_id_
                        join act_re_procdef definition on definition.id_ = execution.proc_def_id_
                        where definition.key_ = :process and subscription.event_type_ = 'message'
                        group by definition.version_, subscription.event_name_, subscription.activity_id_
                        order by definition.version_ desc, subscription.activity_id_
                        """)
                .param("process", process)
                .query((row, index) -> new MessageWait(
                        row.getInt("version"),
                        row.getString("message"),
                        row.getString("activity"),
                        row.getLong("instances")))
                .list();
    }
}
