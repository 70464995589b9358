package fr.ecoquartier.workflow.tasklist;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the {@link DefaultFilter}s at start, once for all nodes, and brings them up to date when the application has a
 * newer version of them. What an administrator changed in between is kept until then.
 */
@Component
class DefaultFilters implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(DefaultFilters.class);

    /** Who sees the filters: the staff that works in Tasklist. The authorities have no account in the engine. */
    static final List<String> READERS =
            List.of("ministry", "carrier", "dreal", "expert", "partner", "manager", "camunda-admin");

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final JdbcClient database;
    private final TransactionTemplate transaction;

    DefaultFilters(
            FilterService filters,
            TaskService tasks,
            AuthorizationService authorizations,
            JdbcClient database,
            PlatformTransactionManager transactions) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        ensure();
    }

    /** Safe to call again, and by several nodes at the same time: they wait for each other. */
    void ensure() {
        transaction.executeWithoutResult(status -> {
            database.sql("select pg_advisory_xact_lock(hashtext('ecoquartier.tasklist.filters'))")
                    .query((row, index) -> true)
                    .single();
            Map<DefaultFilter, Filter> stored = stored();
            for (DefaultFilter wanted : DefaultFilter.values()) {
                Filter filter = stored.get(wanted);
                if (filter == null || isOlder(filter)) {
                    save(wanted, filter == null ? filters.newTaskFilter() : filter);
                }
            }
        });
    }

    private Map<DefaultFilter, Filter> stored() {
        Map<DefaultFilter, Filter> found = new EnumMap<>(DefaultFilter.class);
        for (Filter filter : filters.createFilterQuery().list()) {
            Object mark = filter.getProperties().get(DefaultFilter.MARK);
            for (DefaultFilter wanted : DefaultFilter.values()) {
                // a filter that was edited in Tasklist may have lost its mark, hardly its name
                if (wanted.name().equals(mark) || mark == null && wanted.title().equals(filter.getName())) {
                    found.putIfAbsent(wanted, filter);
                }
            }
        }
        return found;
    }

    private static boolean isOlder(Filter filter) {
        return !(filter.getProperties().get(DefaultFilter.MARK_VERSION) instanceof Number version)
                || version.intValue() < DefaultFilter.VERSION;
    }

    private void save(DefaultFilter wanted, Filter filter) {
        filter.setName(wanted.title());
        filter.setQuery(wanted.query(tasks.createTaskQuery()));
        filter.setProperties(wanted.properties());
        String id = filters.saveFilter(filter).getId();
        for (String group : READERS) {
            grantRead(id, group);
        }
        log.info("Tasklist filter « {} » is up to date", wanted.title());
    }

    private void grantRead(String filterId, String group) {
        boolean granted = authorizations
                        .createAuthorizationQuery()
                        .resourceType(Resources.FILTER)
                        .resourceId(filterId)
                        .groupIdIn(group)
                        .count()
                > 0;
        if (!granted) {
            Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(Resources.FILTER);
            grant.setResourceId(filterId);
            grant.addPermission(Permissions.READ);
            authorizations.saveAuthorization(grant);
        }
    }
}
