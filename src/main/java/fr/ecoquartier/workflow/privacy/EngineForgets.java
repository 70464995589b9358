package fr.ecoquartier.workflow.privacy;

import fr.ecoquartier.privacy.EngineHistory;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets by the engine's own services. Which instances are due is asked of the engine's tables, which it has no query
 * for: ended as a whole, with everything that their root called.
 */
@Component
public class EngineForgets implements EngineHistory {

    /** Ended long enough ago, or past the time to live of their model; of no dossier. */
    private static final String OTHERS = """
            from act_hi_procinst p where p.id_ = p.root_proc_inst_id_ and p.end_time_ is not null
                and (p.end_time_ <= :before or p.removal_time_ <= :now)
                and not exists (select from act_hi_procinst c where c.root_proc_inst_id_ = p.id_ and c.end_time_ is null)
                and not exists (select from ecoquartier.dossier d where d.reference = p.business_key_)
            """;

    private final HistoryService history;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final JdbcClient jdbc;

    public EngineForgets(
            HistoryService history,
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            JdbcClient jdbc) {
        this.history = history;
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.jdbc = jdbc;
    }

    @Override
    public long rememberedOf(String reference) {
        return jdbc.sql("select count(*) from act_hi_procinst where business_key_ = ? and end_time_ is not null")
                .param(reference)
                .query(Long.class)
                .single();
    }

    @Override
    public Map<String, Long> forgetDossier(String reference) {
        List<String> roots = jdbc.sql("""
                        select p.id_ from act_hi_procinst p
                        where p.business_key_ = ? and p.id_ = p.root_proc_inst_id_ and p.end_time_ is not null
                            and not exists (select from act_hi_procinst c where c.root_proc_inst_id_ = p.id_ and c.end_time_ is null)
                        """).param(reference).query(String.class).list();
        Map<String, Long> counts = new LinkedHashMap<>();
        roots.forEach(root -> forget(root, counts));
        return counts;
    }

    @Override
    public Map<String, Long> forgetOthers(Instant endedBefore, Instant now, int batch) {
        List<String> roots = jdbc.sql("select p.id_ " + OTHERS + " order by p.end_time_ limit :batch")
                .param("before", Timestamp.from(endedBefore))
                .param("now", Timestamp.from(now))
                .param("batch", batch)
                .query(String.class)
                .list();
        Map<String, Long> counts = new LinkedHashMap<>();
        roots.forEach(root -> forget(root, counts));
        return counts;
    }

    @Override
    public long others(Instant endedBefore, Instant now) {
        return jdbc.sql("select count(*) " + OTHERS)
                .param("before", Timestamp.from(endedBefore))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** An instance and all that it called, with what the engine keeps of them. */
    private void forget(String root, Map<String, Long> counts) {
        List<String> instances = jdbc.sql("select id_ from act_hi_procinst where root_proc_inst_id_ = ?")
                .param(root)
                .query(String.class)
                .list();
        count(counts, "Instances de processus", instances.size());
        count(counts, "Tâches", rows("act_hi_taskinst", root));
        count(counts, "Variables", rows("act_hi_varinst", root));
        count(counts, "Affectations", rows("act_hi_identitylink", root));
        count(counts, "Commentaires", rows("act_hi_comment", root));
        asApplication(() -> {
            List<String> decisions = jdbc.sql("select id_ from act_hi_decinst where root_proc_inst_id_ = ?")
                    .param(root)
                    .query(String.class)
                    .list();
            count(counts, "Décisions calculées", decisions.size());
            if (!decisions.isEmpty()) {
                history.deleteHistoricDecisionInstancesBulk(decisions);
            }
            List<String> operations = jdbc.sql("select id_ from act_hi_op_log where root_proc_inst_id_ = ?"
                            + " or proc_inst_id_ in (select id_ from act_hi_procinst where root_proc_inst_id_ = ?)")
                    .params(root, root)
                    .query(String.class)
                    .list();
            operations.forEach(history::deleteUserOperationLogEntry);
            count(counts, "Opérations", operations.size());
            history.deleteHistoricProcessInstancesBulk(instances);
            return null;
        });
    }

    private long rows(String table, String root) {
        return jdbc.sql("select count(*) from " + table + " where root_proc_inst_id_ = ?")
                .param(root)
                .query(Long.class)
                .single();
    }

    private static void count(Map<String, Long> counts, String subject, long rows) {
        if (rows > 0) {
            counts.merge("Moteur : " + subject.toLowerCase(java.util.Locale.FRENCH), rows, Long::sum);
        }
    }

    @Override
    public Map<String, Long> forgetOperations(Instant before, int batch) {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> due = jdbc.sql(
                        "select id_ from act_hi_op_log where proc_inst_id_ is null and timestamp_ <= ? limit ?")
                .params(Timestamp.from(before), batch)
                .query(String.class)
                .list();
        List<String> batches = jdbc.sql("select id_ from act_hi_batch where end_time_ <= ? limit ?")
                .params(Timestamp.from(before), batch)
                .query(String.class)
                .list();
        asApplication(() -> {
            due.forEach(history::deleteUserOperationLogEntry);
            batches.forEach(history::deleteHistoricBatch);
            return null;
        });
        count(counts, "Opérations hors dossier", due.size());
        count(counts, "Traitements en masse", batches.size());
        return counts;
    }

    @Override
    public long operations(Instant before) {
        return asApplication(() -> jdbc.sql("select (select count(*) from act_hi_op_log where proc_inst_id_ is null and"
                        + " timestamp_ <= :before) + (select count(*) from act_hi_batch where end_time_ <= :before)")
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .single());
    }

    @Override
    public Map<String, Long> forgetAccount(String account) {
        return asApplication(() -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            List<String> keys = identity.getUserInfoKeys(account);
            keys.forEach(key -> identity.deleteUserInfo(account, key));
            identity.deleteUserPicture(account);
            List<Authorization> grants =
                    authorizations.createAuthorizationQuery().userIdIn(account).unlimitedList();
            grants.forEach(grant -> authorizations.deleteAuthorization(grant.getId()));
            List<Filter> own = filters.createFilterQuery().filterOwner(account).unlimitedList();
            own.forEach(filter -> filters.deleteFilter(filter.getId()));
            count(counts, "Préférences", keys.size());
            count(counts, "Autorisations personnelles", grants.size());
            count(counts, "Filtres", own.size());
            return counts;
        });
    }

    /** Whoever is acting on this thread: the administrator who started a run has no part in it. */
    private <T> T asApplication(Supplier<T> action) {
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (before != null) {
                identity.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }
}
