package fr.ecoquartier.workflow.guard;

import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the guards keep in the engine's own tables: no row without a region, and the grants of the roles. Written after
 * the engine made its schema; every node may do it at any time, one after the other.
 */
class EngineDatabase {

    private static final long LOCK = 0x45515F4755415244L; // "EQ_GUARD"
    private static final List<String> WITH_REGION =
            List.of("act_ru_execution", "act_ru_task", "act_hi_procinst", "act_hi_taskinst");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    EngineDatabase(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(transactions);
    }

    void prepare(ProcessEngine engine) {
        transaction.executeWithoutResult(status -> {
            jdbc.query("select pg_advisory_xact_lock(?)", rows -> {}, LOCK);
            WITH_REGION.forEach(this::requireRegion);
            RoleGrants.apply(engine.getAuthorizationService());
        });
    }

    private void requireRegion(String table) {
        Integer present = jdbc.queryForObject(
                "select count(*) from pg_constraint where conname = ? and conrelid = ?::regclass",
                Integer.class,
                table + "_region",
                table);
        if (present == null || present == 0) {
            jdbc.execute(
                    "alter table " + table + " add constraint " + table + "_region check (tenant_id_ is not null)");
        }
    }
}
