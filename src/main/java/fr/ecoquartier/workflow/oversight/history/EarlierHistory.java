package fr.ecoquartier.workflow.oversight.history;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes into the table of finished instances those that ended before it was kept: under an earlier release, also on
 * another node that still ran it. Nothing is left to take at most starts.
 */
@Component
class EarlierHistory {

    private static final Logger log = LoggerFactory.getLogger(EarlierHistory.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    EarlierHistory(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @EventListener(ApplicationReadyEvent.class)
    void take() {
        Integer taken = transactions.execute(status -> insert());
        if (taken != null && taken > 0) {
            log.info("{} instances that had ended before were taken into the table of finished instances", taken);
        }
    }

    /** Answers how many were taken. */
    int insert() {
        return jdbc.sql("""
                        insert into ecoquartier.finished_instance (id, process, process_name, version, reference, authority_code,
                            authority_name, region_code, caller, started_at, ended_at, state, end_element, end_name, outcome)
                        select i.id_, i.proc_def_key_, coalesce(p.name_, i.proc_def_key_), p.version_, i.business_key_,
                            d.authority_code, d.authority_name, coalesce(d.region_code, i.tenant_id_),
                            i.super_process_instance_id_, i.start_time_, i.end_time_,
                            case i.state_ when 'COMPLETED' then 'COMPLETED' else 'STOPPED' end,
                            case i.state_ when 'COMPLETED' then i.end_act_id_ end,
                            case i.state_ when 'COMPLETED' then coalesce(
                                (select a.act_name_ from act_hi_actinst a where a.proc_inst_id_ = i.id_
                                    and a.act_id_ = i.end_act_id_ order by a.end_time_ desc limit 1), i.end_act_id_) end,
                            case when i.state_ = 'COMPLETED' and i.super_process_instance_id_ is not null then
                                (select v.text_ from act_hi_varinst v where v.proc_inst_id_ = i.id_ and v.execution_id_ = i.id_
                                    and v.name_ = ? limit 1) end
                        from act_hi_procinst i join act_re_procdef p on p.id_ = i.proc_def_id_
                        left join ecoquartier.dossier d on d.reference = i.business_key_
                        where i.end_time_ is not null
                            and not exists (select 1 from ecoquartier.finished_instance f where f.id = i.id_)
                        on conflict (id) do nothing
                        """).param(EndedInstances.OUTCOME).update();
    }
}
